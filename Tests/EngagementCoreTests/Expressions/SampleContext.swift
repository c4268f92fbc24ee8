import EngagementCore
import Primitives

/// The media app that the expressions of these tests and of Documentation/expressions.md are about.
enum Sample {
  static let context = ExpressionContext(
    tagPlan: tagPlan,
    segments: [
      SegmentDefinition(name: "inactive", expression: "days_since(session) >= 14"),
      SegmentDefinition(name: "sport_fans", expression: "count(article, category = \"sport\", 30 days) >= 3"),
      SegmentDefinition(name: "lapsed_fans", expression: "inactive and sport_fans"),
      SegmentDefinition(name: "new_users", expression: "first(install) >= today - 7 days"),
      SegmentDefinition(name: "regulars", expression: "did(session, 4 weeks, each week)", refresh: .daily),
      SegmentDefinition(name: "regular_fans", expression: "regulars and sport_fans"),
    ],
    campaigns: ["welcome", "weekly_digest", "survey"],
    platforms: ["ios", "android"],
    languages: ["fr", "en"],
    start: day(2016, 1, 4),
    facts: [
      DeviceFact(name: "source", values: ["ads", "store", "web"]),
      DeviceFact(name: "app_version", values: ["1.0", "1.1", "2.0"]),
    ],
    answers: ["survey": ["yes", "no", "later"]],
    texts: ["city": ["Paris", "Parma", "Rome", "Oslo", "a \"b\" \\ c", "Really? *"]])

  static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0)
  }

  static let network = TagPlan.ExtraValues(extra: "network", values: ["facebook", "twitter", "mail"])
  static let payment = TagPlan.ExtraValues(extra: "payment", values: ["card", "cash"])
  static let coupon = TagPlan.ExtraValues(extra: "coupon", values: ["spring", "none"])

  /// Tags in the order of their ids in profiles.
  static let tags = tagPlan.tags.map(\.name) + ["session", "install", "crash"]

  private static var tagPlan: TagPlan {
    var plan = TagPlan()
    plan.activities = [
      TagPlan.Tag(name: "home"), TagPlan.Tag(name: "article", extras: ["category", "title"]),
      TagPlan.Tag(name: "video", extras: ["category"]),
    ]
    plan.events = [
      TagPlan.Tag(name: "ad_click"), TagPlan.Tag(name: "share", extras: ["network"], values: [network]),
      TagPlan.Tag(name: "sign up"),
      TagPlan.Tag(name: "purchase", extras: ["category", "payment", "coupon", "item"], values: [payment, coupon]),
    ]
    plan.jobs = [TagPlan.Tag(name: "download")]
    plan.errors = [TagPlan.Tag(name: "playback_error")]
    plan.places = [TagPlan.Tag(name: "shop")]
    plan.appInfo = [
      TagPlan.AppInfo(name: "account", type: .boolean), TagPlan.AppInfo(name: "news_sport", type: .boolean),
      TagPlan.AppInfo(name: "level", type: .integer), TagPlan.AppInfo(name: "city", type: .string),
      TagPlan.AppInfo(name: "subscription_end", type: .date),
    ]
    plan.topics = ["sport", "money", "travel"]
    return plan
  }
}
