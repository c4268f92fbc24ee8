import Behavior
import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkCampaigns() {
    let used = Set(scenario.programs.flatMap(\.campaigns))
    for campaign in scenario.campaigns {
      let path = ["campaigns", campaign.name]
      let audience = compile(campaign.audience, path + ["who"], by: "the audience of `\(campaign.name)`")
      if audience?.isAlwaysFalse == true {
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
      checkRange(variant.appeal, Scenario.appealRange, here + ["appeal"], "the appeal")
      checkLanguages(variant.title, here + ["title"])
      checkMarkers(variant.title, campaign, here + ["title"])
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
    if case .always = campaign.again, campaign.againFrom == .entry {
      warn(
        .noEffect, path + ["again", "from"], "whoever may always get it again need not wait from anything",
        "remove it, or give a duration")
    }
    if let conversion = campaign.conversion {
      checkTag(
        conversion.tag, path + ["conversion", "tag"], by: "the conversion of `\(campaign.name)`", measures: true)
      checkRange(conversion.within, 60...90 * secondsPerDay, path + ["conversion", "within"], "the number of seconds")
    }
    checkCalling(campaign, path)
    checkSpan(campaign, path)
    checkReach(campaign, path)
  }

  /// What calls a decided message off, and what it waits for.
  private mutating func checkCalling(_ campaign: CampaignDefinition, _ path: [String]) {
    for (index, tag) in campaign.unless.enumerated() {
      let here = path + ["unless"] + (campaign.unless.count > 1 ? ["[\(index)]"] : [])
      checkTag(tag, here, by: "`unless` of `\(campaign.name)`")
    }
    if Set(campaign.unless).count < campaign.unless.count {
      error(.duplicateName, path + ["unless"], "a tag is listed twice", "remove one")
    }
    if !campaign.unless.isEmpty, goesAtOnce(campaign) {
      warn(
        .noEffect, path + ["unless"], key: true,
        "it is sent in the second in which it is decided, so that nothing can call it off", "add a `delay` to `when`")
    }
    guard let wait = campaign.wait else { return }
    checkTag(wait.tag, path + ["wait", "for"], by: "`wait` of `\(campaign.name)`")
    checkRange(wait.atMost, 60...90 * secondsPerDay, path + ["wait", "at_most"], "the number of seconds")
  }

  /// Whether nothing lies between the decision for a message and its send.
  private func goesAtOnce(_ campaign: CampaignDefinition) -> Bool {
    switch campaign.schedule {
    case .onTag(_, _, 0), .onAppInfo(_, _, 0), .onSegment(_, 0), .onFeedback(_, _, 0): break
    default: return false
    }
    let waits = campaign.wait != nil || campaign.sendWindow != nil || campaign.content.channel == .inApp
    let limits = scenario.limits
    let isHeld =
      campaign.obeysLimits
      && (limits.quietHours != nil || limits.throttle != nil || limits.caps.contains { $0.whenOver.isPostponing })
    return !waits && !isHeld
  }

  /// From when to when it runs, and its hours of the day.
  private mutating func checkSpan(_ campaign: CampaignDefinition, _ path: [String]) {
    let last = scenario.start.adding(days: scenario.horizonDays - 1)
    for (moment, key) in [(campaign.starts, "starts"), (campaign.ends, "ends")] {
      guard let moment else { continue }
      checkRange(moment.second, 0...secondsPerDay - 1, path + [key], "the second of the day")
      if case .fixed(let zone) = moment.zone { checkZone(zone, path + [key]) }
    }
    if let starts = campaign.starts, starts.date > last {
      error(
        .outsideHorizon, path + ["starts"], "it starts after the horizon, which ends on \(last)",
        "choose an earlier date, or lengthen `horizon`")
    }
    if let ends = campaign.ends, ends.date < scenario.start {
      error(
        .outsideHorizon, path + ["ends"], "it is over before the horizon, which starts on \(scenario.start)",
        "choose a later date")
    } else if let starts = campaign.starts, let ends = campaign.ends {
      // Clocks of two zones are at most 26 hours apart.
      let slack = starts.zone == ends.zone ? 0 : 26 * 3600
      let length =
        (ends.date.dayNumber - starts.date.dayNumber) * secondsPerDay + ends.second - starts.second
      if length + slack <= 0 {
        error(.contradiction, path + ["ends"], "it ends before it starts", "choose a later date")
      }
    }
    guard let window = campaign.sendWindow else { return }
    let here = path + ["send_window"]
    checkRange(window.from, 0...secondsPerDay - 1, here + ["from"], "the second of the day")
    checkRange(window.to, 0...secondsPerDay - 1, here + ["to"], "the second of the day")
    if window.from == window.to {
      error(
        .contradiction, here + ["to"], "the send window ends when it starts", "give it a length, or remove it")
    } else if isQuiet(window, campaign) {
      warn(
        .noEffect, here, key: true, "the whole send window lies in quiet hours, so that nothing is ever sent",
        "choose other hours, or `obeys_limits: false`")
    }
  }

  private func isQuiet(_ window: SendWindowDefinition, _ campaign: CampaignDefinition) -> Bool {
    guard let quiet = scenario.limits.quietHours, campaign.obeysLimits, campaign.content.channel == .push else {
      return false
    }
    return stride(from: 0, to: secondsPerDay, by: 60).allSatisfy {
      !window.contains(secondOfDay: $0) || quiet.contains(secondOfDay: $0)
    }
  }

  /// How many it takes in, and whom it leaves out.
  private mutating func checkReach(_ campaign: CampaignDefinition, _ path: [String]) {
    if let limit = campaign.audienceLimit {
      checkRange(limit, 1...100_000_000, path + ["audience_limit"], "the number of users")
      let (newUsers, overflow) = scenario.population.newPerDay.multipliedReportingOverflow(by: scenario.horizonDays)
      if !overflow, limit >= scenario.population.size, limit - scenario.population.size >= newUsers {
        warn(.noEffect, path + ["audience_limit"], "there are no more users than that", "lower it, or remove it")
      }
    }
    if campaign.missingMarker == .placeholder, campaign.markers.isEmpty {
      warn(
        .noEffect, path + ["missing_markers"], "its texts name no app-info", "write `${name}` in one, or remove it")
    }
  }
}

extension OverCapRule {
  /// Whether the message waits for a slot.
  fileprivate var isPostponing: Bool { if case .postpone = self { true } else { false } }
}
