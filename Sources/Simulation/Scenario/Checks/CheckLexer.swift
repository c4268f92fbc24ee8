import EngagementCore

/// Splits the text of a check into tokens.
///
/// It is not the lexer of the expressions of segments: bounds have decimals, percentages, currencies and a confidence,
/// which those do not know, and names of outcomes have hyphens.
struct CheckLexer {
  /// Most characters of a text.
  static let longestText = 500

  private let bytes: [UInt8]
  private let key: CheckProblem.Key
  private var position = 0

  init(_ text: String, key: CheckProblem.Key) {
    bytes = Array(text.utf8)
    self.key = key
  }

  /// Returns all tokens, the last of which is `end`.
  mutating func tokens() throws(CheckProblem) -> [CheckToken] {
    guard bytes.count <= Self.longestText else {
      throw CheckProblem(
        key: key, what: "the check has more than \(Self.longestText) characters", remedy: "write several checks")
    }
    var tokens: [CheckToken] = []
    while true {
      take { $0 == 0x20 || (0x09...0x0D).contains($0) }
      let start = position
      let kind = try next()
      tokens.append(CheckToken(kind: kind, range: SourceRange(offset: start, length: position - start)))
      if kind == .end { return tokens }
    }
  }

  private mutating func next() throws(CheckProblem) -> CheckToken.Kind {
    guard let byte = peek() else { return .end }
    if Self.isNameStart(byte) { return .word(word()) }
    let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    if Self.isDigit(byte) || (isSign && peek(1).map(Self.isDigit) == true) { return number() }
    for (spelling, instead) in Self.foreignSpellings where bytes[position...].starts(with: spelling.utf8) {
      throw unexpected(spelling, "write `\(instead)`")
    }
    for (spelling, kind) in Self.symbols where bytes[position...].starts(with: spelling.utf8) {
      position += spelling.utf8.count
      return kind
    }
    let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
    throw unexpected(String(scalar), "write e.g. `lift(retention_7) > 2% @ 95%`")
  }

  private func unexpected(_ text: String, _ remedy: String) -> CheckProblem {
    CheckProblem(
      key: key, range: SourceRange(offset: position, length: text.utf8.count),
      what: "`\(text)` is not part of a check", remedy: remedy)
  }

  private static let symbols: [(String, CheckToken.Kind)] = [
    ("!=", .comparator(.notEqual)), ("<=", .comparator(.lessOrEqual)), (">=", .comparator(.greaterOrEqual)),
    ("<", .comparator(.less)), (">", .comparator(.greater)), ("=", .comparator(.equal)), ("(", .leftParenthesis),
    (")", .rightParenthesis), (",", .comma), ("%", .percent), ("@", .at),
  ]

  /// How others write our symbols.
  private static let foreignSpellings: [(String, String)] = [
    ("==", "="), ("=>", ">="), ("=<", "<="), ("<>", "!="), ("≥", ">="), ("≤", "<="), ("≠", "!="), ("−", "-"),
    ("–", "-"), ("[", "("), ("]", ")"), (";", ","), ("/", "per"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"),
    ("\u{A0}", " "), ("\u{202F}", " "),
  ]

  private mutating func word() -> String {
    let start = position
    while let byte = peek() {
      let joins = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      guard Self.isNamePart(byte) || (joins && peek(1).map(Self.isNameStart) == true) else { break }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func number() -> CheckToken.Kind {
    let start = position
    if !Self.isDigit(bytes[position]) { position += 1 }
    take { Self.isDigit($0) || $0 == UInt8(ascii: "_") }
    if peek() == UInt8(ascii: "."), peek(1).map(Self.isDigit) == true {
      position += 1
      take { Self.isDigit($0) || $0 == UInt8(ascii: "_") }
    }
    let digits = bytes[start..<position].filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "+") }
    return .number(String(decoding: digits, as: UTF8.self))
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  private mutating func take(while matches: (UInt8) -> Bool) {
    while let byte = peek(), matches(byte) { position += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
  private static func isNameStart(_ byte: UInt8) -> Bool {
    let lowered = byte | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowered) || byte == UInt8(ascii: "_")
  }
}
