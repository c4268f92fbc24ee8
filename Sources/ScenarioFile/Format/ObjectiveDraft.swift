import EngagementCore

/// An objective as it stands in a file.
struct ObjectiveDraft: Sendable {
  var kpi = ""
  var lift: Double?
  var difference: Double?
  var value: Double?
  var confidence = 0.95

  init() {}

  init(_ objective: ObjectiveDefinition) {
    kpi = objective.kpi
    confidence = objective.confidence
    switch objective.target {
    case .lift(let number): lift = number
    case .difference(let number): difference = number
    case .value(let number): value = number
    }
  }

  var objective: ObjectiveDefinition {
    var target = ObjectiveDefinition.Target.lift(lift ?? 0)
    if let difference { target = .difference(difference) }
    if let value { target = .value(value) }
    var objective = ObjectiveDefinition(kpi: kpi, target: target)
    objective.confidence = confidence
    return objective
  }
}

extension Shape where Value == ObjectiveDefinition {
  /// A target for a KPI.
  static let objective: Shape = Shape<ObjectiveDraft>.object(
    "objective", "A target for a KPI, compared with the baseline.", blank: ObjectiveDraft(),
    fields: [
      .required("kpi", .name(of: "a KPI"), \.kpi, "The KPI that must move."),
      .optional(
        "lift", .percent(-1...1000, signed: true, "relative change"), \.lift, "Relative change against the baseline."),
      .optional("difference", .number(-1e12...1e12, signed: true), \.difference, "Change in the KPI's unit."),
      .optional("value", .number(-1e12...1e12), \.value, "A value to reach."),
      .optional("confidence", .percent(0.5...0.9999), \.confidence, "Confidence of the verdict."),
    ],
    choices: ["lift", "difference", "value"].map { ObjectForm.Choice(key: $0) }
  ).converted(to: \.objective, from: { ObjectiveDraft($0) })
}

extension Shape where Value == ProgramDefinition {
  /// A set of campaigns.
  static let program = Shape.object(
    "program", "A set of campaigns with an objective.", blank: ProgramDefinition(name: "", campaigns: []),
    fields: [
      .optional("title", .text, \.title, "For the reader.", showsDefault: false),
      .required("campaigns", .list(of: .name(of: "a campaign")), \.campaigns, "Names of its campaigns."),
      .optional("objective", .objective, \.objective, "What it must reach."),
    ])
}
