import Behavior
import EngagementCore
import Experiments
import Primitives
import Simulation
import Testing

/// Tests of nothing: how often each analysis and each rule finds something all the same.
@Suite struct TypeOneErrorTests {
  static let draws = 600

  /// Two arms without messages. Users come one after the other, use the app on the day of the install and never again, so
  /// that each look adds as much as the one before.
  private func arrivals() async throws -> Redraws {
    var scenario = Bench.scenario(users: 1, days: 50, arms: [:], order: ["none", "same"])
    scenario.population.newPerDay = 40
    // The chance to leave each day is Beta(gamma, delta): all of it is near one.
    scenario.behavior.dropout.gamma = 400
    scenario.behavior.dropout.delta = 0.01
    scenario.behavior.conversion.mean = 0.5
    var test = ExperimentDefinition(
      name: "nothing", arms: [.init("none", 0.5), .init("same", 0.5)], metrics: ["revenue"])
    test.looks = [10, 20, 30, 40, 50]
    test.isAdjusted = false
    scenario.experiments = [test]
    return try await Redraws(scenario)
  }

  @Test func rulesKeepTheirLevelAndPeekingDoesNot() async throws {
    let redraws = try await arrivals()
    func found(_ rule: ExperimentDefinition.Rule) throws -> Int {
      try redraws.tests(Self.draws) { $0.rule = rule }.count(where: \.rejects)
    }
    #expect(isPlausible(try found(.fixed), of: Self.draws, chance: 0.05))
    #expect(isPlausible(try found(.obrienFleming), of: Self.draws, chance: 0.05))
    #expect(isPlausible(try found(.pocock), of: Self.draws, chance: 0.05))
    #expect(isAtMost(try found(.alwaysValid), of: Self.draws, chance: 0.05))
    // Armitage, McPherson and Rowe (1969): .142 at five looks.
    let peeking = try found(.peeking)
    #expect(isPlausible(peeking, of: Self.draws, chance: 0.142), "\(peeking)")
  }

  @Test func informationIsTheShareOfUsersWhoCome() async throws {
    let sequence = try #require(try await arrivals().test(0).sequences.first)
    for (look, expected) in zip(sequence.looks, [0.2, 0.4, 0.6, 0.8, 1]) {
      #expect(abs(try #require(look.information) - expected) < 0.06)
    }
  }

  /// The same people at every look: what they did before is in every later look, so that looks add less.
  @Test func everyAnalysisKeepsItsLevel() async throws {
    var scenario = Bench.scenario(users: 1_500, days: 28, arms: [:], order: ["none", "same"])
    scenario.warmUpDays = 40
    scenario.population.newPerDay = 10
    var test = ExperimentDefinition(
      name: "nothing", arms: [.init("none", 0.5), .init("same", 0.5)], metrics: ["sessions"])
    test.looks = [7, 14, 21, 28]
    test.guardrails = [.init("basket")]
    scenario.experiments = [test]
    let redraws = try await Redraws(scenario)
    let tests = try redraws.tests(Self.draws)
    func count(_ isFound: (RunResult.TestComparison) -> Bool, of metric: String) -> Int {
      tests.count { test in test.comparisons.contains { $0.metric == metric && isFound($0) } }
    }
    for metric in ["sessions", "basket"] {
      #expect(
        isPlausible(count({ ($0.intentionToTreat.pValue ?? 1) < 0.05 }, of: metric), of: Self.draws, chance: 0.05))
      #expect(isPlausible(count({ ($0.adjusted?.pValue ?? 1) < 0.05 }, of: metric), of: Self.draws, chance: 0.05))
    }
    // Nothing is true, and the intervals hold it.
    #expect(tests.allSatisfy { $0.primary?.intentionToTreat.truth.estimate == 0 })
    let held = tests.count { $0.primary?.adjusted?.covers == true }
    #expect(isPlausible(held, of: Self.draws, chance: 0.95))
    for rule in [ExperimentDefinition.Rule.obrienFleming, .pocock, .alwaysValid] {
      let found = try redraws.tests(200) { $0.rule = rule }.count(where: \.rejects)
      #expect(isAtMost(found, of: 200, chance: 0.05), "\(rule): \(found)")
    }
    // The split is fair, and hardly ever called unfair.
    #expect(tests.count(where: \.sampleRatioAlarm) <= 4)
  }

  @Test func stratifiedComparisonsKeepTheirLevel() async throws {
    var scenario = Bench.scenario(users: 1_500, days: 14, arms: [:], order: ["none", "same"])
    scenario.warmUpDays = 30
    var test = ExperimentDefinition(
      name: "nothing", arms: [.init("none", 0.5), .init("same", 0.5)], metrics: ["sessions"])
    test.strata = .platform
    scenario.experiments = [test]
    let redraws = try await Redraws(scenario)
    let found = try redraws.tests(400).count { ($0.primary?.adjusted?.pValue ?? 1) < 0.05 }
    #expect(isPlausible(found, of: 400, chance: 0.05), "\(found)")
  }
}
