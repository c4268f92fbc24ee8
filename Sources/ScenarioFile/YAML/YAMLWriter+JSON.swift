import Primitives

extension YAMLWriter {
  /// Returns a value as JSON: what is written as a plain number or truth value is one, everything else is a text.
  static func json(_ value: YAMLValue, currency: String) -> String { json(priced(value, in: currency)) }

  private static func json(_ value: YAMLValue) -> String {
    switch value.content {
    case .scalar(let text, let plain): plain ? scalar(text) : jsonQuoted(text)
    case .sequence(let items): "[" + items.map(json).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(jsonQuoted($0.key)): \(json($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  private static func scalar(_ text: String) -> String {
    if text == "true" || text == "false" { return text }
    if text.isEmpty || text == "~" || text == "null" { return "null" }
    // `007` and `1_000` are texts to JSON, and so is `1e400`.
    let digits = text.drop { $0 == "-" }
    let hasLeadingZero = digits.first == "0" && digits.dropFirst().first?.isNumber == true
    let isPlain = text.utf8.allSatisfy { "-.0123456789".utf8.contains($0) }
    guard isPlain, !hasLeadingZero, digits.first?.isNumber == true, text.last?.isNumber == true,
      let number = Double(text), number.isFinite
    else { return jsonQuoted(text) }
    return text
  }
}
