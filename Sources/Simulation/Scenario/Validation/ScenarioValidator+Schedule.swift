import Behavior
import EngagementCore
import Primitives

/// When a campaign sends.
extension ScenarioValidator {
  mutating func checkSchedule(_ campaign: CampaignDefinition, _ path: [String]) {
    let user = "the trigger of `\(campaign.name)`"
    switch campaign.schedule {
    case .dates(let dates, let at, let zone):
      checkDates(dates, campaign, path + ["on"])
      checkClock(at, zone, campaign, path)
    case .monthly(let days, let at, let zone):
      checkMonthly(days, path + ["monthly"])
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
      checkTag(tag, also: ["install"], path + ["after"], by: user)
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
      checkTag(tag, path + ["trigger"], by: user)
      if let occurrence { checkRange(occurrence, 1...1_000_000, path + ["occurrence"], "the occurrence") }
      checkDelay(delay, path)
    case .onAppInfo(let name, let reaches, let delay):
      checkChange(of: name, reaches, path)
      checkDelay(delay, path)
    case .onSegment(let name, let delay):
      if let name { checkEntry(into: name, delay, campaign, path) }
      checkDelay(delay, path)
    case .onFeedback(let other, let feedback, let delay):
      checkFeedback(on: other, feedback, campaign, path)
      checkDelay(delay, path)
    }
  }

  private mutating func checkDelay(_ delay: Int, _ path: [String]) {
    checkRange(delay, 0...90 * secondsPerDay, path + ["delay"], "the number of seconds")
  }

  private mutating func checkDates(_ dates: [CivilDate], _ campaign: CampaignDefinition, _ path: [String]) {
    if dates.isEmpty { error(.missingPart, path, "no date is given", "name at least one") }
    let last = scenario.start.adding(days: scenario.horizonDays - 1)
    var seen: Set<Int> = []
    for (index, date) in dates.enumerated() {
      let here = path + (dates.count > 1 ? ["[\(index)]"] : [])
      if !seen.insert(date.dayNumber).inserted {
        error(.duplicateName, here, "\(date) is listed twice", "remove one")
      }
      if date < scenario.start || date > last {
        error(
          .outsideHorizon, here, "\(date) is outside the horizon, \(scenario.start) to \(last)",
          "choose a date in it, or lengthen `horizon`")
      } else if let starts = campaign.starts, date < starts.date {
        warn(.noEffect, here, "\(date) lies before the campaign starts", "remove it, or move `starts`")
      } else if let ends = campaign.ends, date > ends.date {
        warn(.noEffect, here, "\(date) lies after the campaign has ended", "remove it, or move `ends`")
      }
    }
  }

  private mutating func checkMonthly(_ days: [Int], _ path: [String]) {
    if days.isEmpty { error(.missingPart, path, "no day of the month is given", "name at least one, e.g. `[1, 15]`") }
    var seen: Set<Int> = []
    for (index, day) in days.enumerated() {
      let here = path + (days.count > 1 ? ["[\(index)]"] : [])
      checkRange(day, 1...31, here, "the day")
      if !seen.insert(day).inserted { error(.duplicateName, here, "day \(day) is listed twice", "remove one") }
    }
    guard !days.isEmpty, (1...3650).contains(scenario.horizonDays) else { return }
    let isHit = (0..<scenario.horizonDays).contains { days.contains(scenario.start.adding(days: $0).components.day) }
    if !isHit {
      warn(.outsideHorizon, path, "the horizon has no such day", "choose another, or lengthen `horizon`")
    }
  }

  // MARK: Triggers

  private mutating func checkChange(of name: String, _ reaches: Int?, _ path: [String]) {
    guard let info = scenario.tagPlan.appInfo.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.tagPlan.appInfo.map(\.name), "app-info", path + ["changes"])
    }
    if reaches != nil, info.type != .integer {
      error(
        .contradiction, path + ["reaches"], key: true,
        "`\(name)` is of type \(info.type.rawValue), and only an integer can reach a value",
        "remove it, or make it an integer")
    }
    if !scenario.settings.contains(where: { $0.appInfo == name }) {
      warn(
        .noEffect, path + ["changes"], "nothing sets `\(name)`, so it never changes",
        "let an event, a job or a data push set it")
    }
  }

  private mutating func checkEntry(
    into name: String, _ delay: Int, _ campaign: CampaignDefinition, _ path: [String]
  ) {
    guard let segment = scenario.segments.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.segments.map(\.name) + ["audience"], "segment", path + ["enters"])
    }
    // Such a segment is worked out at midnight, which is when users enter it.
    guard segment.refresh == .daily, campaign.content.channel == .push, campaign.obeysLimits,
      let quiet = scenario.limits.quietHours, quiet.rule == .drop, quiet.contains(secondOfDay: delay % secondsPerDay)
    else { return }
    warn(
      .noEffect, path + ["enters"],
      "users enter `\(name)` at midnight, so that every one of these pushes falls into quiet hours and is dropped",
      "add a `delay`, or `obeys_limits: false`")
  }

  private mutating func checkFeedback(
    on name: String, _ feedback: Feedback, _ campaign: CampaignDefinition, _ path: [String]
  ) {
    if case .ignored(let after) = feedback {
      checkRange(after, 60...90 * secondsPerDay, path + ["for"], "the number of seconds")
    }
    guard let other = scenario.campaigns.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.campaigns.map(\.name), "campaign", path + ["feedback"])
    }
    let kinds = [other.content.kind] + other.variants.compactMap(\.kind)
    switch feedback {
    case .received: break
    case .answered(let answer):
      if !kinds.contains(.poll) {
        error(.contradiction, path + ["is"], "`\(name)` is no poll and gets no answer", "write `is: acted`")
      } else {
        checkName(answer, in: other.content.answers.map(\.name), "answer", path + ["answer"])
      }
    case .acted where kinds.allSatisfy { $0 == .notification }:
      warn(
        .noEffect, path + ["is"], "`\(name)` is a notification only, with no content to act upon",
        "write `is: opened`, or give it another `kind`")
    case .displayed, .opened, .dismissed, .ignored, .acted:
      if kinds.allSatisfy({ $0 == .data }) {
        warn(
          .noEffect, path + ["is"], "`\(name)` is a data push, of which nothing is ever seen", "write `is: received`")
      }
    }
    checkCompany(of: name, campaign, path + ["feedback"])
  }

  /// A campaign can only hear of messages that its own arm sends.
  private mutating func checkCompany(of other: String, _ campaign: CampaignDefinition, _ path: [String]) {
    let programs = Dictionary(scenario.programs.map { ($0.name, $0.campaigns) }) { first, _ in first }
    let arms = scenario.comparison.arms.map { arm in Set(arm.programs.flatMap { programs[$0] ?? [] }) }
      .filter { $0.contains(campaign.name) }
    guard !arms.isEmpty, !arms.contains(where: { $0.contains(other) }) else { return }
    warn(
      .noEffect, path, "no arm that has `\(campaign.name)` has `\(other)`, so that this never happens",
      "add `\(other)` to one of its programs")
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
    if case .at = at, zone == .user { checkWindow(of: campaign, at: second, path + ["at"]) }
    guard case .at = at, zone == .user, campaign.content.channel == .push, campaign.obeysLimits,
      let quiet = scenario.limits.quietHours, quiet.release(of: LocalTime(second)) != nil
    else { return }
    if quiet.rule == .drop {
      warn(
        .noEffect, path + ["at"], "every one of these pushes falls into quiet hours and is dropped",
        "choose another time, or `obeys_limits: false`")
    } else {
      let wait = quiet.wait(until: quiet.to, from: second)
      if campaign.expiry <= wait {
        warn(
          .noEffect, path + ["at"], "every one of these pushes expires in quiet hours",
          "choose another time, or a longer `expires`")
      }
    }
  }

  /// A message that is always due outside its send window.
  private mutating func checkWindow(of campaign: CampaignDefinition, at second: Int, _ path: [String]) {
    guard let window = campaign.sendWindow, window.from != window.to, !window.contains(secondOfDay: second) else {
      return
    }
    let wait = window.wait(until: window.from, from: second)
    if window.rule == .drop {
      warn(
        .noEffect, path, "every one of these messages is due outside its send window and is dropped",
        "choose another time, or another `send_window`")
    } else if campaign.expiry <= wait {
      warn(
        .noEffect, path, "every one of these messages expires before its send window opens",
        "choose another time, or a longer `expires`")
    }
  }
}

extension DailyHours {
  /// Seconds that a held message waits for a second of the day.
  fileprivate func wait(until end: Int, from second: Int) -> Int {
    (end - second + secondsPerDay) % secondsPerDay + (rule == .nextDay ? secondsPerDay : 0)
  }
}
