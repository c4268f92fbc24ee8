/// The syntax tree of an expression.
///
/// ```swift
/// let expression = try Expression.parse("not (sport_fans or count(video, 2 weeks) > 3)")
/// expression.description  // "not (sport_fans or count(video, 14 days) > 3)"
/// ```
///
/// Two trees are equal when they say the same in the same structure, wherever it stands in the text. Chains of `and` and
/// of `or` are one node, so that their length does not nest.
public indirect enum Expression: Sendable, Equatable {
  /// `everyone` (true) or `nobody`.
  case constant(Located<Bool>)
  /// An operand that is a condition by itself.
  case term(Located<Operand>)
  case comparison(Located<Operand>, Located<Comparator>, Located<Literal>)
  /// `in (...)`, or `not in (...)`.
  case membership(Located<Operand>, isIn: Bool, [Located<Literal>])
  /// `is undefined`, or `is not undefined`.
  case definedness(Located<Operand>, isUndefined: Bool)
  case not(Located<Expression>)
  /// At least two conditions joined by `and`.
  case all([Expression])
  /// At least two conditions joined by `or`.
  case any([Expression])

  /// Greatest number of characters in a text.
  public static let longestText = 10_000
  /// Greatest number of `not` and `(` around a condition.
  public static let deepestNesting = 64
  /// Greatest number of days in a window.
  public static let longestWindow = 3_650

  /// Parses the text of an expression, without asking whether its names exist.
  ///
  /// - Throws: `ExpressionError` for the first problem.
  public static func parse(_ text: String) throws(ExpressionError) -> Expression {
    var lexer = Lexer(text)
    var parser = Parser(text: text, tokens: try lexer.tokens())
    return try parser.parse()
  }

  /// Where it stands in the text.
  public var range: SourceRange {
    switch self {
    case .constant(let constant): constant.range
    case .term(let operand): operand.range
    case .comparison(let operand, _, let literal): operand.range.union(literal.range)
    case .membership(let operand, _, let literals):
      literals.last.map { operand.range.union($0.range) } ?? operand.range
    case .definedness(let operand, _): operand.range
    case .not(let negated): negated.range
    case .all(let parts), .any(let parts):
      parts.dropFirst().reduce(parts.first?.range ?? SourceRange(offset: 0, length: 0)) { $0.union($1.range) }
    }
  }
}
