import Primitives

/// A value that a measure is compared with.
public enum Literal: Sendable, Equatable {
  case integer(Int)
  /// A duration; weeks are written as days.
  case days(Int)
  /// A text between quotes.
  case text(String)
  /// A text between quotes with wildcards.
  case pattern(TextPattern)
  /// A word without quotes: one of a closed list, such as a platform.
  case name(String)
  case boolean(Bool)
  case date(CivilDate)
  /// So many days after the user's current day, negative for before.
  case today(offset: Int)

  /// What it is, in words.
  var kind: String {
    switch self {
    case .integer: "the number"
    case .days: "the duration"
    case .text, .pattern: "the text"
    case .name: "the name"
    case .boolean: "the truth value"
    case .date, .today: "the date"
    }
  }
}
