import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Uncertain numbers of scenarios that are built in code.
@Suite("Uncertain numbers")
struct UncertaintyTests {
  static let gamma = ["population", "behavior", "dropout", "gamma"]

  private func problems(_ change: (inout Scenario) -> Void) -> [String] {
    var scenario = Scenario(
      name: "s", horizonDays: 28, population: Population(size: 10),
      comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: []), .init(name: "b", programs: [])]))
    // What is wrong without the change, as it measures nothing, is of no interest.
    let before = Set(ScenarioValidator.problems(in: scenario).map(\.path))
    change(&scenario)
    return ScenarioValidator.problems(in: scenario).filter { !before.contains($0.path) }
      .map { "\($0.path.joined(separator: ".")): \($0.code.rawValue)" }
  }

  @Test("every number of behavior may be one", arguments: BehaviorSetting.all.map { [$0.group, $0.key] })
  func everySetting(_ key: [String]) throws {
    let path = ["population", "behavior"] + key
    var scenario = Scenario(
      name: "s", horizonDays: 28, population: Population(size: 10),
      comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: [])]))
    let place = try #require(scenario.place(of: path))
    let value = (scenario[place] * 1.01 + 0.01).clamped(to: place.range)
    scenario.makeUncertain(path, InputDistribution(.normal, value, 0.01))
    #expect(scenario[place] == value)
    #expect(ScenarioValidator.problems(in: scenario).filter { $0.path == path }.isEmpty)
  }

  @Test("what is none is told")
  func impossible() {
    let path = "population.behavior.dropout.gamma"
    let bad: [(InputDistribution, Int)] = [
      (.init(.normal, 0.5, 0), 1), (.init(.normal, 0.5, -1), 1), (.init(.normal, 0.5, .nan), 1),
      (.init(.normal, 0.5, .infinity), 1), (.init(.beta, 0.5, 0.5), 1), (.init(.beta, 1, 0.1), 1),
      (.init(.lognormal, 0.5, 6), 1), (.init(.normal, 0.5, 1e-9), 1), (.init(.normal, 2000, 1), 1),
      (.init(.normal, .nan, 1), 1), (.init(.beta, 0.5, 0.499), 0), (.init(.lognormal, 0.5, 5), 0),
    ]
    for (distribution, count) in bad {
      let found = problems { $0.makeUncertain(Self.gamma, distribution) }
      #expect(found == Array(repeating: "\(path): out-of-range", count: count), "\(distribution)")
    }
    #expect(
      problems { $0.makeUncertain(["population", "behavior", "novelty", "fades_in"], .init(.beta, 0.5, 0.1)) }
        == ["population.behavior.novelty.fades_in: contradiction"])
  }

  @Test("a number elsewhere, twice, or away from its center is told")
  func misplaced() {
    for path in [
      ["population", "size"], ["population", "behavior", "dropout", "gama"], ["campaigns", "x", "appeal"], [],
    ] {
      #expect(
        problems { $0.makeUncertain(path, .init(.normal, 0.5, 0.1)) }
          == ["\(path.joined(separator: ".")): unknown-name"])
    }
    #expect(
      problems { for _ in 0..<2 { $0.makeUncertain(Self.gamma, .init(.normal, 0.5, 0.1)) } }
        == ["population.behavior.dropout.gamma: duplicate-name"])
    #expect(
      problems {
        $0.makeUncertain(Self.gamma, .init(.normal, 0.5, 0.1))
        $0.behavior.dropout.gamma = 0.6
      } == ["population.behavior.dropout.gamma: contradiction"])
  }

  @Test("replications need something uncertain, and a number in range")
  func replications() {
    #expect(problems { $0.replications = 20 } == ["replications: contradiction"])
    for count in [1, 0, -1, 1001] {
      #expect(
        problems {
          $0.replications = count
          $0.makeUncertain(Self.gamma, .init(.normal, 0.5, 0.1))
        } == ["replications: out-of-range"])
    }
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
