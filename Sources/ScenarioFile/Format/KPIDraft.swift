import EngagementCore
import Simulation

/// A KPI as it stands in a file: one key says what is measured.
struct KPIDraft: Sendable {
  var title = ""
  var count: String?
  var revenue: String?
  var cost: Everything?
  var margin: Everything?
  var messages: MessageScope?
  var activeDays: Everything?
  var retention: ClosedRange<Int>?
  var share: String?
  var optOuts: Everything?
  var uninstalls: Everything?
  var returns: Int?
  var returnsStay: Int?
  var topic: String?
  var among = "everyone"
  var stays = 7
  var per = KPIDefinition.Unit.user
  var better: KPIDefinition.Direction?
  var guardrail = false

  /// Says that a measure is about everything it could be about.
  enum Everything: Sendable { case all }

  /// Which messages are counted.
  enum MessageScope: Sendable, Equatable {
    case all
    case channel(Channel)
  }

  init() {}

  init(_ kpi: KPIDefinition) {
    title = kpi.title
    guardrail = kpi.guardrail
    switch kpi.measure {
    case .count(let tag, let topic, let per): (count, self.topic, self.per) = (tag, topic, per)
    case .revenue(let event, let per): (revenue, self.per) = (event ?? "all", per)
    case .cost(let per): (cost, self.per) = (.all, per)
    case .margin(let per): (margin, self.per) = (.all, per)
    case .messages(let channel, let per): (messages, self.per) = (channel.map { .channel($0) } ?? .all, per)
    case .activeDays(let per): (activeDays, self.per) = (.all, per)
    case .retention(let days): retention = days
    case .share(let expression, let among): (share, self.among) = (expression, among)
    case .optOuts: optOuts = .all
    case .uninstalls: uninstalls = .all
    case .returns(let after): returns = after
    case .returnsStay(let after, let stays): (returnsStay, self.stays) = (after, stays)
    }
    better = kpi.better == KPIDraft.direction(of: kpi.measure) ? nil : kpi.better
  }

  var kpi: KPIDefinition {
    let measure = self.measure
    var kpi = KPIDefinition(name: "", measure: measure)
    kpi.title = title
    kpi.better = better ?? KPIDraft.direction(of: measure)
    kpi.guardrail = guardrail
    return kpi
  }

  private var measure: KPIDefinition.Measure {
    if let count { return .count(tag: count, topic: topic, per: per) }
    if let revenue { return .revenue(event: revenue == "all" ? nil : revenue, per: per) }
    if cost != nil { return .cost(per: per) }
    if margin != nil { return .margin(per: per) }
    if let messages {
      let channel: Channel? = if case .channel(let channel) = messages { channel } else { nil }
      return .messages(channel: channel, per: per)
    }
    if activeDays != nil { return .activeDays(per: per) }
    if let retention { return .retention(days: retention) }
    if let share { return .share(of: share, among: among) }
    if optOuts != nil { return .optOuts }
    if uninstalls != nil { return .uninstalls }
    if let returns { return .returns(after: returns) }
    return .returnsStay(after: returnsStay ?? 1, stays: stays)
  }

  /// Less is better for what costs money or users.
  private static func direction(of measure: KPIDefinition.Measure) -> KPIDefinition.Direction {
    switch measure {
    case .cost, .optOuts, .uninstalls: .lower
    case .messages: .neither
    default: .higher
    }
  }
}

extension Shape where Value == KPIDraft.Everything {
  static let everything = Shape.words("word", [("all", .all, "Everything there is.")])
}

extension Shape where Value == KPIDraft.MessageScope {
  static let messageScope = Shape.words(
    "channel",
    [
      ("all", .all, "Every channel."), ("push", .channel(.push), "Pushes."),
      ("in-app", .channel(.inApp), "Messages inside a session."), ("email", .channel(.email), "E-mails."),
      ("sms", .channel(.sms), "Text messages."),
    ])
}

extension Shape where Value == KPIDefinition {
  /// A number by which arms are compared.
  static let kpi: Shape = Shape<KPIDraft>.object(
    "KPI", "A number by which arms are compared, over the horizon. One key says what is measured.", blank: KPIDraft(),
    fields: measures + [
      .optional("topic", .name(of: "a topic"), \.topic, "Only occurrences with this topic."),
      .optional("among", .expression, \.among, "The users who count."),
      .optional(
        "for", .days(1...3650, example: "7 days"), \.stays, "How long after the return the user must be active."),
      .optional(
        "per",
        .words(
          "unit",
          [
            ("user", .user, "Users at the start or new in the horizon."), ("week", .week, "User-weeks in the horizon."),
            ("session", .session, "Sessions."), ("active day", .activeDay, "Days with a session."),
          ]), \.per, "What the sum is divided by."),
      .optional("title", .text, \.title, "For the reader.", showsDefault: false),
      .optional(
        "better",
        .words(
          "direction",
          [
            ("higher", .higher, "More is better."), ("lower", .lower, "Less is better."),
            ("neither", .neither, "Neither."),
          ]),
        \.better,
        "Which way is an improvement; `higher`, but `lower` for cost, opt-outs and uninstalls and `neither` for messages."
      ),
      .optional("guardrail", .flag, \.guardrail, "Whether an arm that makes it worse deserves a warning."),
    ],
    choices: [
      ObjectForm.Choice(key: "count", allows: ["topic", "per"]),
      ObjectForm.Choice(key: "revenue", allows: ["per"]),
      ObjectForm.Choice(key: "cost", allows: ["per"]),
      ObjectForm.Choice(key: "margin", allows: ["per"]),
      ObjectForm.Choice(key: "messages", allows: ["per"]),
      ObjectForm.Choice(key: "active_days", allows: ["per"]),
      ObjectForm.Choice(key: "retention"),
      ObjectForm.Choice(key: "share", allows: ["among"]),
      ObjectForm.Choice(key: "opt_outs"),
      ObjectForm.Choice(key: "uninstalls"),
      ObjectForm.Choice(key: "returns"),
      ObjectForm.Choice(key: "returns_stay", allows: ["for"]),
    ]
  ).converted(to: \.kpi, from: { KPIDraft($0) })

  private static var measures: [Field<KPIDraft>] {
    [
      .optional(
        "count", .tag("a tag", syntax: tagSyntax), \.count, "Occurrences of a tag."),
      .optional(
        "revenue", .tag("an event", syntax: "an event, or `all`"), \.revenue, "Money that an event earned."),
      .optional("cost", .everything, \.cost, "Cost of messages."),
      .optional("margin", .everything, \.margin, "Revenue minus cost."),
      .optional("messages", .messageScope, \.messages, "Messages delivered."),
      .optional("active_days", .everything, \.activeDays, "Days with a session."),
      .optional(
        "retention", .retentionDays, \.retention,
        "Share of the users who installed in the horizon who are active on a day so long after the install."),
      .optional("share", .expression, \.share, "Share of users for whom this holds at the end."),
      .optional("opt_outs", .everything, \.optOuts, "Share of users who accepted pushes and stopped doing so."),
      .optional("uninstalls", .everything, \.uninstalls, "Share of users who uninstalled."),
      .optional(
        "returns", .days(1...3650), \.returns, "Of the users without a session for so long: the share who came back."),
      .optional(
        "returns_stay", .days(1...3650), \.returnsStay,
        "Of the users who came back after so long: the share still active some time later (`for`)."),
    ]
  }
}
