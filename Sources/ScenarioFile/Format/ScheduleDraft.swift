import EngagementCore
import Primitives

/// A schedule as it stands in a file: a few keys, of which one says the kind.
struct ScheduleDraft: Sendable {
  var on: CivilDate?
  var every: [Weekday]?
  var perWeek: Double?
  var after: String?
  var idle: Int?
  var trigger: String?
  var days: [Int] = []
  var at = ClockTime.at(secondOfDay: 0)
  var zone = Zone.user
  var againEvery: Int?
  var occurrence: Int?
  var delay = 0

  init() {}

  init(_ schedule: Schedule) {
    switch schedule {
    case .dates(let dates, let at, let zone): (on, self.at, self.zone) = (dates.first, at, zone)
    case .monthly, .onAppInfo, .onSegment, .onFeedback: break
    case .weekly(let weekdays, let at, let zone): (every, self.at, self.zone) = (weekdays, at, zone)
    case .perWeek(let rate, let at): (perWeek, self.at) = (rate, at)
    case .after(let tag, let days, let at): (after, self.days, self.at) = (tag, days, at)
    case .idle(let days, let againEvery, let at): (idle, self.againEvery, self.at) = (days, againEvery, at)
    case .onTag(let tag, let occurrence, let delay):
      (trigger, self.occurrence, self.delay) = (tag, occurrence, delay)
    }
  }

  var schedule: Schedule {
    if let every { return .weekly(weekdays: every, at: at, zone: zone) }
    if let perWeek { return .perWeek(rate: perWeek, at: at) }
    if let after { return .after(tag: after, days: days, at: at) }
    if let idle { return .idle(days: idle, againEvery: againEvery, at: at) }
    if let trigger { return .onTag(tag: trigger, occurrence: occurrence, delay: delay) }
    return .once(date: on ?? CivilDate(dayNumber: 0), at: at, zone: zone)
  }
}

extension Shape where Value == Schedule {
  /// When a campaign's message becomes due.
  static let schedule: Shape = Shape<ScheduleDraft>.object(
    "schedule", "When a message becomes due. One key says the kind; the others go with it.", blank: ScheduleDraft(),
    fields: [
      .optional("on", .date, \.on, "Once, on this date."),
      .optional(
        "every", .weekdays, \.every, "Every week on a weekday, a list of them, `weekdays`, `weekend` or `day`."),
      .optional(
        "per_week", .number(0.1...21), \.perWeek,
        "So many a week, spread evenly; each user has a phase of their own."),
      .optional(
        "after", .name(of: "a tag", syntax: "`session`, `install`, an activity or an event"), \.after,
        "`days` after the first occurrence of this tag (D+2, D+5...)."),
      .optional("idle", .days(1...3650), \.idle, "When the last session is so long ago."),
      .optional(
        "trigger", .name(of: "a tag", syntax: "`session`, an activity or an event"), \.trigger,
        "When this tag occurs."),
      .optional(
        "days", .list(of: .integer(0...3650, "number of days")), \.days, "Days after the tag.", showsDefault: false),
      .optional("at", .clockTime, \.at, "Time of day.", showsDefault: false),
      .optional("zone", .zone, \.zone, "Whose clock `at` means."),
      .optional(
        "again_every", .days(1...3650), \.againEvery, "Then again after each further such time without a session."),
      .optional(
        "occurrence", .integer(1...1_000_000), \.occurrence,
        "Only at the n-th occurrence in the user's life; every one by default."),
      .optional(
        "delay", .duration(0...90 * secondsPerDay, example: "10 min"), \.delay, "Time from the tag to the message."),
    ],
    choices: [
      ObjectForm.Choice(key: "on", needs: ["at"], allows: ["zone"]),
      ObjectForm.Choice(key: "every", needs: ["at"], allows: ["zone"]),
      ObjectForm.Choice(key: "per_week", needs: ["at"]),
      ObjectForm.Choice(key: "after", needs: ["days", "at"]),
      ObjectForm.Choice(key: "idle", needs: ["at"], allows: ["again_every"]),
      ObjectForm.Choice(key: "trigger", allows: ["occurrence", "delay"]),
    ]
  ).converted(to: \.schedule, from: { ScheduleDraft($0) })
}
