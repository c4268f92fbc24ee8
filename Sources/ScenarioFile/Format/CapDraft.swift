import EngagementCore
import Primitives

/// A frequency cap as it stands in a file.
struct CapDraft: Sendable {
  var limit = 0
  var per = Period.rolling(0)
  var zone = Zone.user
  var weekStarts = Weekday.monday
  var category: String?
  var campaign: String?
  var segment: String?
  var counts = FrequencyCapDefinition.Counted.sent
  var then = OverWord.drop
  var tries = CapDraft.usualTries

  /// How often a message over a cap is tried again unless told otherwise.
  static let usualTries = 3

  /// The window, without its details.
  enum Period: Sendable, Equatable {
    case rolling(Int)
    case day, week, month, session, life

    var isCalendar: Bool { [.day, .week, .month].contains(self) }
  }

  /// What becomes of a message over the cap, in a word.
  enum OverWord: String, Sendable {
    case drop, postpone = "defer", advance
  }

  init() {}

  init(_ cap: FrequencyCapDefinition) {
    limit = cap.limit
    (category, campaign, segment, counts) = (cap.category, cap.campaign, cap.segment, cap.counts)
    switch cap.window {
    case .rolling(let seconds): per = .rolling(seconds)
    case .calendar(.day, let zone): (per, self.zone) = (.day, zone)
    case .calendar(.week(let first), let zone): (per, self.zone, weekStarts) = (.week, zone, first)
    case .calendar(.month, let zone): (per, self.zone) = (.month, zone)
    case .session: per = .session
    case .lifetime: per = .life
    }
    switch cap.whenOver {
    case .drop: then = .drop
    case .postpone(let tries): (then, self.tries) = (.postpone, tries)
    case .advance: then = .advance
    }
  }

  var cap: FrequencyCapDefinition {
    var cap = FrequencyCapDefinition(channel: nil, limit: limit, window: window)
    (cap.category, cap.campaign, cap.segment, cap.counts) = (category, campaign, segment, counts)
    switch then {
    case .drop: cap.whenOver = .drop
    case .postpone: cap.whenOver = .postpone(tries: tries)
    case .advance: cap.whenOver = .advance
    }
    return cap
  }

  private var window: FrequencyCapDefinition.Window {
    switch per {
    case .rolling(let seconds): .rolling(seconds: seconds)
    case .day: .calendar(.day, zone: zone)
    case .week: .calendar(.week(first: weekStarts), zone: zone)
    case .month: .calendar(.month, zone: zone)
    case .session: .session
    case .life: .lifetime
    }
  }
}

extension Shape where Value == [FrequencyCapDefinition] {
  /// One or several caps.
  static let caps = Shape.list(of: .cap, orOne: true)
}

extension Shape where Value == FrequencyCapDefinition {
  /// At most so many messages in a window.
  static let cap: Shape = Shape<CapDraft>.object(
    "cap", "At most so many messages to one user in a window of time.", blank: CapDraft(),
    fields: [
      .required("at_most", .integer(1...1000), \.limit, "Messages to one user."),
      .required("per", .period, \.per, "The window."),
      .optional("zone", .zone, \.zone, "Whose calendar, with `per: day`, `week` or `month`."),
      .optional("week_starts", .day, \.weekStarts, "First day of the week, with `per: week`."),
      .optional("category", .text, \.category, "Only messages of this category (`what.category`)."),
      .optional("campaign", .name(of: "a campaign"), \.campaign, "Only messages of this campaign."),
      .optional(
        "segment", .name(of: "a segment"), \.segment,
        "A quota: it holds only for members of this segment, and replaces the caps of the same scope without segment."),
      .optional(
        "counts",
        .words(
          "stage",
          [
            ("sent", .sent, "Every send, whether or not it arrives."), ("delivered", .delivered, "What arrives."),
            ("displayed", .displayed, "Only what the user saw."),
          ]), \.counts, "What uses up a slot."),
      .optional(
        "then",
        .words(
          "rule",
          [
            ("drop", .drop, "It is dropped."),
            ("defer", .postpone, "It is tried again when a slot is free, at most `tries` times."),
            ("advance", .advance, "It is dropped, and what follows it in a journey goes on as if it had been sent."),
          ]), \.then, "What becomes of a message over the cap."),
      .optional("tries", .integer(1...100), \.tries, "How often it is tried again, with `then: defer`."),
    ]
  ).checked(checkCompanions).converted(to: \.cap, from: { CapDraft($0) })

  /// Some keys go with one value of another only.
  private static let checkCompanions: @Sendable (CapDraft, YAMLValue, [String], inout Reading) -> Void = {
    draft, node, path, reading in
    guard case .mapping(let entries) = node.content else { return }
    for (key, isAtHome, home) in [
      ("zone", draft.per.isCalendar, "`per: day`, `per: week` and `per: month`"),
      ("week_starts", draft.per == .week, "`per: week`"), ("tries", draft.then == .postpone, "`then: defer`"),
    ] where !isAtHome {
      guard let entry = entries.first(where: { $0.key == key }),
        !reading.complaints.contains(where: { $0.path == path + [key == "tries" ? "then" : "per"] })
      else { continue }
      reading.complain(
        "conflicting-keys", path + [key], at: entry.keyPlace, "`\(key)` has no meaning here",
        "remove it; it belongs to \(home)")
    }
  }
}

extension Shape where Value == CapDraft.Period {
  /// A window of a cap.
  static let period: Shape = {
    let words: [(word: String, value: Value, meaning: String)] = [
      ("day", .day, "A day of the calendar (`1 day` is any 24 hours)."),
      ("week", .week, "A week of the calendar (`1 week` is any seven days)."), ("month", .month, "A calendar month."),
      ("session", .session, "The session that is open."), ("life", .life, "The whole life of the user."),
    ]
    return .scalar(
      ScalarForm(
        kind: "window",
        syntax: "a duration, e.g. `7 days` (any such period), or `day`, `week`, `month`, `session`, `life`",
        words: words.map { ScalarForm.Word(word: $0.word, meaning: $0.meaning) }, patterns: [Pattern.duration],
        range: "60 s to 365 days"),
      parse: { text, reading in
        if let found = words.first(where: { $0.word == text }) { return .success(found.value) }
        guard Quantity(text) != nil else {
          return .failure(
            Objection(
              code: "unknown-word", what: "`\(text)` is not a window of time",
              remedy: reading.suggestion(
                for: text, among: words.map(\.word),
                otherwise: "write a duration such as `7 days`, or `day`, `week`, `month`, `session` or `life`")))
        }
        return Shape<Int>.seconds(text, 60...365 * secondsPerDay, example: "7 days").map { .rolling($0) }
      },
      print: { period in
        if case .rolling(let seconds) = period { return TimeUnit.text(seconds: seconds) }
        return words.first { $0.value == period }?.word ?? ""
      })
  }()
}
