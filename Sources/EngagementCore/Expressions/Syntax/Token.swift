import Primitives

/// The smallest part of an expression that means something.
struct Token: Sendable, Equatable {
  var kind: Kind
  var range: SourceRange

  enum Kind: Sendable, Equatable {
    /// A keyword, a name or a unit.
    case word(String)
    /// 0 to `Int32.max`; signs are tokens of their own.
    case integer(Int)
    case date(CivilDate)
    /// A text between double quotes, escapes resolved.
    case text(String)
    /// A text with wildcards that are not escaped.
    case pattern(TextPattern)
    case comparator(Comparator)
    case leftParenthesis, rightParenthesis, comma, plus, minus
    case end
  }
}
