import EngagementCore
import Primitives

/// Limits as they stand in a file: caps by channel.
struct LimitsDraft: Sendable {
  var push: [FrequencyCapDefinition] = []
  var inApp: [FrequencyCapDefinition] = []
  var email: [FrequencyCapDefinition] = []
  var sms: [FrequencyCapDefinition] = []
  var all: [FrequencyCapDefinition] = []
  var combine = CapCombination.all
  var lastSlot = LastSlotRule.firstCome
  /// Sugar for a cap of one push; always written as that.
  var gap: Int?
  var quietHours: QuietHoursDefinition?
  var throttle: ThrottleDefinition?
  var budgets: [BudgetDefinition] = []
  var uninstallNotice: Int?

  init() {}

  init(_ limits: LimitsDefinition) {
    push = limits.caps.filter { $0.channel == .push }
    inApp = limits.caps.filter { $0.channel == .inApp }
    email = limits.caps.filter { $0.channel == .email }
    sms = limits.caps.filter { $0.channel == .sms }
    all = limits.caps.filter { $0.channel == nil || $0.channel == .any }
    (combine, lastSlot, quietHours) = (limits.combine, limits.lastSlot, limits.quietHours)
    (throttle, budgets, uninstallNotice) = (limits.throttle, limits.budgets, limits.uninstallNotice)
  }

  var limits: LimitsDefinition {
    func caps(_ channel: Channel?, _ caps: [FrequencyCapDefinition]) -> [FrequencyCapDefinition] {
      caps.map { cap in
        var cap = cap
        cap.channel = channel
        return cap
      }
    }
    let gaps = gap.map { [FrequencyCapDefinition(channel: .push, limit: 1, period: $0)] } ?? []
    var limits = LimitsDefinition()
    limits.caps =
      caps(.push, push) + gaps + caps(.inApp, inApp) + caps(.email, email) + caps(.sms, sms) + caps(nil, all)
    (limits.combine, limits.lastSlot, limits.quietHours) = (combine, lastSlot, quietHours)
    (limits.throttle, limits.budgets, limits.uninstallNotice) = (throttle, budgets, uninstallNotice)
    return limits
  }
}

extension Shape where Value == LimitsDefinition {
  /// The pressure that users may be put under.
  static let limits: Shape = Shape<LimitsDraft>.object(
    "limits", "The pressure that users may be put under, and what the sending side can bear.", blank: LimitsDraft(),
    fields: [
      .optional("push", .caps, \.push, "Cap on pushes, or a list of caps.", showsDefault: false),
      .optional("in_app", .caps, \.inApp, "Cap on messages inside sessions.", showsDefault: false),
      .optional("email", .caps, \.email, "Cap on e-mails.", showsDefault: false),
      .optional("sms", .caps, \.sms, "Cap on text messages.", showsDefault: false),
      .optional("all", .caps, \.all, "Cap on messages of all channels together.", showsDefault: false),
      .optional("combine", .combination, \.combine, "What several caps that apply mean together."),
      .optional("last_slot", .lastSlot, \.lastSlot, "Who gets the last slot under a cap."),
      .optional(
        "gap", .duration(60...365 * secondsPerDay, example: "2 h"), \.gap,
        "Shortest time between two pushes: short for a cap of 1 in that time."),
      .optional("quiet_hours", .quietHours, \.quietHours, "Hours without pushes."),
      .optional("throttle", .throttle, \.throttle, "How fast messages can be sent."),
      .optional(
        "budget", .list(of: .budget, orOne: true), \.budgets, "Money that messages may cost, or a list of budgets.",
        showsDefault: false),
      .optional(
        "uninstall_notice", .duration(0...365 * secondsPerDay, example: "6 h"), \.uninstallNotice,
        "Time until the platform learns that an app is gone, from the first push that finds it gone; it knows at once by "
          + "default."),
    ]
  ).converted(to: \.limits, from: { LimitsDraft($0) })
}

extension Shape where Value == CapCombination {
  static let combination = Shape.words(
    "rule",
    [
      ("all", .all, "Every one must have a slot: the strictest decides."),
      (
        "most-specific", .mostSpecific,
        "The most specific decides: campaign, then category, then channel, then all messages."
      ), ("most-permissive", .mostPermissive, "One with a slot suffices: the most permissive decides."),
    ])
}

extension Shape where Value == LastSlotRule {
  /// Who gets the last slot.
  static let lastSlot = Shape.scalar(
    ScalarForm(
      kind: "rule", syntax: "`first-come`, `priority` or `look-ahead 7 days`",
      words: [
        ScalarForm.Word(
          word: "first-come", meaning: "Who is due first; priority decides between messages of one second."),
        ScalarForm.Word(
          word: "priority",
          meaning: "A message gives way to messages of higher priority that are due later on the same local day."),
      ], patterns: ["^look-ahead [0-9]+ ?(d|days?|w|weeks?)$"]),
    parse: { text, reading in
      switch text {
      case "first-come": return .success(.firstCome)
      case "priority": return .success(.priority)
      case "look-ahead": return .failure(.kind("`look-ahead` without its days", "write e.g. `look-ahead 7 days`"))
      default:
        guard text.hasPrefix("look-ahead ") else {
          return .failure(
            Objection(
              code: "unknown-word", what: "`\(text)` does not say who gets the last slot",
              remedy: reading.suggestion(
                for: text, among: ["first-come", "priority"],
                otherwise: "write `first-come`, `priority` or `look-ahead 7 days`")))
        }
        let days = String(text.dropFirst("look-ahead ".count))
        return Shape<Int>.seconds(days, secondsPerDay...30 * secondsPerDay, example: "7 days").flatMap { seconds in
          seconds % secondsPerDay == 0
            ? .success(.lookAhead(days: seconds / secondsPerDay))
            : .failure(.unit("`\(days)` is not a whole number of days", "write e.g. `look-ahead 7 days`"))
        }
      }
    },
    print: { rule in
      switch rule {
      case .firstCome: "first-come"
      case .priority: "priority"
      case .lookAhead(let days): "look-ahead \(days) \(TimeUnit.day.name(days))"
      }
    })
}

extension Shape where Value == QuietHoursDefinition {
  static let quietHours = Shape.object(
    "quiet hours", "Hours of the user's day in which no push is delivered; may span midnight.",
    blank: QuietHoursDefinition(from: 0, to: 0, rule: .postpone),
    fields: [
      .required("from", .clock, \.from, "First moment."),
      .required("to", .clock, \.to, "First moment after them."),
      .optional(
        "then",
        .words(
          "rule",
          [
            ("defer", .postpone, "The push waits for their end (and may expire)."), ("drop", .drop, "It is dropped."),
            (
              "next-day", .nextDay,
              "It waits for the same time of the next day, and from there for their end (and may expire)."
            ),
          ]), \.rule, "What becomes of a push that falls into them."),
    ])
}

extension Shape where Value == ThrottleDefinition {
  static let throttle = Shape.object(
    "throttle", "How fast messages can be sent, all users together.", blank: ThrottleDefinition(perMinute: 0),
    fields: [
      .required(
        "per_minute", .integer(1...1_000_000_000), \.perMinute,
        "Sends a minute; attempts that fail use up their place too."),
      .optional(
        "give_up_after", .duration(60...365 * secondsPerDay, example: "72 h"), \.giveUpAfter,
        "A message that would be so late is dropped."),
    ])
}

extension Shape where Value == BudgetDefinition {
  static let budget = Shape.object(
    "budget", "Money that the messages of an arm may cost.", blank: BudgetDefinition(amount: .zero),
    fields: [
      .required("amount", .money, \.amount, "The money."),
      .optional(
        "per", .words("period", [("day", .day, "Each day."), ("horizon", .horizon, "The whole horizon.")]), \.period,
        "How long it must last."),
      .optional(
        "program", .name(of: "a program"), \.program, "Only messages of this program; all of the arm by default."),
    ])
}
