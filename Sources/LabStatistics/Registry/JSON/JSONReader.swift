/// Reads JSON into values and says where it is wrong; Foundation's reader does not.
struct JSONReader {
  /// Deepest nesting that is read, so that no input can exhaust the stack.
  private static let deepest = 200

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The one value of the text.
  mutating func document() throws(JSONSyntaxError) -> Value {
    let value = try self.value()
    skipSpace()
    guard position == bytes.count else { throw error("nothing may follow the value") }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ reason: String) -> JSONSyntaxError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSONSyntaxError(line: line, column: before.count - start + 1, reason: reason)
  }

  private func unexpected(_ wanted: String) -> JSONSyntaxError {
    guard let next else { return error("\(wanted), but the text ends here") }
    let found = (33..<127).contains(next) ? "'\(Character(UnicodeScalar(next)))'" : "byte \(next)"
    return error("\(wanted), not \(found)")
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 32 || (9...10).contains(byte) || byte == 13 { position += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    guard next == byte.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONSyntaxError) -> Value {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    default: throw unexpected("expected a value")
    }
  }

  private mutating func word(_ word: String, _ value: Value) throws(JSONSyntaxError) -> Value {
    guard bytes[position...].starts(with: word.utf8) else { throw unexpected("expected \(word)") }
    position += word.utf8.count
    return value
  }

  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    guard depth <= Self.deepest else { throw error("nested more than \(Self.deepest) deep") }
    position += 1
    skipSpace()
  }

  private mutating func object() throws(JSONSyntaxError) -> Value {
    try enter()
    defer { depth -= 1 }
    var fields: [String: Value] = [:]
    if take("}") { return .object(fields) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw unexpected("expected a name in quotes") }
      let start = position
      let name = try string()
      guard fields[name] == nil else {
        position = start
        throw error("the name '\(name.prefix(60))' is there twice")
      }
      skipSpace()
      guard take(":") else { throw unexpected("expected ':'") }
      fields[name] = try value()
      skipSpace()
      if take("}") { return .object(fields) }
      guard take(",") else { throw unexpected("expected ',' or '}'") }
    }
  }

  private mutating func array() throws(JSONSyntaxError) -> Value {
    try enter()
    defer { depth -= 1 }
    var items: [Value] = []
    if take("]") { return .array(items) }
    while true {
      items.append(try value())
      skipSpace()
      if take("]") { return .array(items) }
      guard take(",") else { throw unexpected("expected ',' or ']'") }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> Value {
    let start = position
    _ = take("-")
    let leading = position
    try digits()
    guard bytes[leading] != UInt8(ascii: "0") || position == leading + 1 else {
      position = leading
      throw error("a number does not begin with 0 before other digits")
    }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .integer(whole) }
    return .number(Double(text) ?? .infinity)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = position
    while let byte = next, (48...57).contains(byte) { position += 1 }
    guard position > start else { throw unexpected("expected a digit") }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          position = start
          throw error("the text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += String(try escape()).utf8
      case 0..<32: throw error("a control character must be written as an escape")
      default:
        text.append(byte)
        position += 1
      }
    }
    position = start
    throw error("this text is never closed")
  }

  private mutating func escape() throws(JSONSyntaxError) -> Character {
    position += 1
    guard let kind = next else { throw unexpected("expected an escape") }
    position += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(kind))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default:
      position -= 1
      throw unexpected("expected one of \"\\/bfnrtu")
    }
  }

  private mutating func unicode() throws(JSONSyntaxError) -> Character {
    let first = try unit()
    if let scalar = UnicodeScalar(first) { return Character(scalar) }
    // The first half of a pair needs its second.
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else { throw error("half of a surrogate pair") }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("half of a surrogate pair") }
    return Character(scalar)
  }

  private mutating func unit() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw unexpected("expected four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
      position += 1
    }
    return value
  }
}
