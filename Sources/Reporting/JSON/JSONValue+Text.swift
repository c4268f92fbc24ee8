import Primitives

extension JSONValue {
  /// The document on one line, in the order of its keys.
  package var compactText: String {
    var text = ""
    write(to: &text, sorted: false)
    return text
  }

  /// The canonical form of RFC 8785 (JSON Canonicalization Scheme): no white space, keys in the order of their UTF-16
  /// code units, numbers as ECMAScript writes them. Integers beyond 2^53 are written in full.
  package var canonicalText: String {
    var text = ""
    write(to: &text, sorted: true)
    return text
  }

  /// The document for people: two spaces per level, short or purely scalar lists on one line.
  package var prettyText: String {
    var text = ""
    writePretty(to: &text, indent: 0)
    return text + "\n"
  }

  /// The compact text, safe inside a `<script>` element: no `<`, `>` or `&`, which could end the element or open a comment.
  package var scriptText: String {
    var text = ""
    for scalar in compactText.unicodeScalars {
      switch scalar {
      case "<": text += "\\u003c"
      case ">": text += "\\u003e"
      case "&": text += "\\u0026"
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private func write(to text: inout String, sorted: Bool) {
    switch self {
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.write(to: &text, sorted: sorted)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let ordered = sorted ? members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) } : members
      for (index, member) in ordered.enumerated() {
        if index > 0 { text += "," }
        text += jsonQuoted(member.key) + ":"
        member.value.write(to: &text, sorted: sorted)
      }
      text += "}"
    default: text += scalarText
    }
  }

  private func writePretty(to text: inout String, indent: Int) {
    let margin = String(repeating: " ", count: indent + 2)
    switch self {
    case .array(let elements) where !elements.isEmpty && !isInline:
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index > 0 ? ",\n" : "\n") + margin
        element.writePretty(to: &text, indent: indent + 2)
      }
      text += "\n" + String(repeating: " ", count: indent) + "]"
    case .object(let members) where !members.isEmpty && !isInline:
      text += "{"
      for (index, member) in members.enumerated() {
        text += (index > 0 ? ",\n" : "\n") + margin + jsonQuoted(member.key) + ": "
        member.value.writePretty(to: &text, indent: indent + 2)
      }
      text += "\n" + String(repeating: " ", count: indent) + "}"
    case .array(let elements):
      text += "[" + elements.map(\.scalarText).joined(separator: ", ") + "]"
    case .object(let members):
      text += "{" + members.map { jsonQuoted($0.key) + ": " + $0.value.scalarText }.joined(separator: ", ") + "}"
    default: text += scalarText
    }
  }

  /// Whether the pretty text puts it on one line: lists of numbers of any length, and short objects of scalars.
  private var isInline: Bool {
    switch self {
    case .array(let elements):
      elements.allSatisfy(\.isNumberOrNull) || (elements.allSatisfy(\.isScalar) && elements.count <= 8)
    case .object(let members):
      members.count <= 5 && members.allSatisfy { $0.value.isNumberOrNull || $0.key == "status" }
    default: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private var isNumberOrNull: Bool {
    switch self {
    case .null, .integer, .unsigned, .number: true
    default: false
    }
  }

  private var scalarText: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): JSONNumber.text(value) ?? "null"
    case .string(let value): jsonQuoted(value)
    case .null, .array, .object: "null"
    }
  }
}
