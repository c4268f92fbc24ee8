/// The words of the expression language.
public enum ExpressionVocabulary {
  /// Words that never name anything.
  public static let keywords = [
    "everyone", "nobody", "and", "or", "not", "in", "is", "undefined", "true", "false", "today",
  ]

  /// Facts that every device has, compared without a function; a scenario may add more.
  public static let facts = ["platform", "language"]

  /// Tags that every app has, beside those of its tag plan.
  public static let reservedTags = ["session", "install", "crash"]

  /// The extra whose values, the topics of the tag plan, are known.
  public static let topicExtra = "category"

  /// What conditions on the length of a session begin with.
  public static let length = "length"

  /// Returns whether a name has a meaning of its own in expressions, in any case, and so cannot name a segment.
  public static func isReserved(_ name: String) -> Bool {
    let lowered = name.lowercased()
    return keywords.contains(lowered) || facts.contains(lowered) || Function(rawValue: lowered) != nil
  }

  /// Returns whether a text can be written as a name without quotes: a letter or `_`, then letters, digits and `_`.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isNameStart(first) else { return false }
    return text.utf8.allSatisfy(isNamePart)
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
