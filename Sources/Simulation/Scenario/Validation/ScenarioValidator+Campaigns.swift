import Behavior
import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkSegments() {
    var used: Set<String> = []
    for segment in scenario.segments { used.formUnion(names(in: segment.expression).subtracting([segment.name])) }
    for campaign in scenario.campaigns { used.formUnion(names(in: campaign.audience)) }
    for kpi in scenario.kpis {
      if case .share(let expression, let among) = kpi.measure {
        used.formUnion(names(in: expression))
        used.formUnion(names(in: among))
      }
    }
    for segment in scenario.segments {
      let path = ["segments", segment.name]
      let predicate = compile(segment.expression, path)
      if predicate?.isAlwaysFalse == true, segment.expression != "nobody" {
        warn(.noEffect, path, "nobody can ever be in `\(segment.name)`", "check the comparisons")
      }
      if !used.contains(segment.name) {
        warn(
          .unused, path, key: true, "no campaign, segment or KPI uses the segment `\(segment.name)`",
          "use it, or remove it")
      }
    }
  }

  /// Returns the bare names in an expression; none when it cannot be parsed.
  private func names(in text: String) -> Set<String> {
    guard let expression = try? Expression.parse(text) else { return [] }
    var names: Set<String> = []
    var open = [expression]
    while let next = open.popLast() {
      switch next {
      case .constant: break
      case .term(let operand), .comparison(let operand, _, _), .membership(let operand, _, _),
        .definedness(let operand, _):
        if case .name(let name) = operand.value { names.insert(name) }
      case .not(let inner): open.append(inner.value)
      case .all(let parts), .any(let parts): open += parts
      }
    }
    return names
  }

  mutating func checkCampaigns() {
    let used = Set(scenario.programs.flatMap(\.campaigns))
    for campaign in scenario.campaigns {
      let path = ["campaigns", campaign.name]
      if compile(campaign.audience, path + ["who"])?.isAlwaysFalse == true {
        warn(.noEffect, path + ["who"], "nobody can ever be in this audience", "check the comparisons")
      }
      checkContent(campaign, path + ["what"])
      checkSchedule(campaign, path + ["when"])
      checkVariants(campaign, path + ["variants"])
      checkSending(campaign, path)
      if !used.contains(campaign.name) {
        warn(.unused, path, key: true, "no program has the campaign `\(campaign.name)`", "add it to one, or remove it")
      }
    }
  }

  // MARK: What

  private mutating func checkContent(_ campaign: CampaignDefinition, _ path: [String]) {
    let content = campaign.content
    if content.channel == .inApp, scenario.app.activities.isEmpty {
      error(
        .missingPart, path + ["channel"], "an in-app message needs an app to appear in",
        "add `app.activities`, or send it as a push")
    }
    if let opens = content.opens {
      checkName(opens, in: scenario.app.activities.map(\.name), "activity", path + ["opens"])
    }
    checkTopic(content.topic, path + ["topic"])
    checkRange(content.appeal, -5...5, path + ["appeal"], "the appeal")
    if Set(content.creative).count < content.creative.count {
      error(.duplicateName, path + ["creative"], "a feature is listed twice", "remove one")
    }
    checkLanguages(content.title, path + ["title"])
    checkLanguages(content.body, path + ["body"])
    if content.offer, !scenario.app.events.contains(where: { $0.chance == .conversion }) {
      warn(
        .noEffect, path + ["offer"], "the offer has nothing to act on",
        "give an event of the app `chance: conversion`, or remove the offer")
    }
  }

  private mutating func checkTopic(_ topic: TopicRule, _ path: [String]) {
    let topics = scenario.tagPlan.topics
    if case .none = topic { return }
    if case .fixed(let name) = topic {
      return checkName(name, in: topics + ["none", "favourite", "undiscovered", "random"], "topic", path)
    }
    if case .recommended(let accuracy) = topic { checkRange(accuracy, 0...1, path, "the accuracy") }
    guard !topics.isEmpty else {
      return error(
        .missingPart, path, "the app has no topics to choose from", "list them, e.g. `topics: [news, sport]` in `app`")
    }
    let isKnown = (scenario.tagPlan.activities + scenario.tagPlan.events).contains {
      $0.extras.contains(ExpressionVocabulary.topicExtra)
    }
    if !isKnown, topic == .favourite || topic == .undiscovered {
      warn(
        .noEffect, path, "no tag reports the topics that a user likes", "give an activity `extras: [category]`")
    }
  }

  private mutating func checkLanguages(_ texts: [String: String], _ path: [String]) {
    guard !texts.isEmpty else { return }
    let spoken = scenario.population.languages.map(\.value)
    for code in texts.keys.sorted() where code != "default" && !spoken.contains(code) {
      if !isLanguageCode(code) {
        error(.badName, path + [code], key: true, "`\(code)` is not a language code", "write e.g. `en`, or `default`")
      } else {
        let languages = spoken.map { "`\($0)`" }.joined(separator: ", ")
        warn(
          .unknownName, path + [code], key: true, "no user speaks `\(code)`", "the languages here are \(languages)")
      }
    }
    guard texts["default"] == nil else { return }
    let left = spoken.filter { texts[$0] == nil }
    if !left.isEmpty {
      warn(
        .noEffect, path, "users who speak \(left.map { "`\($0)`" }.joined(separator: ", ")) get nothing",
        "add a text for them, or one called `default`")
    }
  }

  // MARK: When

  private mutating func checkSchedule(_ campaign: CampaignDefinition, _ path: [String]) {
    switch campaign.schedule {
    case .dates(let dates, let at, let zone):
      let last = scenario.start.adding(days: scenario.horizonDays - 1)
      for (index, date) in dates.enumerated() where date < scenario.start || date > last {
        error(
          .outsideHorizon, path + ["on"] + (dates.count > 1 ? ["[\(index)]"] : []),
          "\(date) is outside the horizon, \(scenario.start) to \(last)", "choose a date in it, or lengthen `horizon`")
      }
      checkClock(at, zone, campaign, path)
    case .monthly(let days, let at, let zone):
      for (index, day) in days.enumerated() { checkRange(day, 1...31, path + ["monthly", "[\(index)]"], "the day") }
      checkClock(at, zone, campaign, path)
    case .weekly(let weekdays, let at, let zone):
      if weekdays.isEmpty { error(.missingPart, path + ["every"], "no weekday is given", "name at least one") }
      if Set(weekdays).count < weekdays.count {
        error(.duplicateName, path + ["every"], "a weekday is listed twice", "remove one")
      }
      checkClock(at, zone, campaign, path)
    case .perWeek(let rate, let at):
      checkRange(rate, 0.1...21, path + ["per_week"], "the number per week")
      checkClock(at, .user, campaign, path)
    case .after(let tag, let days, let at):
      if tag != "install" { checkTrigger(tag, also: ["install"], path + ["after"]) }
      checkDays(days, path + ["days"])
      checkClock(at, .user, campaign, path)
    case .idle(let days, let again, let at):
      checkRange(days, 1...3650, path + ["idle"], "the number of days")
      if let again { checkRange(again, 1...3650, path + ["again_every"], "the number of days") }
      if days >= scenario.horizonDays + scenario.warmUpDays {
        warn(.noEffect, path + ["idle"], "nobody can be away that long in this scenario", "shorten it")
      }
      checkClock(at, .user, campaign, path)
    case .onTag(let tag, let occurrence, let delay):
      checkTrigger(tag, also: [], path + ["trigger"])
      if let occurrence { checkRange(occurrence, 1...1_000_000, path + ["occurrence"], "the occurrence") }
      checkRange(delay, 0...90 * secondsPerDay, path + ["delay"], "the number of seconds")
    case .onAppInfo(_, _, let delay), .onSegment(_, let delay), .onFeedback(_, _, let delay):
      checkRange(delay, 0...90 * secondsPerDay, path + ["delay"], "the number of seconds")
    }
  }

  /// A campaign can start from what the platform sees: the tag plan.
  private mutating func checkTrigger(_ tag: String, also: [String], _ path: [String]) {
    let known = tags + ["session"] + also
    guard !known.contains(tag) else { return }
    let isUntagged =
      scenario.app.events.contains { $0.name == tag } || scenario.app.activities.contains { $0.name == tag }
    guard isUntagged else { return checkName(tag, in: known, "tag", path) }
    error(
      .unknownName, path, "the tag plan does not have `\(tag)`, so the platform never hears of it",
      "remove its `tagged: false`")
  }

  private mutating func checkDays(_ days: [Int], _ path: [String]) {
    if days.isEmpty { error(.missingPart, path, "no day is given", "name at least one, e.g. `[2, 5, 10, 15]`") }
    for (index, day) in days.enumerated() {
      checkRange(day, 0...3650, path + ["[\(index)]"], "the day")
      if index > 0, day <= days[index - 1] {
        error(
          .contradiction, path + ["[\(index)]"], "day \(day) does not come after day \(days[index - 1])",
          "sort the days")
      }
      if day >= scenario.horizonDays + scenario.warmUpDays, day <= 3650 {
        warn(.outsideHorizon, path + ["[\(index)]"], "day \(day) is never reached in this scenario", "remove it")
      }
    }
  }

  private mutating func checkClock(_ at: ClockTime, _ zone: Zone, _ campaign: CampaignDefinition, _ path: [String]) {
    let second: Int
    switch at {
    case .at(let secondOfDay): second = secondOfDay
    case .usual(let fallback): second = fallback
    }
    checkRange(second, 0...secondsPerDay - 1, path + ["at"], "the second of the day")
    if case .fixed(let name) = zone { checkZone(name, path + ["zone"]) }
    guard case .at = at, zone == .user, campaign.content.channel == .push, campaign.obeysLimits,
      let quiet = scenario.limits.quietHours, quiet.contains(second)
    else { return }
    if quiet.rule == .drop {
      warn(
        .noEffect, path + ["at"], "every one of these pushes falls into quiet hours and is dropped",
        "choose another time, or `obeys_limits: false`")
    } else {
      let wait = (quiet.to - second + secondsPerDay) % secondsPerDay
      if campaign.expiry < wait {
        warn(
          .noEffect, path + ["at"], "every one of these pushes expires in quiet hours",
          "choose another time, or a longer `expires`")
      }
    }
  }

  // MARK: Variants and sending

  private mutating func checkVariants(_ campaign: CampaignDefinition, _ path: [String]) {
    guard !campaign.variants.isEmpty else { return }
    var seen: Set<String> = []
    for variant in campaign.variants {
      let here = path + [variant.name]
      if !seen.insert(variant.name).inserted {
        error(.duplicateName, here, key: true, "two variants are called `\(variant.name)`", "rename one")
      }
      if !ExpressionVocabulary.isName(variant.name) {
        error(
          .badName, here, key: true, "`\(variant.name)` cannot name a variant",
          "start with a letter, then letters, digits and `_`")
      }
      checkRange(variant.weight, 0...1, here + ["weight"], "the weight")
      checkRange(variant.appeal, -5...5, here + ["appeal"], "the appeal")
      checkLanguages(variant.title, here + ["title"])
    }
    let sum = campaign.variants.reduce(0) { $0 + $1.weight }
    if !(abs(sum - 1) <= 1e-9) {
      error(.badSum, path, "the weights sum to \(percent(sum)), not 100%", "correct them")
    }
    if campaign.variants.count == 1 {
      warn(.noEffect, path, "a single variant has nothing to be compared with", "add another, or remove `variants`")
    }
  }

  private mutating func checkSending(_ campaign: CampaignDefinition, _ path: [String]) {
    checkRange(campaign.holdout, 0...1, path + ["holdout"], "the holdout")
    if campaign.holdout == 1 {
      error(.outOfRange, path + ["holdout"], "a holdout of 100% sends nothing", "choose less than 100%")
    }
    checkRange(campaign.expiry, 60...365 * secondsPerDay, path + ["expires"], "the number of seconds")
    checkRange(campaign.priority, 0...100, path + ["priority"], "the priority")
    if case .after(let seconds) = campaign.again {
      checkRange(seconds, 1...3650 * secondsPerDay, path + ["again"], "the number of seconds")
    }
    if campaign.cost < .zero {
      error(.outOfRange, path + ["cost"], "the cost is negative", "write an amount of at least 0")
    }
    if let conversion = campaign.conversion {
      checkTrigger(conversion.tag, also: [], path + ["conversion", "tag"])
      checkRange(conversion.within, 60...90 * secondsPerDay, path + ["conversion", "within"], "the number of seconds")
    }
  }
}

extension QuietHoursDefinition {
  /// Whether a second of the day lies in them; the end does not.
  func contains(_ second: Int) -> Bool {
    from <= to ? (from..<to).contains(second) : second >= from || second < to
  }
}
