import Primitives

/// Splits the text of an expression into tokens.
struct Lexer {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Returns all tokens, the last of which is `end`.
  ///
  /// - Throws: `ExpressionError` for a text that is too long or holds what no token starts with.
  mutating func tokens() throws(ExpressionError) -> [Token] {
    // A scalar has at most four bytes: beyond that the length need not be counted.
    let length = bytes.count <= 4 * Expression.longestText ? bytes.count { $0 & 0xC0 != 0x80 } : bytes.count
    if length > Expression.longestText {
      throw ExpressionError(.lexical(.tooLong(length)), at: SourceRange(offset: 0, length: bytes.count))
    }
    var tokens: [Token] = []
    while true {
      skipSpace()
      let start = position
      let kind = try next()
      tokens.append(Token(kind: kind, range: SourceRange(offset: start, length: position - start)))
      if kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionError) -> Token.Kind {
    guard let byte = peek() else { return .end }
    if ExpressionVocabulary.isNameStart(byte) { return .word(take(while: ExpressionVocabulary.isNamePart)) }
    if ExpressionVocabulary.isDigit(byte) { return try number() }
    if byte == UInt8(ascii: "\"") { return try text() }
    return try symbol()
  }

  private mutating func skipSpace() {
    _ = take { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  // MARK: Symbols

  private mutating func symbol() throws(ExpressionError) -> Token.Kind {
    // Foreign spellings first, because some of them begin like ours.
    for (spelling, instead) in Self.foreignSpellings where bytes[position...].starts(with: spelling.utf8) {
      throw unexpected(spelling, instead: instead)
    }
    for (spelling, kind) in Self.symbols where bytes[position...].starts(with: spelling.utf8) {
      position += spelling.utf8.count
      return kind
    }
    let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
    throw unexpected(String(scalar), instead: nil)
  }

  private func unexpected(_ text: String, instead: String?) -> ExpressionError {
    ExpressionError(
      .lexical(.unexpected(text, instead: instead)), at: SourceRange(offset: position, length: text.utf8.count))
  }

  private static let symbols: [(spelling: String, kind: Token.Kind)] = [
    ("!=", .comparator(.notEqual)), ("<=", .comparator(.lessOrEqual)), (">=", .comparator(.greaterOrEqual)),
    ("<", .comparator(.less)), (">", .comparator(.greater)), ("=", .comparator(.equal)),
    ("(", .leftParenthesis), (")", .rightParenthesis), (",", .comma), ("+", .plus), ("-", .minus),
  ]

  /// How other languages and word processors write our symbols.
  private static let foreignSpellings: [(spelling: String, instead: String)] = [
    ("!==", "!="), ("&&", "and"), ("&", "and"), ("||", "or"), ("|", "or"), ("==", "="), ("=>", ">="), ("=<", "<="),
    ("<>", "!="), ("≥", ">="), ("≤", "<="), ("≠", "!="), ("−", "-"), ("–", "-"), ("'", "\""), ("`", "\""), ("“", "\""),
    ("”", "\""), ("„", "\""), ("‘", "\""), ("’", "\""), ("«", "\""), ("»", "\""), ("[", "("), ("]", ")"), ("{", "("),
    ("}", ")"), (":", "="), (";", ","), ("\u{A0}", " "), ("\u{202F}", " "),
  ]

  // MARK: Numbers and dates

  private mutating func number() throws(ExpressionError) -> Token.Kind {
    let start = position
    let digits = take { ExpressionVocabulary.isDigit($0) || $0 == UInt8(ascii: "_") }
    if digits.utf8.count == 4, peek() == UInt8(ascii: "-"), peek(1).map(ExpressionVocabulary.isDigit) == true {
      let rest = take { ExpressionVocabulary.isDigit($0) || $0 == UInt8(ascii: "-") }
      return .date(try date(digits + rest, from: start))
    }
    let isDecimal = peek() == UInt8(ascii: ".")
    let tail = take { ExpressionVocabulary.isNamePart($0) || (isDecimal && $0 == UInt8(ascii: ".")) }
    let range = SourceRange(offset: start, length: position - start)
    guard tail.isEmpty, digits.utf8.last != UInt8(ascii: "_") else {
      throw ExpressionError(.lexical(.malformedNumber(digits + tail, instead: repaired(digits, tail))), at: range)
    }
    guard let value = Int(digits.filter { $0 != "_" }), value <= Int(Int32.max) else {
      throw ExpressionError(.lexical(.numberTooLarge(digits)), at: range)
    }
    return .integer(value)
  }

  /// Returns `14 days` for `14d` and the like.
  private func repaired(_ digits: String, _ tail: String) -> String? {
    switch tail.lowercased() {
    case "d", "day", "days": "\(digits) days"
    case "w", "week", "weeks": "\(digits) weeks"
    case "s", "sec": "\(digits) s"
    case "m", "min": "\(digits) min"
    case "h": "\(digits) h"
    default: nil
    }
  }

  private func date(_ text: String, from start: Int) throws(ExpressionError) -> CivilDate {
    if let date = CivilDate(text) { return date }
    let range = SourceRange(offset: start, length: position - start)
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard parts.count == 3 else { throw ExpressionError(.lexical(.malformedDate(text, instead: nil)), at: range) }
    guard let meant = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
      throw ExpressionError(.lexical(.impossibleDate(text)), at: range)
    }
    throw ExpressionError(.lexical(.malformedDate(text, instead: meant.description)), at: range)
  }

  // MARK: Texts

  private mutating func text() throws(ExpressionError) -> Token.Kind {
    let start = position
    var content: [UInt8] = []
    // What stands between wildcards, and the wildcard after it.
    var pieces: [(text: String, wildcard: TextPattern.Element)] = []
    position += 1
    while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      position += 1
      if byte == UInt8(ascii: "\"") { return Self.text(pieces, String(decoding: content, as: UTF8.self)) }
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") {
        let wildcard = byte == UInt8(ascii: "*") ? TextPattern.Element.anyText : .anyCharacter
        pieces.append((String(decoding: content, as: UTF8.self), wildcard))
        content = []
        continue
      }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard let escaped = peek() else { break }
      guard Self.escapable.contains(escaped) else {
        let range = SourceRange(offset: position - 1, length: escaped < 0x80 ? 2 : 1)
        throw ExpressionError(.lexical(.unknownEscape), at: range)
      }
      content.append(escaped)
      position += 1
    }
    throw ExpressionError(.lexical(.unclosedText), at: SourceRange(offset: start, length: 1))
  }

  /// Characters that mean themselves in a text only after a backslash.
  private static let escapable: [UInt8] = [
    UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "?"),
  ]

  private static func text(
    _ pieces: [(text: String, wildcard: TextPattern.Element)], _ rest: String
  ) -> Token.Kind {
    if pieces.isEmpty { return .text(rest) }
    let elements = pieces.flatMap { $0.text.map(TextPattern.Element.character) + [$0.wildcard] }
    return .pattern(TextPattern(elements: elements + rest.map(TextPattern.Element.character)))
  }

  // MARK: Reading

  private func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  private mutating func take(while matches: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = peek(), matches(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
