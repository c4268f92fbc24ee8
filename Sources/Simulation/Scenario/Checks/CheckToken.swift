import EngagementCore

/// The smallest part of a check that means something.
struct CheckToken: Equatable {
  enum Kind: Equatable {
    /// A name, a word or a unit; `pressure.p95` and `caused-opt-out` are one.
    case word(String)
    /// Digits with sign, decimal point and exponent, without underscores.
    case number(String)
    case percent, at, leftParenthesis, rightParenthesis, comma
    case comparator(Comparator)
    case end
  }

  var kind: Kind
  var range: SourceRange
}
