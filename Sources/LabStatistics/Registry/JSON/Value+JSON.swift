import Primitives

extension Value {
  /// Reads a JSON text (RFC 8259).
  ///
  /// A number too large for a double becomes infinite, which calculators refuse by name.
  ///
  /// - Throws: ``JSONSyntaxError`` with line and column.
  public init(json bytes: some Sequence<UInt8>) throws(JSONSyntaxError) {
    var reader = JSONReader(Array(bytes))
    self = try reader.document()
  }

  /// The value as JSON on one line, keys sorted; numbers in the shortest form that reads back as the same number, null
  /// for those that are not finite.
  public var jsonText: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The value as JSON for people: two spaces per level, lists of scalars on one line.
  public var prettyJSONText: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += number.isFinite ? Self.shortest(number) : "null"
    case .string(let string): text += jsonQuoted(string)
    case .array(let items):
      let inner = items.allSatisfy(\.isScalar) ? nil : indent
      Self.write(items.map { ("", $0) }, brackets: ("[", "]"), to: &text, indent: inner)
    case .object(let fields):
      let members = fields.sorted { $0.key < $1.key }.map { (jsonQuoted($0.key) + ": ", $0.value) }
      Self.write(members, brackets: ("{", "}"), to: &text, indent: indent)
    }
  }

  private static func write(
    _ members: [(prefix: String, value: Value)], brackets: (String, String), to text: inout String, indent: Int?
  ) {
    let level = indent.map { $0 + 2 }
    text += brackets.0
    for (index, member) in members.enumerated() {
      if index > 0 { text += level == nil ? ", " : "," }
      if let level { text += "\n" + String(repeating: " ", count: level) }
      text += member.prefix
      member.value.write(to: &text, indent: level)
    }
    if let indent, !members.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += brackets.1
  }

  /// Whole numbers without a fraction, all others as Swift writes them, which is JSON.
  private static func shortest(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
