import Behavior
import EngagementCore
import Experiments
import Primitives
import Simulation

/// Small scenarios for the analysis.
enum Bench {
  /// Sessions that are counted, purchases in them, and programs of one campaign each.
  static func scenario(users: Int, days: Int, baseline: String = "none", arms: [String: [String]], order: [String])
    -> Scenario
  {
    var scenario = Scenario(
      name: "bench", horizonDays: days, population: Population(size: users),
      comparison: Comparison(
        baseline: baseline, arms: order.map { Comparison.Arm(name: $0, programs: arms[$0] ?? []) }))
    scenario.seed = 42
    scenario.tagPlan.topics = ["a", "b", "c"]
    scenario.tagPlan.events = [TagPlan.Tag(name: "buy")]
    var buy = AppModel.Event(name: "buy", on: [], chance: .conversion)
    buy.revenue = .spend
    scenario.app.events = [buy]
    scenario.behavior.conversion.mean = 0.1
    scenario.kpis = [
      KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user)),
      KPIDefinition(name: "revenue", measure: .revenue(event: nil, per: .user)),
      KPIDefinition(name: "basket", measure: .revenue(event: "buy", per: .session)),
    ]
    return scenario
  }

  static func add(_ campaigns: [CampaignDefinition], to scenario: inout Scenario) {
    scenario.campaigns += campaigns
    scenario.programs += campaigns.map { ProgramDefinition(name: $0.name, campaigns: [$0.name]) }
  }

  static func campaign(
    _ name: String, perWeek: Double = 3, _ change: (inout CampaignDefinition) -> Void = { _ in }
  ) -> CampaignDefinition {
    var campaign = CampaignDefinition(
      name: name, schedule: .perWeek(rate: perWeek, at: .at(secondOfDay: 64_800)))
    change(&campaign)
    return campaign
  }

  /// Two arms, none and one program.
  static func pair(users: Int, days: Int = 30, _ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = scenario(users: users, days: days, arms: ["push": ["push"]], order: ["none", "push"])
    add([campaign("push")], to: &scenario)
    change(&scenario)
    return scenario
  }

  static func result(_ scenario: Scenario, threads: Int = 2, shard: Int = 2048) async throws -> RunResult {
    var run = ScenarioRun(scenario)
    run.threads = threads
    run.shard = shard
    var result = try await run.result()
    result.timing = nil
    return result
  }
}

extension RunResult {
  func lift(_ kpi: String, arm: String) throws -> LiftResult {
    guard let lift = lifts.first(where: { $0.kpi == kpi && $0.arm == arm }) else { throw Missing() }
    return lift
  }

  struct Missing: Error {}
}
