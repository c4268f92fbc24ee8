import Simulation

extension Shape where Value == CheckDefinition {
  /// What must hold of the results.
  static let check = Shape.brief(
    Shape<String>.checkText.converted(to: { CheckDefinition(check: $0) }, from: { $0.check })
      .checked { _, node, path, reading in
        // What is wrong with the text is told where it stands, as for the key of the long form.
        reading.note(path + ["check"], key: node.place, value: node)
      },
    or: Shape.object(
      "check", "What must hold of the results; `engagelab check` says whether it does. It changes no result.",
      blank: CheckDefinition(check: ""),
      fields: [
        .optional("name", .text, \.name, "For reports; otherwise the check itself.", showsDefault: false),
        .required("check", .checkText, \.check, "What is measured, perhaps with the bound that must hold."),
        .optional("fail", .bound, \.fail, "The bound that must hold, where `check` has none."),
        .optional("warn", .bound, \.warn, "The bound that should hold; beyond it there is only a warning."),
        .optional(
          "arm", .name(of: "an arm"), \.arm, "The arm that is looked at; otherwise every one but the baseline."),
      ])
  ) { $0.name.isEmpty && $0.fail == nil && $0.warn == nil && $0.arm == nil }
}

extension Shape where Value == String {
  /// What is measured, perhaps with a bound.
  fileprivate static let checkText = Shape.scalar(
    ScalarForm(
      kind: "check", syntax: "e.g. `lift(retention_7) > 2% @ 95%` (see Documentation/check.md)", patterns: [""]),
    parse: { text, _ in .success(text) }, print: { $0 })

  /// A bound alone.
  fileprivate static let bound = Shape.scalar(
    ScalarForm(kind: "bound", syntax: "a comparison, e.g. `\"> 2% @ 95%\"`", patterns: ["^[<>=!]"]),
    parse: { text, _ in .success(text) }, print: { $0 })
}
