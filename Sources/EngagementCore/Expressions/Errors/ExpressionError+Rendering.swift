extension ExpressionError {
  /// Returns the line that is wrong, a caret under the fault, and what to do about it.
  ///
  /// A line that is too long for a screen is cut around the fault.
  ///
  /// - Parameter text: The source text of the expression.
  public func rendered(_ text: String) -> String {
    Self.rendered(text, range, "\(message); \(remedy)")
  }

  static func rendered(_ text: String, _ range: SourceRange, _ explanation: String) -> String {
    let bytes = Array(text.utf8)
    let newline = UInt8(ascii: "\n")
    let offset = min(max(range.offset, 0), bytes.count)
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    let fault = min(max(offset + range.length, offset), end)

    var before = Self.printable(String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars)
    let marked = Self.printable(String(decoding: bytes[offset..<fault], as: UTF8.self).unicodeScalars)
    var after = Self.printable(String(decoding: bytes[fault..<end], as: UTF8.self).unicodeScalars)
    let shown = Self.shortened(marked, keeping: 60)
    if before.count > 60 { before = "..." + before.suffix(57) }
    after = Self.shortened(after, keeping: 40)

    let indent = String(repeating: " ", count: before.count)
    let underline = "^" + String(repeating: "~", count: max(0, shown.count - 1))
    return "\(before)\(shown)\(after)\n\(indent)\(underline) \(explanation)"
  }

  /// Returns scalars as text in which each takes a column: nothing that could move the cursor of a terminal.
  static func printable(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in scalars {
      let isControl: Bool
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        isControl = true
      default: isControl = false
      }
      result.unicodeScalars.append(isControl ? (scalar == "\t" ? " " : "\u{FFFD}") : scalar)
    }
    return result
  }

  private static func shortened(_ text: String, keeping limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 3) + "..." : text
  }
}
