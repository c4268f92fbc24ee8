/// Checks on the bytes of a file before anything parses them.
enum RawText {
  /// Returns the text of a file, or says why it is none.
  static func text(of bytes: [UInt8]) throws(YAMLReader.Failure) -> String {
    try checkSize(bytes.count)
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw failure("bad-encoding", .start, "the file is written in UTF-16", "save it as UTF-8")
    }
    var text = String.UnicodeScalarView()
    text.reserveCapacity(bytes.count)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var place = SourcePosition.start
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput: return String(text)
      case .error:
        throw failure("bad-encoding", place, "a byte that is not UTF-8", "save the file as UTF-8")
      case .scalarValue(let scalar):
        text.append(scalar)
        if scalar == "\n" { place = SourcePosition(line: place.line + 1, column: 1) } else { place.column += 1 }
      }
    }
  }

  /// Removes a byte order mark and refuses what no editor shows and deep brackets.
  static func check(_ text: String) throws(YAMLReader.Failure) -> String {
    try checkSize(text.utf8.count)
    let scalars = text.unicodeScalars
    let body = scalars.first == "\u{FEFF}" ? Substring.UnicodeScalarView(scalars.dropFirst()) : scalars[...]
    var place = SourcePosition.start
    var nesting = BracketDepth()
    for scalar in body {
      if isForbidden(scalar) {
        throw failure(
          "control-character", place, "the control character U+\(hex(scalar))", "remove it; the file may be damaged")
      }
      if nesting.read(scalar) > YAMLReader.Limit.depth {
        throw failure(
          "too-deep", place, "brackets nested more than \(YAMLReader.Limit.depth) deep",
          "a scenario needs no more than ten levels; check the brackets")
      }
      if scalar == "\n" { place = SourcePosition(line: place.line + 1, column: 1) } else { place.column += 1 }
    }
    return String(body)
  }

  private static func checkSize(_ count: Int) throws(YAMLReader.Failure) {
    guard count <= YAMLReader.Limit.bytes else {
      throw failure(
        "too-large", .start, "the file has \(count) bytes, more than \(YAMLReader.Limit.bytes)",
        "a scenario has a few thousand; check that this is one")
    }
  }

  /// Characters outside the printable set of YAML 1.2 (section 5.1), https://yaml.org/spec/1.2.2/#51-character-set.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      scalar.value == 0xFEFF
    default: true
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func failure(
    _ code: String, _ position: SourcePosition, _ what: String, _ remedy: String
  ) -> YAMLReader.Failure {
    YAMLReader.Failure(code: code, position: position, what: what, remedy: remedy)
  }
}

extension SourcePosition {
  static let start = SourcePosition(line: 1, column: 1)
}

/// Follows the nesting of `[` and `{` in a text, leaving out comments and quoted texts.
///
/// A forgery can only make it see less than there is (libyaml then stops at 1,000 levels, which is safe); honest files are
/// told exactly.
struct BracketDepth {
  private var depth = 0
  private var quote: Unicode.Scalar?
  private var comment = false
  private var previous: Unicode.Scalar = "\n"

  /// Takes the next character and returns the depth after it.
  mutating func read(_ scalar: Unicode.Scalar) -> Int {
    defer { previous = scalar }
    if scalar == "\n" {
      comment = false
      return depth
    }
    if comment { return depth }
    if let open = quote {
      if scalar == open, !(open == "\"" && previous == "\\") { quote = nil }
      return depth
    }
    switch scalar {
    case "#" where previous == " " || previous == "\n": comment = true
    // Quotes open a text only where a value can begin; elsewhere they are apostrophes.
    case "\"" where startsValue, "'" where startsValue: quote = scalar
    case "[", "{": depth += 1
    case "]", "}": depth = max(0, depth - 1)
    default: break
    }
    return depth
  }

  private var startsValue: Bool { " \n[{,:".unicodeScalars.contains(previous) }
}
