import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What a result must not depend on.
@Suite struct IndependenceTests {
  @Test(arguments: [3, 12, 40, 61])
  func threadsAndShardsChangeNothing(number: Int) async throws {
    var generator = RandomScenario(number)
    let scenario = generator.scenario()
    let expected = try await Lab.run(scenario, threads: 1, shard: 2048).map { Snapshot($0) }
    for (threads, shard) in [(1, 1), (1, 7), (2, 1), (2, 7), (3, 7), (3, 2048), (2, 64)] {
      let other = try await Lab.run(scenario, threads: threads, shard: shard).map { Snapshot($0) }
      #expect(other == expected, "\(threads) threads, shards of \(shard)")
    }
  }

  /// What an arm found, apart from the baseline and from campaigns that it does not play.
  struct Found: Equatable {
    let campaigns: [String: [Int]]
    let kpis: [[Int128]]
    let days: [[Int]]
    let money: [Money]

    init(_ sums: ArmSums, _ scenario: Scenario, arm: String) {
      let programs = scenario.comparison.arms.first { $0.name == arm }?.programs ?? []
      var campaigns: [String: [Int]] = [:]
      for (index, campaign) in scenario.campaigns.enumerated() where programs.contains(campaign.name) {
        campaigns[campaign.name] =
          Outcome.allCases.map { sums.count($0, campaign: index) }
          + CampaignCount.allCases.map { sums.count($0, campaign: index) }
      }
      self.campaigns = campaigns
      kpis = scenario.kpis.indices.map { k in
        let moments = sums.moments[k]
        return [Int128(moments.sums[0]), Int128(moments.sums[1])] + [0, 1, 4].map { moments.products[$0] }
      }
      days = [sums.activeUsers, sums.retentionActive, sums.weeklyPushes, sums.heatMap]
      money = [sums.cost, sums.revenue]
    }
  }

  /// Other arms, their order and other campaigns do not touch what an arm does to the same people.
  @Test(arguments: [5, 7, 8, 21, 22, 33, 44, 50, 55, 66])
  func anArmDoesNotKnowTheOthers(number: Int) async throws {
    var generator = RandomScenario(number)
    var scenario = generator.scenario()
    // Caps and audiences may name other campaigns, so the new one is only in the new arm.
    let before = try await Lab.run(scenario)
    let expected = scenario.comparison.arms.indices.map {
      Found(before[$0], scenario, arm: scenario.comparison.arms[$0].name)
    }
    let arms = scenario.comparison.arms
    let extra = Lab.campaign("extra", .perWeek(rate: 4, at: .usual(fallback: 0))) {
      $0.priority = 100
      $0.content.topic = .favourite
    }
    scenario.campaigns.insert(extra, at: 0)
    scenario.programs.append(ProgramDefinition(name: "extra", campaigns: ["extra"]))
    let other = Comparison.Arm(name: "other", programs: arms[2].programs + ["extra"])
    scenario.comparison.arms = [other] + arms.reversed()
    let after = try await Lab.run(scenario)
    for (index, arm) in arms.enumerated() {
      let position = try #require(scenario.comparison.arms.firstIndex { $0.name == arm.name })
      #expect(Found(after[position], scenario, arm: arm.name) == expected[index], "\(arm.name)")
    }
  }

  /// The hour of a user who never got a message is known before the first one.
  @Test func theUsualHourDoesNotDependOnAnEarlierArm() async throws {
    var scenario = Lab.scenario(users: 2_000, days: 10, arms: [("none", []), ("once", ["once"])])
    scenario.behavior.optIn.ios = 1
    scenario.behavior.optIn.other = 1
    Lab.add([Lab.campaign("once", .perWeek(rate: 1, at: .usual(fallback: 0))) { $0.again = .once }], to: &scenario)
    let alone = try await Lab.run(scenario)[1].heatMap
    let hours = (0..<24).map { hour in (0..<7).reduce(0) { $0 + alone[$1 * 24 + hour] } }
    // Chronotypes of a standard deviation of two hours around the peak at 22:00.
    #expect(hours[22] < hours.reduce(0, +) / 3)
    Lab.add([Lab.campaign("first", .perWeek(rate: 21, at: .at(secondOfDay: 0)))], to: &scenario)
    scenario.comparison.arms.insert(Comparison.Arm(name: "before", programs: ["first"]), at: 0)
    #expect(try await Lab.run(scenario)[2].heatMap == alone)
  }

  @Test func anotherSeedIsAnotherWorld() async throws {
    var scenario = Lab.scenario(users: 500, days: 20)
    let one = try await Lab.first(scenario)
    scenario.seed += 1
    #expect(Snapshot(try await Lab.first(scenario)) != Snapshot(one))
    #expect(Snapshot(try await Simulator(World(unchecked: scenario, replication: 1)).run()[0]) != Snapshot(one))
  }

  @Test func identicalArmsAreIdentical() async throws {
    var generator = RandomScenario(9)
    var scenario = generator.scenario()
    let arm = scenario.comparison.arms[2]
    scenario.comparison.arms = [arm, Comparison.Arm(name: "twin", programs: arm.programs)]
    scenario.comparison.baseline = arm.name
    let sums = try await Lab.run(scenario)
    #expect(Snapshot(sums[0]) == Snapshot(sums[1]))
    #expect(sums[0].total(0) > 0)
  }

  @Test func cancellationStopsTheRun() async throws {
    let world = try World(Lab.scenario(users: 5_000_000, days: 300))
    let task = Task { try await Simulator(world, threads: 2, shard: 50).run() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
