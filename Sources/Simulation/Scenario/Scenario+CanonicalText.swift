import Behavior
import Primitives

extension Scenario {
  /// The scenario as text, one field per line, in fixed order: two scenarios have the same text exactly when they are
  /// equal but for their `checks`, which change nothing that is simulated.
  ///
  /// ```
  /// name = "media-app"
  /// horizonDays = 119
  /// campaigns[0].schedule.weekly.weekdays[0] = monday
  /// ```
  ///
  /// It lists every stored field by reflection, so a field that is added to the model can never be forgotten in a hash.
  /// A part that is switched off (``OptionalPart``) has no line, so that scenarios keep their text when the model learns more.
  /// Uncertainty and tests have none where there are none, for the same reason.
  /// Numbers are written as the shortest decimal that reads back as the same value, independent of any locale.
  public var canonicalText: String {
    var writer = CanonicalWriter()
    var simulated = self
    simulated.checks = []
    writer.write(simulated, at: "")
    let absent = ["replications = nil", "uncertain = []", "correlations = []", "experiments = []", "checks = []"]
    return writer.lines.filter { !absent.contains($0) }.joined(separator: "\n") + "\n"
  }
}

/// An optional part of the model, present or not.
private protocol OptionalOfPart {}

extension Optional: OptionalOfPart where Wrapped: OptionalPart {}

/// Writes any value of the model as lines `path = value`.
private struct CanonicalWriter {
  var lines: [String] = []

  mutating func write(_ value: Any, at path: String) {
    switch value {
    case let text as String: lines.append("\(path) = \(quoted(text))")
    case let date as CivilDate: lines.append("\(path) = \(date)")
    case let texts as [String: String]:
      if texts.isEmpty { lines.append("\(path) = {}") }
      for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
        lines.append("\(path).\(quoted(key)) = \(quoted(text))")
      }
    default: writeChildren(of: value, at: path)
    }
  }

  private mutating func writeChildren(of value: Any, at path: String) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let child = mirror.children.first { write(child.value, at: path) } else { lines.append("\(path) = nil") }
    case .collection:
      if mirror.children.isEmpty { lines.append("\(path) = []") }
      for (index, child) in mirror.children.enumerated() { write(child.value, at: "\(path)[\(index)]") }
    case .enum:
      if let child = mirror.children.first {
        write(child.value, at: path + "." + (child.label ?? ""))
      } else {
        lines.append("\(path) = \(value)")
      }
    default:
      if mirror.children.isEmpty { lines.append("\(path) = \(value)") }
      for child in mirror.children where !isAbsentPart(child.value) {
        write(child.value, at: (path.isEmpty ? "" : path + ".") + (child.label ?? ""))
      }
    }
  }

  /// Whether it is a part of the model that is switched off.
  private func isAbsentPart(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional && mirror.children.isEmpty && mirror.subjectType is any OptionalOfPart.Type
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
