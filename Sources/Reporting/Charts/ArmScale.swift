import Experiments

/// The same colour, dash and shape for an arm in every chart; arms differ in more than colour.
struct ArmScale {
  private let labels: [String]

  /// Distinguishable dashes, the first for the baseline.
  private static let dashes: [JSONValue] = [
    [2, 3], [1, 0], [8, 3], [4, 2], [10, 3, 2, 3], [6, 2, 2, 2], [12, 4], [3, 3],
  ]
  private static let shapes: [JSONValue] = [
    "circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "triangle-right", "triangle-left",
  ]
  private static let colours = 8

  init(labels: [String]) { self.labels = labels }

  init(_ facts: ReportFacts) { labels = facts.arms.map { facts.label(arm: $0.name) } }

  var color: JSONValue { scale(labels.map { .string(color(of: $0)) }) }
  var dash: JSONValue { scale(labels.indices.map { Self.dashes[$0 % Self.dashes.count] }) }
  var shape: JSONValue { scale(labels.indices.map { Self.shapes[$0 % Self.shapes.count] }) }

  /// The colour of one arm, a variable of the page's style.
  func color(of label: String) -> String { "var(--arm\((labels.firstIndex(of: label) ?? 0) % Self.colours))" }

  private func scale(_ range: [JSONValue]) -> JSONValue {
    ["domain": .array(labels.map(JSONValue.string)), "range": .array(range)]
  }

  /// A legend above the chart with some of the arms.
  static func legend(_ labels: [String], symbol: JSONValue = "stroke") -> JSONValue {
    [
      "title": .null, "orient": "top", "symbolType": symbol, "values": .array(labels.map(JSONValue.string)),
      "columns": 4,
    ]
  }
}
