import Primitives

typealias ValueType = ExpressionError.ValueType

/// Operands that are compared with values.
extension Resolver {
  func comparison(
    _ operand: Located<Operand>, _ comparator: Located<Comparator>, _ literal: Located<Literal>
  ) throws(ExpressionError) -> Condition {
    let sign = comparator.value
    let type = try type(of: operand, comparedWith: literal)
    if sign.needsOrder, type == .boolean || type == .text || type == .choice {
      throw error(.noOrder(operand: "\(operand.value)", type: type), at: comparator.range)
    }
    switch operand.value {
    case .name(let name): return try choice(.fact(name), sign, literal, of: operand, in: facts[name] ?? [])
    case .platform: return try choice(.platform, sign, literal, of: operand, in: context.platforms)
    case .language: return try choice(.language, sign, literal, of: operand, in: context.languages)
    case .call(let call):
      switch call.function {
      case .count, .did: return try occurrences(call, sign, try number(literal, of: operand, type))
      case .received, .opened, .displayed, .dismissed, .acted, .answered:
        return try feedback(call, sign, try number(literal, of: operand, type))
      case .daysSince:
        // so many days since the last time: the last day, relative to today, is so many days ago
        let days = try number(literal, of: operand, type)
        return .compare(try day(call), sign.mirrored, -days, isRelative: true)
      case .first, .last: return try date(try day(call), sign, literal, of: operand)
      case .value: return try value(call.name.value, type, sign, literal, of: operand)
      }
    }
  }

  func membership(
    _ operand: Located<Operand>, _ literals: [Located<Literal>]
  ) throws(ExpressionError) -> Condition {
    var conditions: [Condition] = []
    if case .call(let call) = operand.value, let unit = call.unit {
      throw error(.listOfUnit(unit.value), at: unit.range)
    }
    for literal in literals {
      if try type(of: operand, comparedWith: literal) == .boolean {
        throw error(.listOfTruthValues(operand: "\(operand.value)"), at: operand.range)
      }
      conditions.append(try comparison(operand, Located(.equal, at: operand.range), literal))
    }
    return .any(conditions)
  }

  func undefinedness(_ operand: Located<Operand>) throws(ExpressionError) -> Condition {
    switch operand.value {
    case .name(let name):
      guard facts[name] != nil else { throw comparedName(name, with: nil, at: operand.range) }
      return .undefined(.fact(name))
    case .platform, .language: throw error(.neverUndefined(operand: "\(operand.value)"), at: operand.range)
    case .call(let call):
      switch call.function {
      case .count, .did, .received, .opened, .displayed, .dismissed, .acted, .answered:
        throw error(.neverUndefined(operand: "\(operand.value)"), at: operand.range)
      case .first, .last, .daysSince: return .undefined(try day(call))
      case .value:
        _ = try appInfoType(call.name)
        return .undefined(.appInfo(call.name.value))
      }
    }
  }

  // MARK: Types

  private func type(
    of operand: Located<Operand>, comparedWith literal: Located<Literal>
  ) throws(ExpressionError) -> ValueType {
    switch operand.value {
    case .name(let name) where facts[name] == nil:
      throw comparedName(name, with: literal.value, at: operand.range)
    case .name, .platform, .language: return .choice
    case .call(let call):
      switch call.function {
      case .count, .received, .opened, .displayed, .dismissed, .acted, .answered: return .count
      case .did:
        var counted = call
        counted.function = .count
        throw error(
          .comparedCondition("\(call)", instead: "`\(call)` alone, or compare `\(counted)`"), at: operand.range)
      case .daysSince: return .days
      case .first, .last: return .date
      case .value: return ValueType(try appInfoType(call.name))
      }
    }
  }

  private func comparedName(_ name: String, with literal: Literal?, at range: SourceRange) -> ExpressionError {
    if appInfo[name] != nil {
      return error(.comparedName(name, kind: "an app-info", instead: "`value(\(name))`"), at: range)
    }
    if segments[name] != nil {
      let instead = "`\(name)` or `not \(name)`"
      return error(.comparedName(name, kind: "a segment", instead: instead), at: range)
    }
    if tags[name] != nil || ExpressionVocabulary.reservedTags.contains(name) {
      let function =
        switch literal {
        case .days: "days_since"
        case .date, .today: "last"
        default: "count"
        }
      return error(.comparedName(name, kind: tagKind(name), instead: "`\(function)(\(name))`"), at: range)
    }
    if context.campaigns.contains(name) {
      let instead = "`received(\(name))` or `opened(\(name))`"
      return error(.comparedName(name, kind: "a campaign", instead: instead), at: range)
    }
    let known = ExpressionVocabulary.facts + context.facts.map(\.name) + context.tagPlan.appInfo.map(\.name) + tagNames
    return error(.unknownOperand(name, nearest: nearestName(to: name, in: known)), at: range)
  }

  func mismatch(
    _ operand: Located<Operand>, _ type: ValueType, _ literal: Located<Literal>, choices: [String] = []
  ) -> ExpressionError {
    error(
      .typeMismatch(
        operand: "\(operand.value)", type: type,
        found: "\(literal.value.kind) \(quoted("\(literal.value)"))",
        example: type.example(for: "\(operand.value)", choices: choices)),
      at: literal.range)
  }

  // MARK: Values

  /// Returns a number of times or of days.
  private func number(
    _ literal: Located<Literal>, of operand: Located<Operand>, _ type: ValueType
  ) throws(ExpressionError) -> Int {
    let number: Int
    switch (literal.value, type) {
    case (.integer(let value), _), (.days(let value), .days): number = value
    default: throw mismatch(operand, type, literal)
    }
    guard number >= 0 else {
      throw error(.negativeCount(operand: "\(operand.value)", found: "\(literal.value)"), at: literal.range)
    }
    return number
  }

  private func date(
    _ measure: Measure, _ comparator: Comparator, _ literal: Located<Literal>, of operand: Located<Operand>
  ) throws(ExpressionError) -> Condition {
    switch literal.value {
    case .date(let date): return .compare(measure, comparator, date.dayNumber - context.start.dayNumber)
    case .today(let offset): return .compare(measure, comparator, offset, isRelative: true)
    default: throw mismatch(operand, .date, literal)
    }
  }

  /// Returns the condition on a fact whose values are a closed list.
  private func choice(
    _ measure: Measure, _ comparator: Comparator, _ literal: Located<Literal>, of operand: Located<Operand>,
    in known: [String]
  ) throws(ExpressionError) -> Condition {
    switch literal.value {
    case .pattern(let pattern):
      let codes = known.indices.filter { pattern.matches(known[$0]) }
      if codes.isEmpty {
        throw error(
          .unknownChoice(pattern.plain, of: "\(operand.value)", nearest: nil, known: known), at: literal.range)
      }
      let matched = Condition.any(codes.map { .compare(measure, .equal, $0) })
      return comparator == .notEqual ? matched.negated : matched
    case .text(let value), .name(let value):
      if let code = known.firstIndex(of: value) { return .compare(measure, comparator, code) }
      let nearest = nearestName(to: value, in: known)
      throw error(.unknownChoice(value, of: "\(operand.value)", nearest: nearest, known: known), at: literal.range)
    default: throw mismatch(operand, .choice, literal, choices: known)
    }
  }

  private func value(
    _ name: String, _ type: ValueType, _ comparator: Comparator, _ literal: Located<Literal>,
    of operand: Located<Operand>
  ) throws(ExpressionError) -> Condition {
    let measure = Measure.appInfo(name)
    switch (type, literal.value) {
    case (.boolean, .boolean(let value)): return .compare(measure, comparator, value ? 1 : 0)
    case (.integer, .integer(let value)): return .compare(measure, comparator, value)
    case (.text, .text(let text)):
      let test = Condition.text(text, of: name)
      return comparator == .notEqual ? test.negated : test
    case (.text, .pattern(let pattern)):
      let test = matches(pattern, name)
      return comparator == .notEqual ? test.negated : test
    case (.date, _): return try date(measure, comparator, literal, of: operand)
    default: throw mismatch(operand, type, literal)
    }
  }

  /// Returns the condition that the text of an app-info matches a pattern: that it is one of the known texts that do.
  private func matches(_ pattern: TextPattern, _ appInfo: String) -> Condition {
    if pattern.matchesAll { return Condition.undefined(.appInfo(appInfo)).negated }
    var seen: Set<String> = []
    let texts = (context.texts[appInfo] ?? []).filter { pattern.matches($0) && seen.insert($0).inserted }
    return .any(texts.map { .text($0, of: appInfo) })
  }
}
