import EngagementCore

/// A segment as it stands in a file.
struct SegmentDraft: Sendable {
  var who: String?
  var funnel: [String]?
  var refresh = SegmentRefresh.realTime

  init(who: String? = nil) { self.who = who }

  init(_ segment: SegmentDefinition) {
    if segment.steps.isEmpty { who = segment.expression } else { funnel = segment.steps }
    refresh = segment.refresh
  }

  func segment(named name: String) -> SegmentDefinition {
    if let funnel, !funnel.isEmpty { return SegmentDefinition(name: name, steps: funnel, refresh: refresh) }
    return SegmentDefinition(name: name, expression: who ?? "everyone", refresh: refresh)
  }
}

extension Shape where Value == SegmentDraft {
  /// A condition, or a set of users with more to say about it.
  static let segment = Shape.brief(
    Shape<String>.expression.converted(to: { SegmentDraft(who: $0) }, from: { $0.who ?? "" }),
    or: Shape.object(
      "segment", "A named set of users.", blank: SegmentDraft(),
      fields: [
        .optional("who", .expression, \.who, "Its members."),
        .optional(
          "funnel", .list(of: .expression), \.funnel,
          "Steps, each a condition on those who passed the one before; members are those who pass all."),
        .optional(
          "refresh",
          .words(
            "rule",
            [
              ("real-time", .realTime, "At every question."),
              ("24 h", .daily, "Once a day, at the user's local midnight, from what was known then."),
            ]), \.refresh, "When the platform works out who belongs to it."),
      ],
      choices: [
        ObjectForm.Choice(key: "who", allows: ["refresh"]), ObjectForm.Choice(key: "funnel", allows: ["refresh"]),
      ]
    ).checked { draft, node, path, reading in
      guard case .mapping(let entries) = node.content else { return }
      if let funnel = draft.funnel, funnel.isEmpty,
        !reading.complaints.contains(where: { $0.path.starts(with: path + ["funnel"]) })
      {
        reading.complain(
          "missing-key", path + ["funnel"], at: node.place, "the funnel has no step", "give at least one condition")
      }
      // What is wrong with the condition is told where it stands, as for a segment that is nothing else.
      if let who = entries.first(where: { $0.key == "who" }), let spot = reading.index.places[path] {
        reading.note(path, key: spot.key, value: who.value)
      }
    }
  ) { $0.funnel == nil && $0.refresh == .realTime }
}

extension Shape where Value == AttributionDefinition {
  /// A way to credit conversions to messages.
  static let attribution = Shape.object(
    "attribution", "A way to credit conversions to messages: a view for the report beside the causal lift.",
    blank: AttributionDefinition(name: "", conversion: "", within: 0),
    fields: [
      .required("conversion", .tag("a tag", syntax: tagSyntax), \.conversion, "What is credited."),
      .required("within", .duration(60...365 * 86_400, example: "3 days"), \.within, "How long after the message."),
      .optional(
        "from",
        .words(
          "moment",
          [
            ("receipt", .receipt, "From the send."), ("display", .display, "From the display."),
            ("click", .click, "From the click."),
          ]), \.start, "From when a message may be credited."),
      .optional(
        "credit",
        .words(
          "rule",
          [
            ("every", .every, "Every message in time."), ("first", .first, "The first of them."),
            ("last", .last, "The last of them."),
            (
              "last-click-else-view", .lastClickElseView,
              "The last that was clicked; without a click the last that was displayed."
            ),
          ]), \.credit, "Which of several messages is credited."),
      .optional(
        "once_per_user", .flag, \.oncePerUser, "Whether a user counts once; else every conversion counts."),
    ])
}
