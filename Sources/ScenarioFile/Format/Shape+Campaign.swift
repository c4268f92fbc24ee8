import EngagementCore
import Primitives

extension Shape where Value == Conversion {
  /// What counts as success.
  static let conversionGoal = Shape.object(
    "conversion", "What counts as a campaign's success.", blank: Conversion(tag: "", within: 3 * secondsPerDay),
    fields: [
      .required("tag", .tag("a tag", syntax: tagSyntax), \.tag, "What the user must do."),
      .optional(
        "within", .duration(60...90 * secondsPerDay, example: "3 days"), \.within, "How long after the send it counts."),
    ])
}

extension Shape where Value == CampaignDefinition {
  static let blankCampaign = CampaignDefinition(name: "", schedule: ScheduleDraft().schedule)

  /// One message of a program.
  static let campaign = Shape.object(
    "campaign", "One message: what it is for, how it reaches that, who gets what, and when.", blank: blankCampaign,
    fields: fiveElements + time + delivery)

  private static let fiveElements: [Field<CampaignDefinition>] = [
    .optional("objective", .text, \.objective, "What it is for, in words.", showsDefault: false),
    .optional("how", .text, \.how, "How it reaches that, in words.", showsDefault: false),
    .optional("who", .expression, \.audience, "Who gets it."),
    .optional("what", .content, \.content, "What is sent.", showsDefault: false),
    .required("when", .schedule, \.schedule, "When it is sent."),
    .optional(
      "variants",
      .named(.map("name of a variant", to: .variant)) {
        $0.filled(\.name)
      } unmake: {
        Named($0.name, $0)
      }, \.variants, "Versions that are tested against each other.", showsDefault: false),
    .optional(
      "holdout", .share, \.holdout, "Share of its audience for whom everything is decided and nothing delivered."),
  ]

  private static let time: [Field<CampaignDefinition>] = [
    .optional(
      "starts", .clockMoment, \.starts, "When it begins to take users in; with the horizon by default."),
    .optional(
      "ends", .clockMoment, \.ends,
      "When it is over: from then on nobody enters, and what waits is dropped; never by default."),
    .optional(
      "unless", .tags("a tag", syntax: tagSyntax), \.unless,
      "One or several tags that call the message off between the decision and the send.", showsDefault: false),
    .optional("wait", .wait, \.wait, "What a decided message waits for."),
    .optional("send_window", .sendWindow, \.sendWindow, "Hours of the user's day in which it may be delivered."),
    .optional(
      "expires", .duration(60...365 * secondsPerDay, example: "12 h"), \.expiry,
      "How long after it was due an undelivered message is dropped."),
    .optional("again", .repetition, \.repetition, "Whether and when the same user may get it again."),
  ]

  private static let delivery: [Field<CampaignDefinition>] = [
    .optional(
      "missing_markers",
      .words(
        "rule",
        [
          ("exclude", .exclude, "They do not get it."),
          ("placeholder", .placeholder, "They get it with a placeholder."),
        ]), \.missingMarker, "What becomes of users who lack an app-info that its text names (`${name}`)."),
    .optional(
      "audience_limit", .integer(1...100_000_000), \.audienceLimit, "At most so many users are taken in, per arm."),
    .optional(
      "priority", .integer(0...100), \.priority,
      "Among messages that are due together the highest priority goes first."),
    .optional("obeys_limits", .flag, \.obeysLimits, "Whether frequency caps and quiet hours apply to it."),
    .optional("counts_toward_limits", .flag, \.countsTowardLimits, "Whether it uses up slots of the frequency caps."),
    .optional(
      "rechecks_audience", .flag, \.rechecksAudience, "Whether the audience is checked again when it is sent."),
    .optional("conversion", .conversionGoal, \.conversion, "What counts as its success."),
    .optional("cost", .money, \.cost, "Price of one send."),
  ]
}

extension Shape where Value == WaitDefinition {
  /// What a decided message waits for.
  static let wait = Shape.object(
    "wait", "Something that a decided message waits for, with a time-out.",
    blank: WaitDefinition(tag: "", atMost: 0, sendsAtTimeout: false),
    fields: [
      .required("for", .tag("a tag", syntax: tagSyntax), \.tag, "The tag that ends the waiting; then it is sent."),
      .required("at_most", .duration(60...90 * secondsPerDay, example: "2 days"), \.atMost, "Time until the time-out."),
      .required(
        "then",
        .words("rule", [("send", true, "It is sent at the time-out."), ("drop", false, "It is dropped.")]),
        \.sendsAtTimeout, "What becomes of it at the time-out."),
    ])
}

extension Shape where Value == SendWindowDefinition {
  /// Hours of the user's day in which a campaign may be delivered.
  static let sendWindow = Shape.object(
    "send window", "Hours of the user's day in which a message may be delivered; may span midnight.",
    blank: SendWindowDefinition(from: 0, to: 0, rule: .postpone),
    fields: [
      .required("from", .clock, \.from, "First moment."),
      .required("to", .clock, \.to, "First moment after it."),
      .optional(
        "then",
        .words(
          "rule",
          [
            ("defer", .postpone, "It waits for the window to open (and may expire)."),
            ("drop", .drop, "It is dropped."),
            ("next-day", .nextDay, "It waits for the window of the next day (and may expire)."),
          ]), \.rule, "What becomes of a message that is due outside."),
    ])
}

/// Whether, when and counted from what a user may get a campaign again.
struct RepetitionDraft: Sendable, Equatable {
  var again = ReEligibility.always
  var from = EligibilityBasis.receipt
}

extension CampaignDefinition {
  /// Whether, when and counted from what a user may get it again.
  var repetition: RepetitionDraft {
    get { RepetitionDraft(again: again, from: againFrom) }
    set {
      again = newValue.again
      againFrom = newValue.from
    }
  }
}

extension Shape where Value == RepetitionDraft {
  /// A rule of repetition, with what it is counted from if need be.
  static let repetition = Shape.brief(
    Shape<ReEligibility>.again.converted(to: { RepetitionDraft(again: $0) }, from: { $0.again }),
    or: .object(
      "repetition", "Whether and when the same user may get it again.", blank: RepetitionDraft(),
      fields: [
        .required("after", .again, \.again, "The rule: a duration, or `never`."),
        .optional(
          "from",
          .words(
            "basis",
            [
              ("receipt", .receipt, "Counted from the last send."),
              ("entry", .entry, "Counted from the last entry: who entered and got nothing has had their turn too."),
            ]), \.from, "What that is counted from."),
      ])
  ) { $0.from == .receipt }
}

extension Named {
  /// Returns the value with its name in it.
  func filled(_ path: WritableKeyPath<Value, String>) -> Value {
    var value = value
    value[keyPath: path] = name
    return value
  }
}
