import Primitives

/// A JSON value that keeps the order of its keys.
indirect enum JSONText {
  case string(String)
  case number(Double)
  case bool(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  /// Returns the value as text, indented by two spaces a level.
  func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return jsonQuoted(text)
    case .number(let number): return Quantity.text(number)
    case .bool(let bool): return bool ? "true" : "false"
    case .array(let items):
      if items.isEmpty { return "[]" }
      let isFlat = items.allSatisfy { if case .string = $0 { true } else { false } }
      let line = "[" + items.map { $0.text() }.joined(separator: ", ") + "]"
      if isFlat, indent.count + line.count < 100 { return line }
      return "[\n" + items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let pairs):
      if pairs.isEmpty { return "{}" }
      let lines = pairs.map { "\(inner)\(jsonQuoted($0.0)): \($0.1.text(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
