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
    ],
    campaigns: ["welcome", "weekly_digest", "survey"],
    platforms: ["ios", "android"],
    languages: ["fr", "en"],
    start: day(2016, 1, 4))

  static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0)
  }

  private static var tagPlan: TagPlan {
    var plan = TagPlan()
    plan.activities = [
      TagPlan.Tag(name: "home"), TagPlan.Tag(name: "article", extras: ["category", "title"]),
      TagPlan.Tag(name: "video", extras: ["category"]),
    ]
    plan.events = [
      TagPlan.Tag(name: "ad_click"), TagPlan.Tag(name: "share", extras: ["network"]), TagPlan.Tag(name: "sign up"),
    ]
    plan.appInfo = [
      TagPlan.AppInfo(name: "account", type: .boolean), TagPlan.AppInfo(name: "news_sport", type: .boolean),
      TagPlan.AppInfo(name: "level", type: .integer), TagPlan.AppInfo(name: "city", type: .string),
      TagPlan.AppInfo(name: "subscription_end", type: .date),
    ]
    plan.topics = ["sport", "money", "travel"]
    return plan
  }
}
