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

  @Test("every number of a part of the app may be one, where the app has the part")
  func everyPart() throws {
    var scenario = Scenario(
      name: "s", horizonDays: 28, population: Population(size: 10),
      comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: [])]))
    func paths<Part>(_ part: String, _ settings: [ModelSetting<Part>]) -> [[String]] {
      settings.map { ["app", part, $0.key] }
    }
    let all =
      paths("cart", AppModel.Cart.settings) + paths("levels", AppModel.Levels.settings)
      + paths("subscription", AppModel.Subscription.settings) + paths("technical", AppModel.Technical.settings)
      + paths("ratings", AppModel.Ratings.settings) + paths("referrals", AppModel.Referrals.settings)
    #expect(all.count > 20 && all.allSatisfy { scenario.place(of: $0) == nil })
    scenario.app.cart = AppModel.Cart(filledBy: ["put"])
    scenario.app.levels = AppModel.Levels(appInfo: "")
    scenario.app.subscription = AppModel.Subscription()
    scenario.app.technical = AppModel.Technical()
    scenario.app.ratings = AppModel.Ratings(ratedBy: ["rate"])
    scenario.app.referrals = AppModel.Referrals(invitedBy: ["invite"])
    for path in all {
      let place = try #require(scenario.place(of: path))
      let value = (scenario[place] * 0.99 + 0.01).clamped(to: place.range)
      scenario.makeUncertain(path, InputDistribution(.normal, value, 0.01))
      #expect(scenario[place] == value)
      #expect(ScenarioValidator.problems(in: scenario).filter { $0.path == path }.isEmpty)
    }
    #expect(scenario.app.cart?.recovery == 0.109 && scenario.app.referrals?.delay == 1.99)
    let settled = scenario.settled(scenario.uncertain.map { _ in 1 })
    #expect(settled.app.cart?.recovery == 1 && settled.app.ratings?.spread == 1 && settled.uncertain.isEmpty)
    #expect(scenario.place(of: ["app", "cart", "filled_by"]) == nil && scenario.place(of: ["app", "x", "y"]) == nil)
  }

  @Test("numbers that cannot go together are told")
  func correlations() {
    let delta = ["population", "behavior", "dropout", "delta"]
    let mean = ["population", "behavior", "activity", "mean"]
    func found(_ correlations: [Correlation]) -> [String] {
      problems {
        for path in [Self.gamma, delta, mean] { $0.makeUncertain(path, .init(.normal, 0.5, 0.1)) }
        $0.correlations = correlations
      }
    }
    let here = "population.behavior.correlated"
    #expect(found([.init(Self.gamma, delta, 0.9)]).isEmpty)
    #expect(found([.init(Self.gamma, delta, 0.9), .init(delta, mean, 0.9), .init(Self.gamma, mean, 0.7)]).isEmpty)
    #expect(
      found([.init(Self.gamma, delta, 0.9), .init(delta, mean, 0.9), .init(Self.gamma, mean, -0.9)])
        == ["\(here): contradiction"])
    for value in [1, -1, 1.5, .nan] {
      #expect(found([.init(Self.gamma, delta, value)]) == ["\(here).[0]: out-of-range"])
    }
    #expect(found([.init(Self.gamma, Self.gamma, 0.5)]) == ["\(here).[0]: contradiction"])
    #expect(
      found([.init(Self.gamma, delta, 0.5), .init(delta, Self.gamma, 0.5)]) == ["\(here).[1]: duplicate-name"])
    #expect(
      found([.init(Self.gamma, ["population", "behavior", "opt_in", "ios"], 0.5)])
        == ["\(here).[0]: unknown-name"])
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
