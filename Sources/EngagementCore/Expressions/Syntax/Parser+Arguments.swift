/// What stands in a call after the name.
extension Parser {
  /// Reads a condition on an extra or a length, a window, or a unit.
  mutating func argument(of call: inout Operand.Call, opening: SourceRange) throws(ExpressionError) {
    let token = current
    switch token.kind {
    case .integer(let number): try window(number, of: &call)
    case .word(let word) where Parser.beginsUnit(word) && !following.kind.isComparator: try unit(of: &call)
    case .word(ExpressionVocabulary.length) where call.isAboutSessions || following.kind.isOrder:
      try length(of: &call, opening: opening)
    case .word(let word) where !ExpressionVocabulary.keywords.contains(word), .text(let word):
      advance()
      let value = try extraValue(of: word)
      guard !call.extras.contains(where: { $0.extra.value == word }) else {
        throw error(.repeatedArgument("the extra \(quoted(word))"), at: token.range)
      }
      call.extras.append(Operand.ExtraCondition(extra: Located(word, at: token.range), value: value))
    case .end: throw error(.unclosedParenthesis, at: opening)
    default: throw error(.expectedArgument(call.function, found: found))
    }
  }

  /// Reads the answer of a poll.
  mutating func answer(of call: inout Operand.Call, opening: SourceRange) throws(ExpressionError) {
    let token = current
    guard let answer = textOrName else {
      if token.kind == .end { throw error(.unclosedParenthesis, at: opening) }
      throw error(.expectedAnswer(found: found))
    }
    advance()
    guard call.answer == nil else { throw error(.repeatedArgument("the answer"), at: token.range) }
    call.answer = Located(answer, at: token.range)
  }

  /// Checks what the arguments of a complete call must be together.
  func checkArguments(of call: Operand.Call) throws(ExpressionError) {
    if let last = call.lengths.last, call.lengthRange == nil {
      let whole = call.lengths.map(\.range).reduce(last.range) { $0.union($1) }
      throw error(.noSuchLength(call.lengths.map { "\($0.value)" }), at: whole)
    }
    guard let unit = call.unit else { return }
    guard let days = call.days else {
      throw error(
        .unitNeedsWindow(unit.value, call: "\(call.function.rawValue)(\(quote(call.name.range))"), at: unit.range)
    }
    if days.value < unit.value.blockDays { throw error(.windowBelowWeek(days.value), at: days.range) }
  }

  // MARK: Windows and units

  private mutating func window(_ number: Int, of call: inout Operand.Call) throws(ExpressionError) {
    let start = current.range
    advance()
    guard let days = try unit(of: number) else { throw error(.missingUnit(number), at: start) }
    let range = start.union(days.range)
    guard (1...Expression.longestWindow).contains(days.value) else {
      throw error(.windowOutOfRange(days.value), at: range)
    }
    guard call.days == nil else { throw error(.repeatedArgument("the window"), at: range) }
    call.days = Located(days.value, at: range)
  }

  /// Whether a word begins a unit, in our words or in others that mean the same.
  private static func beginsUnit(_ word: String) -> Bool { ["each", "any", "every", "per"].contains(word) }

  private mutating func unit(of call: inout Operand.Call) throws(ExpressionError) {
    let start = current
    advance()
    guard case .word(let period) = current.kind else {
      throw error(.unknownOccurrenceUnit(quote(start.range), instead: nil), at: start.range)
    }
    let range = start.range.union(current.range)
    let written = quote(range)
    advance()
    let quantifier = start.kind == .word("any") ? "any" : "each"
    let singular = period.lowercased().hasSuffix("s") ? String(period.lowercased().dropLast()) : period.lowercased()
    let meant = OccurrenceUnit(rawValue: "\(quantifier) \(singular)")
    guard let meant, start.kind == .word(quantifier), period == singular else {
      throw error(.unknownOccurrenceUnit(written, instead: meant), at: range)
    }
    guard call.unit == nil else { throw error(.repeatedArgument("the unit"), at: range) }
    call.unit = Located(meant, at: range)
  }

  // MARK: Extras and lengths

  private mutating func extraValue(of extra: String) throws(ExpressionError) -> Located<String> {
    guard current.kind == .comparator(.equal) else { throw error(.extraNeedsEquals(extra)) }
    advance()
    let token = current
    guard let value = textOrName else { throw error(.extraNeedsText(extra: extra, found: found)) }
    advance()
    return Located(value, at: token.range)
  }

  /// The current token as a text or a word that is no keyword; wildcards stand for themselves.
  private var textOrName: String? {
    switch current.kind {
    case .text(let text): text
    case .pattern(let pattern): pattern.plain
    case .word(let word): ExpressionVocabulary.keywords.contains(word) ? nil : word
    default: nil
    }
  }

  private mutating func length(of call: inout Operand.Call, opening: SourceRange) throws(ExpressionError) {
    let start = current.range
    guard call.isAboutSessions else { throw error(.lengthOfTag(call.name.value)) }
    advance()
    guard case .comparator(let comparator) = current.kind, comparator.needsOrder else {
      if current.kind == .end { throw error(.unclosedParenthesis, at: opening) }
      throw error(.lengthNeedsOrder(found: found))
    }
    advance()
    guard case .integer(let number) = current.kind else {
      if current.kind == .end { throw error(.unclosedParenthesis, at: opening) }
      throw error(.lengthNeedsNumber(after: "length \(comparator)", found: found))
    }
    let digits = current.range
    advance()
    guard case .word(let unit) = current.kind else { throw error(.missingLengthUnit(number), at: digits) }
    guard let scale = Parser.seconds(in: unit) else { throw error(.unknownLengthUnit(unit, number: number)) }
    let range = start.union(current.range)
    advance()
    let condition = LengthCondition(comparator, seconds: number * scale)
    if call.lengths.contains(where: { $0.value.isLowerBound == condition.isLowerBound }) {
      throw error(.repeatedArgument(condition.isLowerBound ? "the least length" : "the greatest length"), at: range)
    }
    call.lengths.append(Located(condition, at: range))
  }

  private static func seconds(in unit: String) -> Int? {
    switch unit {
    case "s", "second", "seconds": 1
    case "min", "minute", "minutes": 60
    case "h", "hour", "hours": 3600
    default: nil
    }
  }
}

extension Operand.Call {
  /// Whether it counts sessions, the only thing whose length can be tested.
  fileprivate var isAboutSessions: Bool { name.value == "session" }

  /// The lengths in seconds that satisfy all conditions; nil when there are none.
  var lengthRange: ClosedRange<Int32>? {
    var (low, high) = (0, Int(Int32.max))
    for length in lengths {
      switch length.value.comparator {
      case .greaterOrEqual: low = max(low, length.value.seconds)
      case .greater: low = max(low, length.value.seconds + 1)
      case .lessOrEqual: high = min(high, length.value.seconds)
      case .less: high = min(high, length.value.seconds - 1)
      case .equal, .notEqual: break
      }
    }
    return low <= high ? Int32(low)...Int32(high) : nil
  }
}

extension Token.Kind {
  fileprivate var isComparator: Bool {
    if case .comparator = self { true } else { false }
  }

  fileprivate var isOrder: Bool {
    if case .comparator(let comparator) = self { comparator.needsOrder } else { false }
  }
}
