import Behavior
import EngagementCore
import Primitives

/// Tags and expressions: whether the platform can know what they name.
extension ScenarioValidator {
  /// Tags that the platform hears of, beside `session` and `install`.
  var tags: [String] { scenario.tagPlan.tags.map(\.name) + ["crash"] }

  /// Most days of a window of counts before its memory deserves a word.
  static let longestCheapWindow = 400

  /// Complains about a tag that the platform never hears of, and returns whether it is known.
  ///
  /// - Parameters:
  ///   - user: Who needs it, e.g. "the trigger of `weekly`".
  ///   - measures: Whether it is to be measured, which nothing can do that nobody collects.
  @discardableResult
  mutating func checkTag(
    _ tag: String, also: [String] = [], _ path: [String], by user: String, measures: Bool = false
  ) -> Bool {
    if missing.contains(tag) {
      complainMissing(tag, path, by: user, measures: measures)
      return false
    }
    let known = tags + ["session"] + also
    guard known.contains(tag) else {
      checkName(tag, in: known, "tag", path)
      return false
    }
    if tag == "crash", !scenario.app.events.contains(where: { $0.kind == .crash }) {
      warn(.noEffect, path, "the app never crashes", "give it `crashes` in `app`")
    }
    return true
  }

  mutating func complainMissing(
    _ tag: String, _ path: [String], range: SourceRange? = nil, by user: String, measures: Bool
  ) {
    if scenario.tagPlan.toleratesMissing, !measures {
      warn(
        .missingTag, path, range: range,
        "\(user) needs the tag `\(tag)`, which nobody collects, and finds that it never happens",
        "remove its `tagged: false`")
    } else {
      let otherwise = measures ? "" : ", or see what the gap costs with `missing_tags: allow` in `app`"
      error(
        .missingTag, path, range: range, "\(user) needs the tag `\(tag)`, which nobody collects",
        "remove its `tagged: false`\(otherwise)")
    }
  }

  // MARK: Expressions

  /// Compiles an expression, and returns it when it is right.
  ///
  /// - Parameter user: Who needs it, e.g. "the segment `fans`".
  mutating func compile(
    _ text: String, _ path: [String], by user: String, measures: Bool = false
  ) -> Predicate? {
    let uses = ExpressionUses(text)
    var told: Set<String> = []
    for call in uses.calls where missing.contains(call.name.value) && call.function.isAboutTags {
      guard told.insert(call.name.value).inserted else { continue }
      complainMissing(call.name.value, path, range: call.name.range, by: user, measures: measures)
    }
    if !told.isEmpty, measures || !scenario.tagPlan.toleratesMissing { return nil }
    checkWindows(uses, path)
    var measures = MeasureTable()
    do {
      let predicate = try Predicate.compile(text, in: context, measures: &measures)
      checkRemarks(text, path)
      return predicate
    } catch {
      if case .meaning(.cyclicSegments(let names)) = error.problem, !tellsCircle(names) { return nil }
      if !error.isConsequence { self.error(.badExpression, path, range: error.range, error.message, error.remedy) }
      return nil
    }
  }

  /// What is right and hardly meant.
  private mutating func checkRemarks(_ text: String, _ path: [String]) {
    for remark in (try? Expression.parse(text))?.remarks(in: context) ?? [] {
      warn(.noEffect, path, range: remark.range, remark.message, remark.remedy)
    }
  }

  private mutating func checkWindows(_ uses: ExpressionUses, _ path: [String]) {
    for call in uses.calls where call.function == .count || !call.extras.isEmpty {
      guard let days = call.days, days.value > Self.longestCheapWindow else { continue }
      warn(
        .costly, path, range: days.range,
        "counting over \(days.value) days keeps a number per day, about \(days.value * 4 / 1000) kB for every user",
        "shorten the window, or ask `did` or `days_since`, which need a single number")
    }
  }

  // MARK: Unused tags

  /// Warns of what is collected for nothing: too much data kills the data.
  mutating func checkUnusedTags() {
    let page = TagPlanPage(scenario)
    for row in page.unused {
      let path = ["app", row.kind.key, row.name]
      if row.kind == .appInfo {
        warn(
          .unused, path, key: true, "nothing uses the app-info `\(row.name)`", "use it, or remove it")
      } else {
        warn(
          .unused, path, key: true, "nothing uses the tag `\(row.name)`",
          "use it, or do not collect it (`tagged: false`)")
      }
    }
    if scenario.tagPlan.toleratesMissing, page.missing.isEmpty {
      warn(
        .noEffect, ["app", "missing_tags"], "nothing needs a tag that nobody collects", "remove `missing_tags`")
    }
  }
}

extension Function {
  /// Whether its name is that of a tag.
  fileprivate var isAboutTags: Bool {
    switch self {
    case .count, .did, .first, .last, .daysSince: true
    case .value, .received, .opened, .displayed, .dismissed, .acted, .answered: false
    }
  }
}

extension TagPlanPage.Kind {
  /// The key of `app` under which its rows stand.
  fileprivate var key: String {
    switch self {
    case .activity: "activities"
    case .event: "events"
    case .error: "errors"
    case .crash: "crashes"
    case .job: "jobs"
    case .place: "places"
    case .appInfo: "app_info"
    }
  }
}
