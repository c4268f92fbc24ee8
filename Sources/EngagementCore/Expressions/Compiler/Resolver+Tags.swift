import Primitives

/// Tags, app-infos and campaigns that functions name.
extension Resolver {
  /// Every tag that may be counted, those of the plan first.
  var tagNames: [String] {
    context.tagPlan.activities.map(\.name) + context.tagPlan.events.map(\.name) + ExpressionVocabulary.reservedTags
  }

  /// Returns the condition on how often something happened.
  func occurrences(
    _ call: Operand.Call, _ comparator: Comparator, _ number: Int
  ) throws(ExpressionError) -> Condition {
    let name = call.name.value
    switch call.function {
    case .received:
      try checkCampaign(call.name)
      return .compare(.received(campaign: name), comparator, number)
    case .opened:
      try checkCampaign(call.name)
      return .compare(.opened(campaign: name), comparator, number)
    default: break
    }
    try checkTag(call.name)
    let topic = try topic(of: call)
    if name == "install" { return installs(in: call.days?.value, comparator, number) }
    if topic == nil, let days = call.days?.value, let happened = Self.asksWhether(comparator, number) {
      // Whether it happened in the window needs only its last day, which is cheaper to keep than counts per day.
      let condition = Condition.compare(.lastDay(tag: name), .greater, -days, isRelative: true)
      return happened ? condition : condition.negated
    }
    return .compare(.count(tag: name, topic: topic, days: call.days?.value), comparator, number)
  }

  /// Returns whether a comparison of a count asks only if it is above 0 (true) or 0 (false); nil when it asks more.
  private static func asksWhether(_ comparator: Comparator, _ number: Int) -> Bool? {
    switch (comparator, number) {
    case (.greaterOrEqual, 1), (.greater, 0), (.notEqual, 0): true
    case (.less, 1), (.lessOrEqual, 0), (.equal, 0): false
    default: nil
    }
  }

  /// Returns the condition on a count of installs, which is 1 from the day of the install and 0 outside a window.
  private func installs(in days: Int?, _ comparator: Comparator, _ number: Int) -> Condition {
    let measure = Measure.firstDay(tag: "install")
    let happened =
      days.map { Condition.compare(measure, .greater, -$0, isRelative: true) } ?? Condition.undefined(measure).negated
    switch (comparator.holds(1, number), comparator.holds(0, number)) {
    case (true, true): return .always
    case (true, false): return happened
    case (false, true): return happened.negated
    case (false, false): return .never
    }
  }

  /// Returns the day that `first`, `last` and `days_since` are about.
  func day(_ call: Operand.Call) throws(ExpressionError) -> Measure {
    try checkTag(call.name)
    let isFirst = call.function == .first || call.name.value == "install"
    return isFirst ? .firstDay(tag: call.name.value) : .lastDay(tag: call.name.value)
  }

  func appInfoType(_ name: Located<String>) throws(ExpressionError) -> AppInfoType {
    if let type = appInfo[name.value] { return type }
    let known = context.tagPlan.appInfo.map(\.name)
    let nearest = nearestName(to: name.value, in: known)
    throw error(.unknownAppInfo(name.value, nearest: nearest, known: known), at: name.range)
  }

  private func checkTag(_ name: Located<String>) throws(ExpressionError) {
    let tag = name.value
    if tags[tag] != nil || ExpressionVocabulary.reservedTags.contains(tag) { return }
    if appInfo[tag] != nil {
      throw error(.notATag(tag, kind: "an app-info", instead: "`value(\(tag))`"), at: name.range)
    }
    if segments[tag] != nil {
      throw error(.notATag(tag, kind: "a segment", instead: "`\(tag)` alone"), at: name.range)
    }
    if context.campaigns.contains(tag) {
      let instead = "`received(\(tag))` or `opened(\(tag))`"
      throw error(.notATag(tag, kind: "a campaign", instead: instead), at: name.range)
    }
    throw error(.unknownTag(tag, nearest: nearestName(to: tag, in: tagNames)), at: name.range)
  }

  private func checkCampaign(_ name: Located<String>) throws(ExpressionError) {
    if context.campaigns.contains(name.value) { return }
    let nearest = nearestName(to: name.value, in: context.campaigns)
    throw error(.unknownCampaign(name.value, nearest: nearest, known: context.campaigns), at: name.range)
  }

  /// Returns the topic that a call is restricted to; nil when it counts all.
  private func topic(of call: Operand.Call) throws(ExpressionError) -> String? {
    var topic: String?
    for condition in call.extras {
      let extra = condition.extra
      let carried = tags[call.name.value]?.extras ?? []
      guard carried.contains(extra.value) else {
        let nearest = nearestName(to: extra.value, in: carried)
        throw error(
          .unknownExtra(extra.value, tag: call.name.value, nearest: nearest, known: carried), at: extra.range)
      }
      guard extra.value == ExpressionVocabulary.topicExtra else {
        throw error(.unlistedExtra(extra.value), at: extra.range)
      }
      let known = context.tagPlan.topics
      guard known.contains(condition.value.value) else {
        let nearest = nearestName(to: condition.value.value, in: known)
        throw error(.unknownTopic(condition.value.value, nearest: nearest, known: known), at: condition.value.range)
      }
      topic = condition.value.value
    }
    return topic
  }
}
