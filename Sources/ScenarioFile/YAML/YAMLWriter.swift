/// Writes a tree as YAML.
enum YAMLWriter {
  /// Returns a value on one line, amounts in EUR.
  static func inline(_ value: YAMLValue) -> String { inline(value, currency: "EUR") }

  /// Returns a value on one line.
  static func inline(_ value: YAMLValue, currency: String) -> String { line(priced(value, in: currency)) }

  /// Returns a document: maps of maps as blocks, everything that fits on a line in one.
  static func document(_ value: YAMLValue, currency: String) -> String {
    var lines: [String] = []
    write(priced(value, in: currency), indent: "", into: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ value: YAMLValue) -> String {
    switch value.content {
    case .scalar(let text, plain: true): quoted(text)
    case .scalar(let text, plain: false): inQuotes(text)
    case .sequence(let items): "[" + items.map(line).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(quoted($0.key)): \(line($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// Returns a value with its amounts in a currency.
  static func priced(_ value: YAMLValue, in currency: String) -> YAMLValue {
    var value = value
    switch value.content {
    case .scalar(let text, let plain):
      guard text.hasSuffix(currencyPlaceholder) else { return value }
      value.content = .scalar(text.dropLast() + currency, plain: plain)
    case .sequence(let items): value.content = .sequence(items.map { priced($0, in: currency) })
    case .mapping(let entries):
      value.content = .mapping(
        entries.map { entry in
          var entry = entry
          entry.value = priced(entry.value, in: currency)
          return entry
        })
    }
    return value
  }

  private static func write(_ value: YAMLValue, indent: String, into lines: inout [String]) {
    guard case .mapping(let entries) = value.content, !entries.isEmpty else {
      lines.append(indent + line(value))
      return
    }
    for entry in entries {
      let key = indent + quoted(entry.key) + ":"
      let line = "\(key) \(YAMLWriter.line(entry.value))"
      let isNested = if case .mapping(let inner) = entry.value.content { !inner.isEmpty } else { false }
      if isNested, indent.isEmpty || line.count > 110 {
        lines.append(key)
        write(entry.value, indent: indent + "  ", into: &lines)
      } else {
        lines.append(line)
      }
    }
  }

  /// Returns a text in quotes when YAML would read it as something else.
  private static func quoted(_ text: String) -> String {
    let safe = text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "+", ".", "/", "%", " ", "<", ">", "=", "(", ")": true
      default: false
      }
    }
    let edges = " -=%><".unicodeScalars
    let opens = text.unicodeScalars.first.map { edges.contains($0) } ?? true
    let isNegative = text.first == "-" && text.dropFirst().first?.isNumber == true
    if safe, !opens || isNegative, text.last != " ", !["null", "~"].contains(text) { return text }
    return inQuotes(text)
  }

  private static func inQuotes(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{85}": result += "\\N"
      case "\u{2028}": result += "\\L"
      case "\u{2029}": result += "\\P"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
