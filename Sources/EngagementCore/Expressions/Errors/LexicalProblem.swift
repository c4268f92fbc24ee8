extension ExpressionError {
  /// What is wrong with the characters of a text.
  public enum LexicalProblem: Sendable, Equatable {
    /// The text has this many characters.
    case tooLong(Int)
    /// A character or sign that is not part of the language, and what serves instead of it.
    case unexpected(String, instead: String?)
    case unclosedText
    case unknownEscape
    case malformedNumber(String, instead: String?)
    case numberTooLarge(String)
    case malformedDate(String, instead: String?)
    case impossibleDate(String)

    var explanation: Explanation {
      switch self {
      case .tooLong(let count):
        Explanation(
          "the expression has \(count) characters, more than \(Expression.longestText)",
          "give names to its parts in `segments` and use the names here")
      case .unexpected(let text, let instead):
        Explanation("\(quoted(text)) is not part of the language", Self.remedy(for: text, instead: instead))
      case .unclosedText: Explanation("the text that starts here has no end", "close it with `\"` on the same line")
      case .unknownEscape:
        Explanation(
          "`\\` in a text must be followed by `\"`, `\\`, `*` or `?`", "write `\\\\` for a backslash")
      case .malformedNumber(let text, let instead):
        Explanation(
          "\(quoted(text)) is not a whole number",
          instead.map { "write \(quoted($0))" } ?? "write digits only, with an optional unit: `14`, `14 days`")
      case .numberTooLarge(let text):
        Explanation("\(quoted(text)) is too large", "write a number of at most \(Int32.max)")
      case .malformedDate(let text, let instead):
        Explanation("\(quoted(text)) is not a date", "write \(quoted(instead ?? "2016-02-01")), year-month-day")
      case .impossibleDate(let text):
        Explanation(
          "the calendar has no day \(quoted(text))", "correct the month or the day; the order is year-month-day")
      }
    }

    private static func remedy(for text: String, instead: String?) -> String {
      switch (text, instead) {
      case ("\u{A0}", _), ("\u{202F}", _): "replace the no-break space by an ordinary space"
      case (_, "\""): "put texts between double quotes, `\"...\"`"
      case (_, let instead?): "write \(quoted(instead))"
      case ("!", nil): "write `not` before a condition, or `!=` between values"
      case ("/", nil): "write dates as 2016-02-01"
      case ("%", nil): "write whole numbers; shares and percentages are not known here"
      case ("*", nil), ("?", nil): "write out each name; wildcards stand only in texts, as in `value(city) = \"Par*\"`"
      case (".", nil): "write names without dots and numbers without decimals"
      default: "names are made of a-z, A-Z, 0-9 and _; write other names between double quotes inside a function"
      }
    }
  }
}
