import Behavior
import EngagementCore
import Experiments
import Foundation
import Primitives
import Simulation
import Testing

/// Tests of something: what they say of it, beside what is true.
@Suite struct TestAnalysisTests {
  /// Pushes that some people open, against none.
  private func scenario(users: Int = 2_500, _ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Bench.pair(users: users, days: 28) {
      $0.warmUpDays = 40
      $0.behavior.response.ios = 1
      $0.behavior.response.other = 1
    }
    var test = ExperimentDefinition(
      name: "push", arms: [.init("none", 0.5), .init("push", 0.5)], metrics: ["sessions"])
    test.looks = [7, 14, 28]
    scenario.experiments = [test]
    change(&scenario)
    return scenario
  }

  @Test func intervalsHoldTheTruthAsOftenAsTheySay() async throws {
    let tests = try await Redraws(scenario()).tests(400)
    #expect(try #require(tests.first?.primary?.intentionToTreat.truth.estimate) > 0.1)
    for estimate in [
      tests.compactMap { $0.primary?.intentionToTreat }, tests.compactMap { $0.primary?.adjusted },
      tests.compactMap { $0.primary?.exposed },
    ] {
      #expect(estimate.count == 400)
      // A finite population: its users' own effects do not vary from draw to draw, so that intervals may hold more often.
      let missed = estimate.count { $0.covers == false }
      #expect(isAtMost(missed, of: 400, chance: 0.05), "\(missed)")
      // And they are not simply wide: estimates scatter as their intervals say.
      let differences = estimate.compactMap(\.difference.estimate)
      let mean = differences.reduce(0, +) / 400
      let spread = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
      let half = estimate.compactMap { e in e.difference.high.flatMap { h in e.difference.low.map { (h - $0) / 2 } } }
      #expect(abs(spread / (half.reduce(0, +) / 400 / 1.96) - 1) < 0.15)
      // Unbiased: within 3.5 standard errors of the mean of the draws.
      let truth = try #require(estimate.first?.truth.estimate)
      #expect(abs(mean - truth) < 3.5 * spread / 20)
    }
  }

  /// CUPED leaves 1 − ρ² of the variance, ρ being the correlation with what was known before.
  @Test func theGainOfCovariatesIsTheOnePredicted() async throws {
    let redraws = try await Redraws(scenario())
    let (table, look) = (redraws.table, redraws.table.plan.looks.count - 1)
    var sums = [Double](repeating: 0, count: 6)
    for user in 0..<table.users where table.entry(of: user) != OutcomeTable.never {
      let x = Double(table.covariate(kpi: 0, user: user))
      let y = Double(table.values(kpi: 0, arm: user % 2, look: look)[user])
      for (index, value) in [1, x, y, x * x, x * y, y * y].enumerated() { sums[index] += value }
    }
    let (n, sx, sy, sxx, sxy, syy) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5])
    let square = pow(n * sxy - sx * sy, 2) / ((n * sxx - sx * sx) * (n * syy - sy * sy))
    let ratios = try redraws.tests(60).compactMap { $0.primary?.varianceRatio }
    #expect(square > 0.3)
    #expect(abs(ratios.reduce(0, +) / 60 / (1 - square) - 1) < 0.05)
  }

  @Test func whoIsReachedIsTheSameInBothLives() async throws {
    let test = try await Redraws(scenario()).test(1)
    let exposed = try #require(test.primary?.exposed)
    let all = try #require(test.primary?.intentionToTreat)
    #expect(exposed.users.reduce(0, +) < all.users.reduce(0, +))
    #expect(test.arms.map(\.exposed) == exposed.users)
    // Nobody else is changed: the effect among the reached, times their share, is the effect on all.
    let share = Double(exposed.users.reduce(0, +)) / Double(all.users.reduce(0, +))
    let (inner, outer) = (try #require(exposed.truth.estimate), try #require(all.truth.estimate))
    #expect(abs(inner * share / outer - 1) < 0.03)
  }

  @Test func lostUsersRaiseTheAlarm() async throws {
    let redraws = try await Redraws(scenario())
    let tests = try redraws.tests(20) { test in
      test.faults.lost = ExperimentDefinition.Faults.Loss(arm: "push", share: 0.25)
    }
    #expect(tests.allSatisfy { $0.sampleRatioAlarm })
    // Losing whom a message reached also biases the effect: they use the app most.
    var worse = 0
    for number in 0..<20 {
      let fair = try #require(try redraws.test(number).primary?.intentionToTreat.difference.estimate)
      let biased = try redraws.test(number) { test in
        test.faults.lost = ExperimentDefinition.Faults.Loss(arm: "push", share: 0.5)
        test.faults.lost?.who = .exposed
      }
      if try #require(biased.primary?.intentionToTreat.difference.estimate) < fair { worse += 1 }
    }
    #expect(worse == 20)
  }

  /// A third of the control lives in the other arm: a third of the difference is gone.
  @Test func contaminationShrinksTheEffect() async throws {
    let redraws = try await Redraws(scenario())
    func mean(_ share: Double) throws -> Double {
      let tests = try redraws.tests(150) { $0.faults.contamination = share }
      return tests.compactMap { $0.primary?.adjusted?.difference.estimate }.reduce(0, +) / 150
    }
    let (whole, rest) = (try mean(0), try mean(1.0 / 3))
    #expect(abs(rest / whole - 2.0 / 3) < 0.05, "\(rest / whole)")
  }

  @Test func testsOfOneLayerShareNobodyAndOthersAreIndependent() async throws {
    var scenario = scenario(users: 8_000)
    let first = scenario.experiments[0]
    var (second, third) = (first, first)
    second.name = "second"
    third.name = "third"
    for index in [0, 1] { scenario.experiments.append([second, third][index]) }
    scenario.experiments[0].layer = "a"
    scenario.experiments[1].layer = "a"
    scenario.experiments[1].share = 0.3
    let redraws = try await Redraws(scenario)
    let places = TestPlaces(scenario, world: redraws.world, table: redraws.table)
    let users = (0..<redraws.table.users).filter { places.isEligible[0][$0] }
    #expect(users.allSatisfy { places.arms[0][$0] < 0 || places.arms[1][$0] < 0 })
    #expect(isPlausible(users.count { places.arms[1][$0] >= 0 }, of: users.count, chance: 0.3))
    #expect(users.allSatisfy { places.arms[0][$0] >= 0 || places.arms[1][$0] >= 0 })
    #expect(users.allSatisfy { places.arms[2][$0] >= 0 })
    let both = users.filter { places.arms[1][$0] == 1 }
    #expect(isPlausible(both.count { places.arms[2][$0] == 1 }, of: both.count, chance: 0.5))
    // Who is in both lives under the programs of both.
    for user in users where places.arms[1][user] >= 0 {
      let messages = places.arms[1][user] == 1 || places.arms[2][user] == 1
      #expect(places.world(of: user) == (messages ? 1 : 0))
    }
  }

  @Test func overlappingTestsSayWhetherTheyTouch() async throws {
    var scenario = Bench.scenario(
      users: 4_000, days: 28, arms: ["one": ["one"], "two": ["two"], "both": ["one", "two"]],
      order: ["none", "one", "two", "both"])
    scenario.behavior.response.ios = 1
    scenario.behavior.response.other = 1
    Bench.add([Bench.campaign("one"), Bench.campaign("two")], to: &scenario)
    scenario.experiments = ["one", "two"].map { name in
      ExperimentDefinition(name: name, arms: [.init("none", 0.5), .init(name, 0.5)], metrics: ["sessions"])
    }
    let result = try await Bench.result(scenario)
    let interaction = try #require(result.tests?.first?.interactions.first)
    #expect(interaction.with == "two" && interaction.arms == ["one", "two"])
    let (low, high) = (try #require(interaction.difference.low), try #require(interaction.difference.high))
    #expect((low...high).contains(try #require(interaction.truth.estimate)))
    #expect(ScenarioValidator.problems(in: scenario).filter { $0.severity == .error }.isEmpty)
    // Without the arm of both the combination cannot be lived.
    scenario.comparison.arms.removeLast()
    let problems = ScenarioValidator.problems(in: scenario)
    #expect(problems.contains { $0.path == ["experiments", "two"] && $0.code == .missingPart })
  }

  @Test func theSameForAnyThreads() async throws {
    let scenario = scenario()
    let one = try await Bench.result(scenario, threads: 1, shard: 5_000)
    let two = try await Bench.result(scenario, threads: 2, shard: 33)
    #expect(one == two && one.tests?.count == 1)
    var plain = scenario
    plain.experiments = []
    var without = one
    without.tests = nil
    #expect(try await Bench.result(plain).lifts == without.lifts)
  }

  /// Where users share a budget, the split world is played outright, and what it shows is not what is true of the whole.
  @Test func sharedLimitsArePlayedOutright() async throws {
    let scenario = scenario(users: 3_000) {
      $0.limits.budgets = [BudgetDefinition(amount: Money(micros: 1_500_000))]
      $0.campaigns[0].cost = Money(micros: 1_000)
    }
    let test = try #require(try await Bench.result(scenario).tests?.first?.primary?.intentionToTreat)
    // Half of the users share the money that all of them would have had: the test sees more than the whole will get.
    #expect(try #require(test.difference.estimate) > 1.5 * (try #require(test.truth.estimate)))
  }
}
