import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// The programs of the reference simulation (Documentation/model.md): all installs on day 0, sessions that are counted,
/// messages at a rate, purchases.
enum ReferencePrograms {
  /// A program in short.
  struct Program: Sendable {
    var name: String
    var perWeek: Double
    var isTargeted: Bool
    var usesUsualHour = false
    /// A message after two silent days, not again before three days.
    var isTriggered = false
  }

  static func scenario(_ programs: [Program], users: Int, seed: UInt64 = 1) -> Scenario {
    var scenario = Scenario(
      name: "reference", horizonDays: 91, population: Population(size: users),
      comparison: Comparison(
        baseline: "none",
        arms: [Comparison.Arm(name: "none", programs: [])]
          + programs.map { Comparison.Arm(name: $0.name, programs: [$0.name]) }))
    scenario.seed = seed
    scenario.tagPlan.topics = ["a", "b", "c", "d", "e"]
    scenario.tagPlan.events = [TagPlan.Tag(name: "purchase")]
    var purchase = AppModel.Event(name: "purchase", on: [], chance: .conversion)
    purchase.revenue = .spend
    scenario.app.events = [purchase]
    Lab.add(programs.map { campaign($0) }, to: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user)),
      KPIDefinition(name: "conversions", measure: .count(tag: "purchase", topic: nil, per: .user)),
      KPIDefinition(name: "opt_outs", measure: .optOuts),
      KPIDefinition(name: "revenue", measure: .revenue(event: nil, per: .user)),
    ]
    return scenario
  }

  private static func campaign(_ program: Program) -> CampaignDefinition {
    let clock: ClockTime =
      program.usesUsualHour || program.isTriggered ? .usual(fallback: 64_800) : .at(secondOfDay: 64_800)
    var campaign = CampaignDefinition(name: program.name, schedule: .perWeek(rate: program.perWeek, at: clock))
    if program.isTriggered {
      campaign.schedule = .idle(days: 2, againEvery: 6, at: clock)
      campaign.again = .after(seconds: 3 * secondsPerDay)
    }
    campaign.content.topic = program.isTargeted ? .recommended(accuracy: 0.75) : .random
    campaign.content.offer = true
    return campaign
  }
}

/// What the reference simulation found for an arm with 200,000 users (numpy, seed 11).
struct ReferenceArm: Sendable, CustomTestStringConvertible {
  let program: ReferencePrograms.Program
  /// Without the one of the install.
  let sessions: Double
  let conversions: Double
  let sent: Double
  let openRate: Double
  let optOut: Double
  let uninstall: Double
  /// Days 1, 7, 14, 30, 60 and 90.
  let retention: [Double]
  var testDescription: String { program.name }

  static let users = 200_000
  static let days = [1, 7, 14, 30, 60, 90]

  static let all = [
    ReferenceArm(
      program: .init(name: "broadcast_1pw", perWeek: 1, isTargeted: false), sessions: 12.22474, conversions: 0.245345,
      sent: 9.127753, openRate: 0.042458, optOut: 0.006902, uninstall: 0.003435,
      retention: [0.26701, 0.13734, 0.10217, 0.07236, 0.05323, 0.04405]),
    ReferenceArm(
      program: .init(name: "broadcast_3pw", perWeek: 3, isTargeted: false), sessions: 13.21805, conversions: 0.27241,
      sent: 26.14496, openRate: 0.037726, optOut: 0.040862, uninstall: 0.021301,
      retention: [0.28107, 0.14513, 0.10776, 0.07847, 0.05749, 0.04819]),
    ReferenceArm(
      program: .init(name: "broadcast_daily", perWeek: 7, isTargeted: false), sessions: 14.33976,
      conversions: 0.299015, sent: 51.473968, openRate: 0.031635, optOut: 0.166205, uninstall: 0.083806,
      retention: [0.30931, 0.15907, 0.11813, 0.08203, 0.05974, 0.0484]),
    ReferenceArm(
      program: .init(name: "broadcast_3perday", perWeek: 21, isTargeted: false), sessions: 14.257435,
      conversions: 0.297135, sent: 73.328722, openRate: 0.021476, optOut: 0.422109, uninstall: 0.209484,
      retention: [0.37165, 0.17569, 0.11721, 0.07124, 0.04505, 0.03543]),
    ReferenceArm(
      program: .init(name: "targeted_1pw", perWeek: 1, isTargeted: true), sessions: 12.533505, conversions: 0.256865,
      sent: 9.074893, openRate: 0.076655, optOut: 0.005367, uninstall: 0.002536,
      retention: [0.27041, 0.13906, 0.1034, 0.07504, 0.05599, 0.04654]),
    ReferenceArm(
      program: .init(name: "targeted_3pw", perWeek: 3, isTargeted: true), sessions: 14.363815, conversions: 0.29861,
      sent: 26.152752, openRate: 0.07106, optOut: 0.027655, uninstall: 0.01397,
      retention: [0.29069, 0.15274, 0.11547, 0.08465, 0.06562, 0.05588]),
    ReferenceArm(
      program: .init(name: "targeted_3pw_sendtime", perWeek: 3, isTargeted: true, usesUsualHour: true),
      sessions: 14.686335, conversions: 0.310805, sent: 26.017652, openRate: 0.081793, optOut: 0.027623,
      uninstall: 0.014034, retention: [0.294, 0.15469, 0.11667, 0.0879, 0.0679, 0.05755]),
    ReferenceArm(
      program: .init(name: "triggered", perWeek: 0, isTargeted: true, isTriggered: true), sessions: 13.46396,
      conversions: 0.27607, sent: 10.663566, openRate: 0.140814, optOut: 0.006751, uninstall: 0.003538,
      retention: [0.25966, 0.13847, 0.1304, 0.07843, 0.05937, 0.05132]),
    ReferenceArm(
      program: .init(name: "targeted_daily", perWeek: 7, isTargeted: true), sessions: 16.47939, conversions: 0.357515,
      sent: 53.440127, openRate: 0.063699, optOut: 0.122076, uninstall: 0.060366,
      retention: [0.33208, 0.17519, 0.13244, 0.0971, 0.07222, 0.05964]),
  ]
}
