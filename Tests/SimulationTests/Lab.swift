import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation

/// Scenarios in code, and their sums.
enum Lab {
  /// A scenario without campaigns, of sessions that are only counted.
  static func scenario(users: Int, days: Int, arms: [(name: String, programs: [String])] = [("none", [])]) -> Scenario {
    var scenario = Scenario(
      name: "test", horizonDays: days, population: Population(size: users),
      comparison: Comparison(
        baseline: arms[0].name, arms: arms.map { Comparison.Arm(name: $0.name, programs: $0.programs) }))
    scenario.seed = 20_160_819
    scenario.kpis = [KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user))]
    return scenario
  }

  /// Everyone uses the app every day and stays, accepts pushes and does nothing about them unless told otherwise.
  static func steady(_ scenario: inout Scenario) {
    scenario.behavior.activity.mean = 1
    scenario.behavior.dropout.gamma = 0
    scenario.behavior.optIn.ios = 1
    scenario.behavior.optIn.other = 1
    scenario.behavior.response.ios = -60
    scenario.behavior.response.other = -60
    scenario.behavior.response.spread = 0
    scenario.behavior.response.influence = 0
    scenario.behavior.fatigue.optOut = 0
    scenario.behavior.fatigue.uninstall = 0
    scenario.behavior.rhythm.chronotype = 0
  }

  /// Every push is opened, whatever it is.
  static func openEverything(_ scenario: inout Scenario) {
    scenario.behavior.response.ios = 60
    scenario.behavior.response.other = 60
  }

  /// A media app with screens, events, app-info and topics.
  static func addApp(_ scenario: inout Scenario) {
    scenario.tagPlan.activities = [TagPlan.Tag(name: "home"), TagPlan.Tag(name: "article", extras: ["category"])]
    scenario.tagPlan.events = [TagPlan.Tag(name: "ad_click"), TagPlan.Tag(name: "sign_up"), TagPlan.Tag(name: "buy")]
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "account", type: .boolean)]
    scenario.tagPlan.topics = ["sport", "money", "travel"]
    scenario.app.activities = [
      AppModel.Activity(name: "home", next: [("article", 0.6), ("home", 0.05)], dwell: 20, hasTopic: false),
      AppModel.Activity(name: "article", next: [("article", 0.4), ("home", 0.2)], dwell: 70, hasTopic: true),
    ]
    var click = AppModel.Event(name: "ad_click", on: ["article"], chance: .fixed(0.03))
    click.revenue = .fixed(Money(micros: 50_000))
    click.hasTopic = true
    var signUp = AppModel.Event(name: "sign_up", on: ["home"], chance: .fixed(0.2))
    signUp.once = true
    signUp.sets = [AppInfoSetting(appInfo: "account", value: .number(1))]
    var buy = AppModel.Event(name: "buy", on: [], chance: .conversion)
    buy.revenue = .spend
    scenario.app.events = [click, signUp, buy]
  }

  /// Adds campaigns, each in a program of its own name.
  static func add(_ campaigns: [CampaignDefinition], to scenario: inout Scenario) {
    scenario.campaigns += campaigns
    scenario.programs += campaigns.map { ProgramDefinition(name: $0.name, campaigns: [$0.name]) }
  }

  static func campaign(
    _ name: String, _ schedule: Schedule, _ change: (inout CampaignDefinition) -> Void = { _ in }
  ) -> CampaignDefinition {
    var campaign = CampaignDefinition(name: name, schedule: schedule)
    change(&campaign)
    return campaign
  }

  static func run(_ scenario: Scenario, threads: Int = 2, shard: Int = 2048) async throws -> [ArmSums] {
    try await Simulator(World(unchecked: scenario), threads: threads, shard: shard).run()
  }

  /// The first arm's sums.
  static func first(_ scenario: Scenario) async throws -> ArmSums {
    guard let sums = try await run(scenario).first else { throw NoArm() }
    return sums
  }

  struct NoArm: Error {}
}

/// Everything that an arm added up, to be compared.
struct Snapshot: Equatable {
  let counters: [Int64]
  let moments: [ExactMoments]
  let looks: [ExactMoments]
  let squaredRevenue: [Int128]

  init(_ sums: ArmSums) {
    counters = sums.counters
    moments = (0..<sums.layout.kpis).map { sums.moments[$0] }
    looks = (0..<sums.layout.looks * sums.layout.weeks).map { sums.looks[$0] }
    squaredRevenue = sums.squaredRevenue
  }
}

extension ArmSums {
  /// How a campaign's decisions ended, without zeros.
  func outcomes(_ campaign: Int = 0) -> [String: Int] {
    var result: [String: Int] = [:]
    for outcome in Outcome.allCases where count(outcome, campaign: campaign) > 0 {
      result[outcome.name] = count(outcome, campaign: campaign)
    }
    return result
  }

  /// Sum of a KPI's numerators.
  func total(_ kpi: Int) -> Int { Int(moments[kpi].sums[0]) }

  /// Numerator and denominator of a KPI.
  func ratio(_ kpi: Int) -> [Int] { [Int(moments[kpi].sums[0]), Int(moments[kpi].sums[1])] }
}

/// z of a count against a binomial share.
func zScore(_ count: Int, of users: Int, _ share: Double) -> Double {
  let n = Double(users)
  return (Double(count) - n * share) / (n * share * (1 - share)).squareRoot()
}

/// B(γ, δ + d) / B(γ, δ): the share of people who are still interested after d days.
func survival(_ gamma: Double, _ delta: Double, _ days: Int) -> Double {
  SBG(alpha: gamma, beta: delta).survival(after: days)
}
