import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What a result must not depend on, with all parts of the model in play.
@Suite struct PartIndependenceTests {
  private static func scenario(_ number: Int) -> Scenario {
    var generator = RandomScenario(1_000 + number)
    return generator.parts(isCoupled: number % 4 == 3)
  }

  @Test(arguments: [0, 1, 3, 4])
  func threadsAndShardsChangeNothing(number: Int) async throws {
    let scenario = Self.scenario(number)
    let expected = try await Lab.run(scenario, threads: 1, shard: 2048).map { Snapshot($0) }
    for (threads, shard) in [(1, 1), (2, 7), (3, 64)] {
      let other = try await Lab.run(scenario, threads: threads, shard: shard).map { Snapshot($0) }
      #expect(other == expected, "\(threads) threads, shards of \(shard)")
    }
  }

  @Test(arguments: 0..<16)
  func aSimulatedLogGivesBackItsDecisions(number: Int) throws {
    let scenario = Self.scenario(number)
    let records = try Log.records(scenario, users: 60)
    let comparison = try Log.replay(scenario, records)
    #expect(comparison.differingUsers == 0, "\(String(describing: comparison.firstDifference))")
    #expect(comparison.reproduced == records.count { $0.kind == .decision })
    #expect(comparison.reproduced > 0)
  }

  /// An arm lived alone is the same as among others.
  @Test(arguments: [1, 2, 5])
  func anArmDoesNotKnowTheOthers(number: Int) async throws {
    var scenario = Self.scenario(number)
    let together = try await Lab.run(scenario)[2]
    let arm = scenario.comparison.arms[2]
    scenario.comparison = Comparison(baseline: arm.name, arms: [arm])
    let alone = try await Lab.run(scenario)[0]
    #expect(alone.counters == together.counters)
    #expect(alone.total(0) > 0)
  }

  /// The same parts in the same limits make a world that is lived day by day the same as one lived user by user.
  @Test(arguments: [0, 1, 2])
  func dayByDayIsUserByUser(number: Int) async throws {
    var scenario = Self.scenario(number)
    scenario.app.referrals = nil
    // Nobody joins later: the last user who is prepared may have removed the app before the launch.
    if number == 2 { scenario.population.newPerDay = 0 }
    let free = try await Lab.run(scenario).map { Snapshot($0) }
    scenario.limits.throttle = ThrottleDefinition(perMinute: 1_000_000_000)
    let coupled = try await Lab.run(scenario).map { Snapshot($0) }
    for (arm, pair) in zip(free, coupled).enumerated() { #expect(pair.0.moments == pair.1.moments, "arm \(arm)") }
  }

  @Test func partsHaveNoProblems() {
    let problems = ScenarioValidator.problems(in: Self.scenario(1)).filter { $0.path.contains("app") }
    #expect(problems.filter { $0.severity == .error } == [])
  }
}
