import Simulation

extension Shape where Value == SweepDefinition {
  /// A scan over values of the scenario.
  static let sweep = Shape.object(
    "sweep",
    "A scan over values of this file: which values vary, and how points are chosen. `engagelab sweep` plays it; a run "
      + "takes no notice of it.",
    blank: SweepDefinition(vary: []),
    fields: [
      .required(
        "vary",
        .named(.map("path of a value, e.g. `limits.push.at_most`", to: .parameterValues)) {
          VaryingParameter(path: $0.name, values: $0.value)
        } unmake: {
          Named($0.path, $0.values)
        }, \.vary, "The values that vary, by their path of keys, as `--set` takes it."),
      .optional(
        "design",
        .words(
          "design",
          [
            ("grid", .grid, "Every combination."),
            ("latin", .latin, "A Latin hypercube: `points` points, of which each value has its equal part."),
            ("sobol", .sobol, "Sobol's sequence: `points` points that fill the ranges evenly; a power of two is best."),
          ]), \.design, "How points are chosen."),
      .optional(
        "points", .integer(1...SweepDefinition.mostPoints), \.points,
        "Points of a Latin hypercube or a Sobol sequence, \(SweepDefinition.defaultPoints) by default."),
      .optional(
        "replications", .integer(1...SweepDefinition.mostReplications), \.replications,
        "How often each point is played, each time to other people."),
    ])
}

extension Shape where Value == ParameterValues {
  /// A list of values, or a range.
  static let parameterValues = Shape(
    form: .list(
      .scalar(
        ScalarForm(
          kind: "value or range",
          syntax: "a value as it would stand at its place, or a range: `1..7`, `5%..20%`, `08:00..20:00 step 4h`",
          patterns: [""], native: .number(-1e15...1e15))),
      orOne: true),
    read: { node, path, reading in
      let text: String
      switch node.content {
      case .scalar(let scalar, _) where !node.isNull: text = scalar
      case .sequence(let items): text = items.map(plainText).joined(separator: ", ")
      default:
        reading.complain(
          "wrong-kind", path, at: node.place, "expected values, found \(node.kind)", "write `[1, 2, 3]` or `1..7`")
        return nil
      }
      do throws(SweepTextError) {
        return try ParameterValues(text)
      } catch {
        reading.complain("not-a-range", path, at: node.place, "`\(error.text)` \(error.what)", error.remedy)
        return nil
      }
    },
    write: { values in
      switch values {
      case .range: .text(values.text)
      case .list(let items): YAMLValue(.sequence(items.map { YAMLValue.text($0) }))
      }
    })

  /// A value as it would stand after `path=`.
  private static func plainText(_ value: YAMLValue) -> String {
    guard case .scalar(let text, _) = value.content, !text.contains(where: { ",\"'[]{}".contains($0) }) else {
      return YAMLWriter.inline(value)
    }
    return text
  }
}
