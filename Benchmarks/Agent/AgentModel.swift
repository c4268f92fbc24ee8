import Behavior
import EngagementCore
import Simulation

/// The work of the agent-model benchmark, as scenarios of the lab: the same people, horizon and arms as the peers.
enum AgentModel {
  /// Names of the ten arms.
  static let arms = [
    "no_messages", "broadcast_1pw", "broadcast_3pw", "broadcast_daily", "broadcast_3perday", "targeted_1pw",
    "targeted_3pw", "targeted_3pw_sendtime", "triggered_idle2_cool3", "targeted_daily",
  ]

  /// Days after the install that are played.
  static let days = 90

  /// The arms that are timed.
  static let timed = ["no_messages", "broadcast_3pw", "targeted_daily", "triggered_idle2_cool3"]

  /// One arm as a scenario of its own.
  static func scenario(_ arm: String, users: Int) -> Scenario {
    var scenario = Scenario(
      name: arm, horizonDays: days + 1, population: Population(size: users),
      comparison: Comparison(
        baseline: arm, arms: [Comparison.Arm(name: arm, programs: arm == "no_messages" ? [] : ["p"])]))
    scenario.tagPlan.topics = ["a", "b", "c", "d", "e"]
    scenario.tagPlan.events = [TagPlan.Tag(name: "purchase")]
    var purchase = AppModel.Event(name: "purchase", on: [], chance: .conversion)
    purchase.revenue = .spend
    scenario.app.events = [purchase]
    if let campaign = campaign(arm) {
      scenario.campaigns = [campaign]
      scenario.programs = [ProgramDefinition(name: "p", campaigns: ["push"])]
    }
    scenario.kpis = [
      KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user)),
      KPIDefinition(name: "conversions", measure: .count(tag: "purchase", topic: nil, per: .user)),
      KPIDefinition(name: "revenue", measure: .revenue(event: nil, per: .user)),
      KPIDefinition(name: "opt_outs", measure: .optOuts),
    ]
    return scenario
  }

  private static func campaign(_ arm: String) -> CampaignDefinition? {
    let rates = ["1pw": 1.0, "3pw": 3, "daily": 7, "3perday": 21]
    let parts = arm.split(separator: "_").map(String.init)
    let isTargeted = parts[0] == "targeted"
    let clock: ClockTime = parts.contains("sendtime") ? .usual(fallback: 64_800) : .at(secondOfDay: 64_800)
    var campaign: CampaignDefinition
    if parts[0] == "triggered" {
      campaign = CampaignDefinition(
        name: "push", schedule: .idle(days: 2, againEvery: 6, at: .usual(fallback: 64_800)))
      campaign.again = .after(seconds: 3 * 86_400)
    } else if let rate = rates[parts[1]] {
      campaign = CampaignDefinition(name: "push", schedule: .perWeek(rate: rate, at: clock))
    } else {
      return nil
    }
    campaign.content.topic = isTargeted || parts[0] == "triggered" ? .recommended(accuracy: 0.75) : .random
    campaign.content.offer = true
    return campaign
  }
}
