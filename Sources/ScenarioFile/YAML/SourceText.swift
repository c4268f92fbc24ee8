/// The text of a scenario file, by line and column.
struct SourceText: Sendable {
  /// Name for messages.
  let name: String
  let lines: [[Unicode.Scalar]]
  /// Bytes of the text.
  let size: Int

  /// Splits a text at the line breaks that YAML knows.
  init(name: String, text: String) {
    self.name = name
    var lines: [[Unicode.Scalar]] = [[]]
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
      default: lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    self.lines = lines
    size = text.utf8.count
  }

  /// Returns a line as text, or an empty one.
  func line(_ number: Int) -> String {
    guard number >= 1, number <= lines.count else { return "" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: lines[number - 1])
    return String(text)
  }

  /// Returns the character at a position, or nil beyond the text.
  func scalar(at position: SourcePosition) -> Unicode.Scalar? {
    guard position.line >= 1, position.line <= lines.count else { return nil }
    let line = lines[position.line - 1]
    return position.column >= 1 && position.column <= line.count ? line[position.column - 1] : nil
  }

  /// Returns the positions of the characters of a scalar that starts at a position, or nil when they cannot be followed.
  ///
  /// Quotes and block markers before the text are skipped; a blank in the text matches any run of blanks and line breaks
  /// of the source. Escapes are not followed.
  func positions(of text: String, from start: SourcePosition) -> [SourcePosition]? {
    var walker = Walker(source: self, at: start)
    switch walker.current {
    case "\"", "'": walker.advance()
    case "|", ">": walker.skipLine()
    default: break
    }
    walker.skipBlanks()
    var positions: [SourcePosition] = []
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if Walker.isBlank(scalars[index]) {
        guard let current = walker.current, Walker.isBlank(current) else {
          // Trailing line breaks of a block may have no counterpart.
          guard scalars[index...].allSatisfy(Walker.isBlank) else { return nil }
          positions.append(walker.position)
          index += 1
          continue
        }
        let here = walker.position
        walker.skipBlanks()
        while index < scalars.count, Walker.isBlank(scalars[index]) {
          positions.append(here)
          index += 1
        }
      } else {
        guard walker.current == scalars[index] else { return nil }
        positions.append(walker.position)
        walker.advance()
        index += 1
      }
    }
    positions.append(walker.position)
    return positions
  }

  /// A reader that steps through the source.
  private struct Walker {
    let source: SourceText
    var position: SourcePosition

    init(source: SourceText, at position: SourcePosition) {
      self.source = source
      self.position = position
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }

    /// The character here; a line break at the end of a line; nil at the end of the text.
    var current: Unicode.Scalar? {
      if let scalar = source.scalar(at: position) { return scalar }
      return position.line < source.lines.count ? "\n" : nil
    }

    mutating func advance() {
      if source.scalar(at: position) != nil { position.column += 1 } else { skipLine() }
    }

    mutating func skipLine() {
      position = SourcePosition(line: position.line + 1, column: 1)
    }

    mutating func skipBlanks() {
      while let scalar = current, Walker.isBlank(scalar) { advance() }
    }
  }
}
