import EngagementCore
import Primitives

/// A schedule as it stands in a file: a few keys, of which one says the kind.
struct ScheduleDraft: Sendable {
  var on: [CivilDate]?
  var every: [Weekday]?
  var monthly: [Int]?
  var perWeek: Double?
  var after: String?
  var idle: Int?
  var trigger: String?
  var changes: String?
  var enters: String?
  var feedback: String?
  var days: [Int] = []
  var at = ClockTime.at(secondOfDay: 0)
  var zone = Zone.user
  var againEvery: Int?
  var occurrence: Int?
  var reaches: Int?
  var outcome = FeedbackWord.received
  var answer: String?
  var ignoredFor: Int?
  var delay = 0

  /// Stands for the audience of the campaign itself.
  static let ownAudience = "audience"

  /// What may become of a message, in a word.
  enum FeedbackWord: String, Sendable, CaseIterable {
    case received, displayed, opened, dismissed, acted, answered, ignored
  }

  init() {}

  init(_ schedule: Schedule) {
    switch schedule {
    case .dates(let dates, let at, let zone): (on, self.at, self.zone) = (dates, at, zone)
    case .weekly(let weekdays, let at, let zone): (every, self.at, self.zone) = (weekdays, at, zone)
    case .monthly(let days, let at, let zone): (monthly, self.at, self.zone) = (days, at, zone)
    case .perWeek(let rate, let at): (perWeek, self.at) = (rate, at)
    case .after(let tag, let days, let at): (after, self.days, self.at) = (tag, days, at)
    case .idle(let days, let againEvery, let at): (idle, self.againEvery, self.at) = (days, againEvery, at)
    case .onTag(let tag, let occurrence, let delay):
      (trigger, self.occurrence, self.delay) = (tag, occurrence, delay)
    case .onAppInfo(let name, let reaches, let delay): (changes, self.reaches, self.delay) = (name, reaches, delay)
    case .onSegment(let name, let delay): (enters, self.delay) = (name ?? Self.ownAudience, delay)
    case .onFeedback(let campaign, let feedback, let delay):
      self.feedback = campaign
      self.delay = delay
      switch feedback {
      case .received: outcome = .received
      case .displayed: outcome = .displayed
      case .opened: outcome = .opened
      case .dismissed: outcome = .dismissed
      case .acted: outcome = .acted
      case .answered(let answer): (outcome, self.answer) = (.answered, answer)
      case .ignored(let after): (outcome, ignoredFor) = (.ignored, after)
      }
    }
  }

  var schedule: Schedule {
    if let every { return .weekly(weekdays: every, at: at, zone: zone) }
    if let monthly { return .monthly(days: monthly, at: at, zone: zone) }
    if let perWeek { return .perWeek(rate: perWeek, at: at) }
    if let after { return .after(tag: after, days: days, at: at) }
    if let idle { return .idle(days: idle, againEvery: againEvery, at: at) }
    if let trigger { return .onTag(tag: trigger, occurrence: occurrence, delay: delay) }
    if let changes { return .onAppInfo(name: changes, reaches: reaches, delay: delay) }
    if let enters { return .onSegment(name: enters == Self.ownAudience ? nil : enters, delay: delay) }
    if let feedback { return .onFeedback(campaign: feedback, feedback: meaning, delay: delay) }
    return .dates(on ?? [CivilDate(dayNumber: 0)], at: at, zone: zone)
  }

  private var meaning: Feedback {
    switch outcome {
    case .received: .received
    case .displayed: .displayed
    case .opened: .opened
    case .dismissed: .dismissed
    case .acted: .acted
    case .answered: .answered(answer ?? "")
    case .ignored: .ignored(after: ignoredFor ?? secondsPerDay)
    }
  }
}

extension Shape where Value == Schedule {
  /// When a campaign's message becomes due.
  static let schedule: Shape = Shape<ScheduleDraft>.object(
    "schedule", "When a message becomes due. One key says the kind; the others go with it.", blank: ScheduleDraft(),
    fields: kinds + details,
    choices: [
      ObjectForm.Choice(key: "on", needs: ["at"], allows: ["zone"]),
      ObjectForm.Choice(key: "every", needs: ["at"], allows: ["zone"]),
      ObjectForm.Choice(key: "monthly", needs: ["at"], allows: ["zone"]),
      ObjectForm.Choice(key: "per_week", needs: ["at"]),
      ObjectForm.Choice(key: "after", needs: ["days", "at"]),
      ObjectForm.Choice(key: "idle", needs: ["at"], allows: ["again_every"]),
      ObjectForm.Choice(key: "trigger", allows: ["occurrence", "delay"]),
      ObjectForm.Choice(key: "changes", allows: ["reaches", "delay"]),
      ObjectForm.Choice(key: "enters", allows: ["delay"]),
      ObjectForm.Choice(key: "feedback", needs: ["is"], allows: ["answer", "for", "delay"]),
    ]
  ).checked(checkFeedback).converted(to: \.schedule, from: { ScheduleDraft($0) })

  private static let kinds: [Field<ScheduleDraft>] = [
    .optional(
      "on", .list(of: .date, orOne: true), \.on, "On this date, or on each of a list of dates."),
    .optional("every", .weekdays, \.every, "Every week on a weekday, a list of them, `weekdays`, `weekend` or `day`."),
    .optional(
      "monthly", .list(of: .integer(1...31, "day of the month"), orOne: true), \.monthly,
      "Every month on a day of it, or on a list of them; a month without the day has none."),
    .optional(
      "per_week", .number(0.1...21), \.perWeek, "So many a week, spread evenly; each user has a phase of their own."),
    .optional(
      "after", .tag("a tag", syntax: "`install`, or what `trigger` may name"), \.after,
      "`days` after the first occurrence of this tag (D+2, D+5...)."),
    .optional("idle", .days(1...3650), \.idle, "When the last session is so long ago."),
    .optional("trigger", .tag("a tag", syntax: tagSyntax), \.trigger, "When this tag occurs."),
    .optional("changes", .name(of: "an app-info"), \.changes, "When the value of this app-info changes."),
    .optional(
      "enters", .name(of: "a segment", syntax: "a segment, or `audience`"), \.enters,
      "When the user enters this segment, or the campaign's own audience, which reaches those who are in it at the start "
        + "too."),
    .optional(
      "feedback", .name(of: "a campaign"), \.feedback, "When something (`is`) becomes of this campaign's message."),
  ]

  private static let details: [Field<ScheduleDraft>] = [
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
      "reaches", .integer(-2_000_000_000...2_000_000_000), \.reaches,
      "Only when an integer app-info rises to this value or past it."),
    .optional(
      "is",
      .words(
        "feedback",
        [
          ("received", .received, "It was sent."),
          ("displayed", .displayed, "It was reported as displayed; iOS reports a push only when it is opened."),
          ("opened", .opened, "The notification was clicked, the in-app message acted upon."),
          ("dismissed", .dismissed, "It was closed, or its content left by the exit button."),
          ("acted", .acted, "The action of its content was taken, or the poll answered."),
          ("answered", .answered, "The poll was answered with `answer`."),
          ("ignored", .ignored, "It was neither opened nor dismissed in the time `for`."),
        ]), \.outcome, "What became of it.", showsDefault: false),
    .optional("answer", .name(of: "an answer"), \.answer, "The answer of the poll, with `is: answered`."),
    .optional(
      "for", .duration(60...90 * secondsPerDay, example: "2 days"), \.ignoredFor,
      "Time since the send, with `is: ignored`."),
    .optional(
      "delay", .duration(0...90 * secondsPerDay, example: "10 min"), \.delay, "Time from the cause to the message."),
  ]

  /// `answer` and `for` go with one kind of feedback each, which needs them.
  private static let checkFeedback: @Sendable (ScheduleDraft, YAMLValue, [String], inout Reading) -> Void = {
    draft, node, path, reading in
    guard draft.feedback != nil, case .mapping(let entries) = node.content else { return }
    for (key, owner, example) in [
      ("answer", ScheduleDraft.FeedbackWord.answered, "answer: yes"), ("for", .ignored, "for: 2 days"),
    ] {
      let entry = entries.first { $0.key == key }
      if draft.outcome == owner, entry == nil {
        reading.complain(
          "missing-key", path + [key], at: node.place, "`\(key)` is missing",
          "`is: \(owner.rawValue)` needs it, e.g. `\(example)`")
      } else if draft.outcome != owner, let entry {
        reading.complain(
          "conflicting-keys", path + [key], at: entry.keyPlace,
          "`\(key)` does not go with `is: \(draft.outcome.rawValue)`",
          "remove it; it belongs to `is: \(owner.rawValue)`")
      }
    }
  }
}
