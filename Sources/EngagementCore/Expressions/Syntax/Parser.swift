/// Reads tokens into a tree by recursive descent.
///
/// Loosest first: `or`, `and`, `not`, comparison.
struct Parser {
  let source: [UInt8]
  let tokens: [Token]
  var position = 0
  private var nesting = 0

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - text: The source text, for quoting.
  ///   - tokens: Its tokens, the last of which is `end`.
  init(text: String, tokens: [Token]) {
    source = Array(text.utf8)
    self.tokens = tokens
  }

  /// Returns the tree of the whole text.
  mutating func parse() throws(ExpressionError) -> Expression {
    if current.kind == .end { throw error(.empty) }
    let expression = try alternative()
    switch current.kind {
    case .end: return expression
    case .rightParenthesis: throw error(.unopenedParenthesis)
    default: throw unexpectedAfterCondition()
    }
  }

  // MARK: Conditions

  private mutating func alternative() throws(ExpressionError) -> Expression {
    var parts = [try conjunction()]
    while take(word: "or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(ExpressionError) -> Expression {
    var parts = [try negation()]
    while take(word: "and") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(ExpressionError) -> Expression {
    let start = current
    guard take(word: "not") else { return try primary() }
    try enter(at: start)
    defer { nesting -= 1 }
    let negated = try negation()
    return .not(Located(negated, at: start.range.union(negated.range)))
  }

  private mutating func primary() throws(ExpressionError) -> Expression {
    let start = current
    switch start.kind {
    case .leftParenthesis: return try enclosed()
    case .word("everyone"), .word("nobody"):
      advance()
      return .constant(Located(start.kind == .word("everyone"), at: start.range))
    case .integer, .text, .pattern, .date, .minus, .word("today"): throw try valueFirst()
    case .word(let word) where ExpressionVocabulary.keywords.contains(word):
      throw error(.expectedCondition(found: word))
    case .word: return try comparison()
    default: throw error(.expectedCondition(found: found))
    }
  }

  private mutating func enclosed() throws(ExpressionError) -> Expression {
    let opening = current
    advance()
    try enter(at: opening)
    defer { nesting -= 1 }
    let inner = try alternative()
    switch current.kind {
    case .rightParenthesis: advance()
    case .end: throw error(.unclosedParenthesis, at: opening.range)
    default: throw unexpectedAfterCondition()
    }
    if case .comparator = current.kind { throw error(.comparedParenthesis) }
    return inner
  }

  private mutating func enter(at token: Token) throws(ExpressionError) {
    nesting += 1
    if nesting > Expression.deepestNesting { throw error(.nestedTooDeeply, at: token.range) }
  }

  // MARK: Comparisons

  private mutating func comparison() throws(ExpressionError) -> Expression {
    let operand = try operand()
    switch current.kind {
    case .comparator(let comparator):
      let sign = Located(comparator, at: current.range)
      advance()
      let value = try literal(after: comparator.rawValue, of: operand)
      if case .comparator = current.kind { throw error(.chainedComparison) }
      return .comparison(operand, sign, value)
    case .word("in"):
      advance()
      return .membership(operand, isIn: true, try literals(after: "in", of: operand))
    case .word("not") where following.kind == .word("in"):
      advance()
      advance()
      return .membership(operand, isIn: false, try literals(after: "not in", of: operand))
    case .word("is"): return try definedness(of: operand)
    default:
      if let example = operand.value.exampleOfComparison {
        throw error(.missingComparison(operand: quote(operand.range), example: example), at: operand.range)
      }
      return .term(operand)
    }
  }

  private mutating func definedness(of operand: Located<Operand>) throws(ExpressionError) -> Expression {
    advance()
    let isNegated = take(word: "not")
    let end = current.range
    guard take(word: "undefined") else { throw error(.expectedUndefined(found: found)) }
    return .definedness(Located(operand.value, at: operand.range.union(end)), isUndefined: !isNegated)
  }

  /// Returns the error for a comparison that starts with its value, with the comparison turned round where possible.
  private mutating func valueFirst() throws(ExpressionError) -> ExpressionError {
    let value = try literal(after: "", of: nil)
    var instead: String?
    if case .comparator(let comparator) = current.kind {
      advance()
      // Whatever is wrong on the right side is not what is to be reported here.
      if case .word(let word) = current.kind, !ExpressionVocabulary.keywords.contains(word),
        let operand = try? operand()
      {
        instead = "\(quote(operand.range)) \(comparator.mirrored) \(quote(value.range))"
      }
    }
    return error(.valueFirst(quote(value.range), instead: instead), at: value.range)
  }

  // MARK: Tokens

  var current: Token { tokens[position] }

  /// The text of the current token; nil at the end.
  var found: String? { current.kind == .end ? nil : quote(current.range) }

  /// The token after the current one.
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  mutating func advance() { position = min(position + 1, tokens.count - 1) }

  mutating func take(word: String) -> Bool {
    guard current.kind == .word(word) else { return false }
    advance()
    return true
  }

  func quote(_ range: SourceRange) -> String {
    String(decoding: source[range.offset..<min(range.end, source.count)], as: UTF8.self)
  }

  /// Returns an error at a range, the current token's by default.
  func error(_ problem: ExpressionError.SyntaxProblem, at range: SourceRange? = nil) -> ExpressionError {
    ExpressionError(.syntax(problem), at: range ?? current.range)
  }

  private func unexpectedAfterCondition() -> ExpressionError {
    if case .word(let word) = current.kind, let problem = Parser.miscased(word) { return error(problem) }
    return error(.expectedOperator(found: found ?? ""))
  }

  /// Returns the problem of a word that would be a keyword in lower case.
  static func miscased(_ word: String) -> ExpressionError.SyntaxProblem? {
    let lowered = word.lowercased()
    let isMiscased = word != lowered && ExpressionVocabulary.isReserved(lowered)
    return isMiscased ? .keywordCase(word) : nil
  }
}

extension Operand {
  /// A comparison to show when there is none although it needs one; nil for what may be a condition by itself.
  fileprivate var exampleOfComparison: String? {
    switch self {
    case .name: nil
    case .platform: "platform = ios"
    case .language: "language = \"en\""
    case .call(let call): call.function.mayStandAlone ? nil : call.function.example(description)
    }
  }
}
