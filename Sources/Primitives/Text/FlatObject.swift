/// Finds the members of a flat JSON object (RFC 8259) in a line, without copying what needs no unescaping.
package struct FlatObject {
  /// A member that was found.
  package struct Member {
    package let key: Text
    /// Nil for `null`.
    package let value: Text?
  }

  /// A piece of the line, or of the texts that were unescaped.
  package struct Text: Sendable {
    package let start: Int
    package let count: Int
    /// Whether it stands among the texts that were unescaped.
    package let isUnescaped: Bool
  }

  /// Why a line is not a flat object.
  package enum Problem: Error {
    case notAnObject
    /// The value of this key is an object or a list.
    case nested(Text)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  /// Reads the members of a line.
  ///
  /// - Parameters:
  ///   - scratch: receives the texts that are written with escapes.
  ///   - members: receives the members, in order.
  /// - Throws: ``Problem``.
  package static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8], members: inout [Member]
  ) throws(Problem) {
    scratch.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    var reader = FlatObject(bytes)
    try reader.expect(UInt8(ascii: "{"))
    if reader.skip(UInt8(ascii: "}")) { return try reader.end() }
    repeat {
      let key = try reader.string(&scratch)
      try reader.expect(UInt8(ascii: ":"))
      members.append(Member(key: key, value: try reader.value(of: key, &scratch)))
    } while reader.skip(UInt8(ascii: ","))
    try reader.expect(UInt8(ascii: "}"))
    try reader.end()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place] == 32 || (9...13).contains(bytes[place]) { place += 1 }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(Problem) {
    guard skip(byte) else { throw .notAnObject }
  }

  private mutating func end() throws(Problem) {
    skipSpace()
    guard place == bytes.count else { throw .notAnObject }
  }

  private mutating func value(of key: Text, _ scratch: inout [UInt8]) throws(Problem) -> Text? {
    skipSpace()
    guard place < bytes.count else { throw .notAnObject }
    switch bytes[place] {
    case UInt8(ascii: "\""): return try string(&scratch)
    case UInt8(ascii: "{"), UInt8(ascii: "["): throw .nested(key)
    default: return try word()
    }
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() throws(Problem) -> Text? {
    let start = place
    while place < bytes.count, bytes[place] > 32, bytes[place] != UInt8(ascii: ","), bytes[place] != UInt8(ascii: "}") {
      place += 1
    }
    let word = UnsafeBufferPointer(rebasing: bytes[start..<place])
    let text = Text(start: start, count: word.count, isUnescaped: false)
    if word.elementsEqual("null".utf8) { return nil }
    if word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) { return text }
    guard Self.isNumber(word) else { throw .notAnObject }
    return text
  }

  /// Whether a text is a number: digits without leading zeros, perhaps with a sign, a fraction and an exponent.
  private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = text[...]
    func digits() -> Int {
      let count = rest.prefix { $0 &- 48 < 10 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let hasZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !hasZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func string(_ scratch: inout [UInt8]) throws(Problem) -> Text {
    try expect(UInt8(ascii: "\""))
    let start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        place += 1
        return Text(start: start, count: place - 1 - start, isUnescaped: false)
      }
      if byte == UInt8(ascii: "\\") { return try unescaped(from: start, &scratch) }
      guard byte >= 32 else { throw .notAnObject }
      place += 1
    }
    throw .notAnObject
  }

  /// Reads on behind the first escape of a string.
  private mutating func unescaped(from start: Int, _ scratch: inout [UInt8]) throws(Problem) -> Text {
    let first = scratch.count
    scratch.append(contentsOf: bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") { return Text(start: first, count: scratch.count - first, isUnescaped: true) }
      guard byte >= 32 else { throw .notAnObject }
      if byte == UInt8(ascii: "\\") { try escape(&scratch) } else { scratch.append(byte) }
    }
    throw .notAnObject
  }

  private mutating func escape(_ scratch: inout [UInt8]) throws(Problem) {
    guard place < bytes.count else { throw .notAnObject }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
    case UInt8(ascii: "b"): scratch.append(8)
    case UInt8(ascii: "f"): scratch.append(12)
    case UInt8(ascii: "n"): scratch.append(10)
    case UInt8(ascii: "r"): scratch.append(13)
    case UInt8(ascii: "t"): scratch.append(9)
    case UInt8(ascii: "u"): scratch.append(contentsOf: String(try scalar()).utf8)
    default: throw .notAnObject
    }
  }

  /// The character of `\uXXXX`, or of a surrogate pair of two.
  private mutating func scalar() throws(Problem) -> Character {
    let high = try hex()
    if let scalar = UnicodeScalar(high) { return Character(scalar) }
    guard high < 0xDC00, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u")
    else { throw .notAnObject }
    place += 2
    let low = try hex()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw .notAnObject }
    return Character(scalar)
  }

  private mutating func hex() throws(Problem) -> UInt32 {
    guard place + 4 <= bytes.count else { throw .notAnObject }
    var value: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70, 97...102: value = value << 4 | UInt32((byte | 0x20) - 87)
      default: throw .notAnObject
      }
    }
    place += 4
    return value
  }
}
