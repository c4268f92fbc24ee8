import Behavior
import EngagementCore
import Primitives
import Simulation

/// A small media app whose sessions are walked screen by screen, with programs that use most of what a campaign can do.
///
/// It measures the mode of the engine that real scenarios use, and its digest guards changes of the hot path.
enum AppScenario {
  /// Four arms over eight weeks, after a warm-up of three.
  static func scenario(users: Int, seed: UInt64 = 1) -> Scenario {
    var scenario = Scenario(
      name: "app", horizonDays: 56, population: Population(size: users),
      comparison: Comparison(
        baseline: "none",
        arms: [
          Comparison.Arm(name: "none", programs: []), Comparison.Arm(name: "welcome", programs: ["welcome"]),
          Comparison.Arm(name: "weekly", programs: ["weekly"]),
          Comparison.Arm(name: "all", programs: ["welcome", "weekly", "inactive"]),
        ]))
    scenario.seed = seed
    scenario.warmUpDays = 21
    scenario.population.newPerDay = max(1, users / 400)
    scenario.population.languages = [Population.Share("fr", 0.8), Population.Share("en", 0.2)]
    scenario.population.timeZones = [
      Population.Share("Europe/Paris", 0.9), Population.Share("America/Montreal", 0.1),
    ]
    scenario.behavior.novelty.boost = 0.6
    scenario.behavior.rhythm.weekday = BehaviorParameters.Rhythm.news
    scenario.tagPlan.topics = ["news", "sport", "culture", "economy"]
    scenario.tagPlan.activities = ["home", "article", "video", "shop"].map { TagPlan.Tag(name: $0, extras: ["category"]) }
    scenario.tagPlan.events = ["ad_click", "account", "purchase"].map { TagPlan.Tag(name: $0) }
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "account", type: .boolean)]
    scenario.app = app()
    scenario.segments = [SegmentDefinition(name: "inactive", expression: "days_since(session) >= 10")]
    scenario.campaigns = campaigns()
    scenario.programs = [
      ProgramDefinition(name: "welcome", campaigns: ["hello", "tips", "join"]),
      ProgramDefinition(name: "weekly", campaigns: ["digest", "discover", "shop"]),
      ProgramDefinition(name: "inactive", campaigns: ["come_back", "alert"]),
    ]
    scenario.programs[1].objective = ObjectiveDefinition(kpi: "ad_revenue", target: .lift(0.1))
    scenario.limits.caps = [
      FrequencyCapDefinition(channel: .push, limit: 4, period: 7 * 86_400),
      FrequencyCapDefinition(channel: nil, limit: 2, period: 86_400),
    ]
    scenario.limits.quietHours = QuietHoursDefinition(from: 79_200, to: 28_800, rule: .postpone)
    scenario.kpis = kpis()
    return scenario
  }

  private static func app() -> AppModel {
    func activity(
      _ name: String, _ next: [(name: String, chance: Double)], dwell: Double, hasTopic: Bool = false
    ) -> AppModel.Activity {
      AppModel.Activity(name: name, next: next, dwell: dwell, hasTopic: hasTopic)
    }
    var app = AppModel()
    app.activities = [
      activity("home", [("article", 0.5), ("video", 0.15), ("shop", 0.05)], dwell: 20),
      activity("article", [("article", 0.45), ("home", 0.2)], dwell: 70, hasTopic: true),
      activity("video", [("video", 0.3), ("home", 0.3)], dwell: 120, hasTopic: true),
      activity("shop", [("home", 0.5)], dwell: 60),
    ]
    var click = AppModel.Event(name: "ad_click", on: ["article", "video"], chance: .fixed(0.021))
    click.revenue = .fixed(Money(micros: 50_000))
    click.hasTopic = true
    var account = AppModel.Event(name: "account", on: ["home"], chance: .fixed(0.03))
    account.once = true
    account.sets = [("account", 1)]
    var purchase = AppModel.Event(name: "purchase", on: ["shop"], chance: .conversion)
    purchase.revenue = .spend
    app.events = [click, account, purchase]
    return app
  }

  private static func campaigns() -> [CampaignDefinition] {
    var hello = CampaignDefinition(name: "hello", schedule: .onTag(tag: "session", occurrence: 2, delay: 0))
    hello.content.channel = .inApp
    var tips = CampaignDefinition(name: "tips", schedule: .after(tag: "install", days: [2, 5, 10], at: .usual(fallback: 64_800)))
    tips.content.channel = .any
    tips.holdout = 0.1
    var join = CampaignDefinition(name: "join", schedule: .onTag(tag: "article", occurrence: nil, delay: 600))
    join.audience = "not account and count(article, 7 days) >= 3"
    join.again = .after(seconds: 5 * 86_400)
    join.content.channel = .inApp
    join.content.topic = .favourite
    var digest = CampaignDefinition(
      name: "digest", schedule: .weekly(weekdays: [.monday, .thursday], at: .at(secondOfDay: 36_000), zone: .user))
    digest.audience = "not inactive"
    digest.content.topic = .favourite
    digest.variants = [Variant(name: "plain", weight: 0.5), Variant(name: "emoji", weight: 0.5)]
    digest.variants[1].creative = [.emoji]
    digest.conversion = Conversion(tag: "ad_click", within: 86_400)
    var discover = CampaignDefinition(name: "discover", schedule: .perWeek(rate: 1.5, at: .usual(fallback: 64_800)))
    discover.content.topic = .undiscovered
    discover.priority = 70
    var shop = CampaignDefinition(
      name: "shop", schedule: .weekly(weekdays: [.friday], at: .at(secondOfDay: 64_800), zone: .fixed("Europe/Paris")))
    shop.content.offer = true
    shop.content.opens = "shop"
    shop.conversion = Conversion(tag: "purchase", within: 2 * 86_400)
    shop.holdout = 0.2
    shop.cost = Money(micros: 1_000)
    var back = CampaignDefinition(name: "come_back", schedule: .idle(days: 5, againEvery: 9, at: .usual(fallback: 43_200)))
    back.content.topic = .recommended(accuracy: 0.6)
    back.rechecksAudience = true
    var alert = CampaignDefinition(name: "alert", schedule: .perWeek(rate: 0.5, at: .at(secondOfDay: 82_000)))
    alert.content.topic = .random
    alert.obeysLimits = false
    return [hello, tips, join, digest, discover, shop, back, alert]
  }

  private static func kpis() -> [KPIDefinition] {
    [
      KPIDefinition(name: "ad_revenue", measure: .revenue(event: "ad_click", per: .user)),
      KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .week)),
      KPIDefinition(name: "sport", measure: .count(tag: "article", topic: "sport", per: .session)),
      KPIDefinition(name: "margin", measure: .margin(per: .user)),
      KPIDefinition(name: "pushes", measure: .messages(channel: .push, per: .activeDay)),
      KPIDefinition(name: "retention", measure: .retention(days: 28...34)),
      KPIDefinition(name: "inactive", measure: .share(of: "inactive", among: "everyone")),
      KPIDefinition(name: "opt_outs", measure: .optOuts), KPIDefinition(name: "uninstalls", measure: .uninstalls),
      KPIDefinition(name: "returns", measure: .returns(after: 10)),
      KPIDefinition(name: "stays", measure: .returnsStay(after: 10, stays: 7)),
    ]
  }
}
