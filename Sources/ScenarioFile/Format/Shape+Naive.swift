import Simulation

extension Shape where Value == NaiveDefinition {
  /// Users compared by the messages that they got.
  static let naive = Shape.object(
    "naive",
    "Users compared by how many messages they happened to get, as is often published, beside what the same people do in the baseline arm. It decides nothing: it shows how far such a comparison is from the effect.",
    blank: NaiveDefinition(days: 60, kpi: ""),
    fields: [
      .optional(
        "by",
        .words(
          "kind of message",
          [
            ("pushes", .pushes, "Pushes that arrived."),
            ("messages", .messages, "Messages of all channels that arrived."),
          ]), \.by, "What is counted."),
      .optional(
        "until", .days(1...3650, example: "60 days"), \.days,
        "Days of the horizon, from its first, in which they count."),
      .required("kpi", .name(of: "a KPI"), \.kpi, "The KPI that is compared."),
      .optional(
        "groups", .list(of: .integer(0...1_000_000)), \.groups,
        "The fewest messages of each group: 0, then rising; the last group is open."),
    ])
}
