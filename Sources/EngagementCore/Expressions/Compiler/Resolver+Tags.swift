import Primitives

/// Tags, app-infos and campaigns that functions name.
extension Resolver {
  /// Every tag that may be counted, those of the plan first.
  var tagNames: [String] {
    context.tagPlan.tags.map(\.name) + ExpressionVocabulary.reservedTags
  }

  /// Returns the day that `first`, `last` and `days_since` are about.
  func day(_ call: Operand.Call) throws(ExpressionError) -> Measure {
    try checkTag(call.name)
    let isFirst = call.function == .first || call.name.value == "install"
    return isFirst ? .firstDay(tag: call.name.value) : .lastDay(tag: call.name.value)
  }

  func appInfoType(_ name: Located<String>) throws(ExpressionError) -> AppInfoType {
    if let type = appInfo[name.value] { return type }
    if facts[name.value] != nil {
      throw error(
        .notAnAppInfo(name.value, kind: "a fact of the device", instead: comparison(ofFact: name.value)), at: name.range
      )
    }
    let known = context.tagPlan.appInfo.map(\.name)
    let nearest = nearestName(to: name.value, in: known)
    throw error(.unknownAppInfo(name.value, nearest: nearest, known: known), at: name.range)
  }

  func checkTag(_ name: Located<String>) throws(ExpressionError) {
    let tag = name.value
    if tags[tag] != nil || ExpressionVocabulary.reservedTags.contains(tag) { return }
    if appInfo[tag] != nil {
      throw error(.notATag(tag, kind: "an app-info", instead: "`value(\(tag))`"), at: name.range)
    }
    if segments[tag] != nil {
      throw error(.notATag(tag, kind: "a segment", instead: "`\(tag)` alone"), at: name.range)
    }
    if facts[tag] != nil {
      throw error(.notATag(tag, kind: "a fact of the device", instead: comparison(ofFact: tag)), at: name.range)
    }
    if context.campaigns.contains(tag) {
      let instead = "`received(\(tag))` or `opened(\(tag))`"
      throw error(.notATag(tag, kind: "a campaign", instead: instead), at: name.range)
    }
    throw error(.unknownTag(tag, nearest: nearestName(to: tag, in: tagNames)), at: name.range)
  }

  func checkCampaign(_ name: Located<String>) throws(ExpressionError) {
    if context.campaigns.contains(name.value) { return }
    let nearest = nearestName(to: name.value, in: context.campaigns)
    throw error(.unknownCampaign(name.value, nearest: nearest, known: context.campaigns), at: name.range)
  }
}
