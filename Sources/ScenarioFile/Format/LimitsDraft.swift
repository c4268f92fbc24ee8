import EngagementCore
import Primitives

/// Limits as they stand in a file: caps by channel.
struct LimitsDraft: Sendable {
  var push: [FrequencyCapDefinition] = []
  var inApp: [FrequencyCapDefinition] = []
  var all: [FrequencyCapDefinition] = []
  var quietHours: QuietHoursDefinition?

  init() {}

  init(_ limits: LimitsDefinition) {
    push = limits.caps.filter { $0.channel == .push }
    inApp = limits.caps.filter { $0.channel == .inApp }
    all = limits.caps.filter { $0.channel == nil || $0.channel == .any }
    quietHours = limits.quietHours
  }

  var limits: LimitsDefinition {
    func caps(_ channel: Channel?, _ caps: [FrequencyCapDefinition]) -> [FrequencyCapDefinition] {
      caps.map { FrequencyCapDefinition(channel: channel, limit: $0.limit, window: $0.window) }
    }
    var limits = LimitsDefinition()
    limits.caps = caps(.push, push) + caps(.inApp, inApp) + caps(nil, all)
    limits.quietHours = quietHours
    return limits
  }
}

extension FrequencyCapDefinition {
  fileprivate var rollingSeconds: Int {
    get { if case .rolling(let seconds) = window { seconds } else { 0 } }
    set { window = .rolling(seconds: newValue) }
  }
}

extension Shape where Value == [FrequencyCapDefinition] {
  static let caps: Shape = .list(
    of: .object(
      "cap", "At most so many messages in any period of this length.",
      blank: FrequencyCapDefinition(channel: nil, limit: 0, period: 0),
      fields: [
        .required("at_most", .integer(1...1000), \.limit, "Messages to one user."),
        .required(
          "per", .duration(60...365 * secondsPerDay, example: "7 days"), \.rollingSeconds,
          "Length of the rolling period."),
      ]), orOne: true)
}

extension Shape where Value == LimitsDefinition {
  /// The pressure that users may be put under.
  static let limits: Shape = Shape<LimitsDraft>.object(
    "limits", "The pressure that users may be put under. All limits apply.", blank: LimitsDraft(),
    fields: [
      .optional("push", .caps, \.push, "Cap on pushes, or a list of caps.", showsDefault: false),
      .optional("in_app", .caps, \.inApp, "Cap on messages inside sessions.", showsDefault: false),
      .optional("all", .caps, \.all, "Cap on messages of all channels together.", showsDefault: false),
      .optional(
        "quiet_hours",
        .object(
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
                  ("defer", .postpone, "The push waits for their end (and may expire)."),
                  ("drop", .drop, "It is dropped."),
                ]), \.rule, "What becomes of a push that falls into them."),
          ]), \.quietHours, "Hours without pushes."),
    ]
  ).converted(to: \.limits, from: { LimitsDraft($0) })
}
