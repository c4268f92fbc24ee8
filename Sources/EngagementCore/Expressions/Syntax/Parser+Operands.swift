import Primitives

/// Operands and the values that they are compared with.
extension Parser {
  /// Reads a name, a fact or a function; the current token is a word and no keyword.
  mutating func operand() throws(ExpressionError) -> Located<Operand> {
    let start = current
    guard case .word(let word) = start.kind else { throw error(.expectedCondition(found: found)) }
    if let problem = Parser.miscased(word) { throw error(problem) }
    advance()
    let function = Function(rawValue: word)
    if current.kind == .leftParenthesis {
      guard let function else {
        let nearest = nearestName(to: word, in: Function.allCases.map(\.rawValue))
        throw error(.unknownFunction(word, nearest: nearest), at: start.range)
      }
      return try call(function, at: start.range)
    }
    if let function { throw error(.missingArguments(function), at: start.range) }
    switch word {
    case "platform": return Located(.platform, at: start.range)
    case "language": return Located(.language, at: start.range)
    default: return Located(.name(word), at: start.range)
    }
  }

  private mutating func call(
    _ function: Function, at start: SourceRange
  ) throws(ExpressionError) -> Located<Operand> {
    let opening = current.range
    advance()
    var call = Operand.Call(function: function, name: try name(for: function, opening: opening))
    while current.kind == .comma {
      advance()
      if function == .answered {
        try answer(of: &call, opening: opening)
      } else {
        guard function.countsOccurrences else { throw error(.argumentNotAllowed(function)) }
        try argument(of: &call, opening: opening)
      }
    }
    let end = current
    switch end.kind {
    case .rightParenthesis: advance()
    case .end: throw error(.unclosedParenthesis, at: opening)
    case .comparator: throw error(.comparisonInside(function, name: quote(call.name.range)))
    default: throw error(.expectedArgument(function, found: found))
    }
    try checkArguments(of: call)
    return Located(.call(call), at: start.union(end.range))
  }

  private mutating func name(
    for function: Function, opening: SourceRange
  ) throws(ExpressionError) -> Located<String> {
    let token = current
    switch token.kind {
    case .word(let word) where !ExpressionVocabulary.keywords.contains(word), .text(let word):
      advance()
      return Located(word, at: token.range)
    case .pattern(let pattern):
      // Wildcards are for values: in a name each character stands for itself.
      advance()
      return Located(pattern.plain, at: token.range)
    case .end: throw error(.unclosedParenthesis, at: opening)
    default: throw error(.expectedName(function, found: found))
    }
  }

  // MARK: Values

  /// Reads a value.
  ///
  /// - Parameters:
  ///   - before: What stands before it, for messages.
  ///   - operand: What it is compared with, if that is known.
  mutating func literal(
    after before: String, of operand: Located<Operand>?
  ) throws(ExpressionError) -> Located<Literal> {
    let token = current
    let value: Literal
    advance()
    switch token.kind {
    case .integer(let number):
      if let days = try unit(of: number) { return Located(.days(days.value), at: token.range.union(days.range)) }
      value = .integer(number)
    case .minus:
      guard case .integer(let number) = current.kind else { throw error(.expectedValue(after: "-", found: found)) }
      let end = current.range
      advance()
      if let days = try unit(of: number) { return Located(.days(-days.value), at: token.range.union(days.range)) }
      return Located(.integer(-number), at: token.range.union(end))
    case .text(let text): value = .text(text)
    case .pattern(let pattern): value = .pattern(pattern)
    case .date(let date): value = .date(date)
    case .word("today"): return try today(at: token.range)
    case .word("true"): value = .boolean(true)
    case .word("false"): value = .boolean(false)
    case .word(let word): value = .name(try nameValue(word, token, after: before, of: operand))
    default:
      throw error(.expectedValue(after: before, found: token.kind == .end ? nil : quote(token.range)), at: token.range)
    }
    return Located(value, at: token.range)
  }

  private func nameValue(
    _ word: String, _ token: Token, after before: String, of operand: Located<Operand>?
  ) throws(ExpressionError) -> String {
    if word == "undefined", let operand {
      let problem = ExpressionError.SyntaxProblem.comparedWithUndefined(
        operand: quote(operand.range), isEqual: before != "!=")
      throw error(problem, at: token.range)
    }
    if ExpressionVocabulary.keywords.contains(word) {
      throw error(.expectedValue(after: before, found: word), at: token.range)
    }
    if current.kind == .leftParenthesis || ExpressionVocabulary.facts.contains(word) {
      throw error(.measureOnRight(word), at: token.range)
    }
    return word
  }

  private mutating func today(at start: SourceRange) throws(ExpressionError) -> Located<Literal> {
    let sign: Int
    switch current.kind {
    case .plus: sign = 1
    case .minus: sign = -1
    default: return Located(.today(offset: 0), at: start)
    }
    let before = quote(current.range)
    advance()
    let token = current
    guard case .integer(let number) = token.kind else { throw error(.expectedValue(after: before, found: found)) }
    advance()
    guard let days = try unit(of: number) else { throw error(.missingUnit(number), at: token.range) }
    return Located(.today(offset: sign * days.value), at: start.union(days.range))
  }

  /// Reads the values of a list between parentheses.
  mutating func literals(
    after before: String, of operand: Located<Operand>
  ) throws(ExpressionError) -> [Located<Literal>] {
    let opening = current
    guard opening.kind == .leftParenthesis else { throw error(.expectedValue(after: before, found: found)) }
    var values: [Located<Literal>] = []
    repeat {
      advance()
      values.append(try literal(after: before, of: operand))
    } while current.kind == .comma
    switch current.kind {
    case .rightParenthesis: advance()
    case .end: throw error(.unclosedParenthesis, at: opening.range)
    default: throw error(.expectedListEnd(found: quote(current.range)))
    }
    return values
  }

  /// Reads the unit after a number and returns the duration in days; nil when no word follows.
  mutating func unit(of number: Int) throws(ExpressionError) -> Located<Int>? {
    guard case .word(let word) = current.kind, !ExpressionVocabulary.keywords.contains(word) else { return nil }
    let range = current.range
    // `3 AND ...` is a matter of case, not of units.
    if let problem = Parser.miscased(word) { throw error(problem) }
    let days: Int
    switch word {
    case "day", "days": days = number
    case "week", "weeks": days = 7 * number
    default: throw error(.unknownUnit(word, number: number))
    }
    guard days <= Int(Int32.max) else {
      throw ExpressionError(.lexical(.numberTooLarge(String(number))), at: range)
    }
    advance()
    return Located(days, at: range)
  }
}
