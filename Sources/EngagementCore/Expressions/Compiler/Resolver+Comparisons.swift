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
    case .name: return .never  // `type(of:comparedWith:)` has thrown.
    case .platform: return .compare(.platform, sign, try choice(literal, of: operand, in: context.platforms))
    case .language: return .compare(.language, sign, try choice(literal, of: operand, in: context.languages))
    case .call(let call):
      switch call.function {
      case .count, .received, .opened, .did:
        return try occurrences(call, sign, try number(literal, of: operand, type))
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
    case .name(let name): throw comparedName(name, with: nil, at: operand.range)
    case .platform, .language: throw error(.neverUndefined(operand: "\(operand.value)"), at: operand.range)
    case .call(let call):
      switch call.function {
      case .count, .did, .received, .opened:
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
    case .name(let name): throw comparedName(name, with: literal.value, at: operand.range)
    case .platform, .language: return .choice
    case .call(let call):
      switch call.function {
      case .count, .received, .opened: return .count
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
    let known = ExpressionVocabulary.facts + context.tagPlan.appInfo.map(\.name) + tagNames
    return error(.unknownName(name, nearest: nearestName(to: name, in: known)), at: range)
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

  private func choice(
    _ literal: Located<Literal>, of operand: Located<Operand>, in known: [String]
  ) throws(ExpressionError) -> Int {
    switch literal.value {
    case .text(let value), .name(let value):
      if let code = known.firstIndex(of: value) { return code }
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
      let test = Condition.test(Condition.Test(measure: measure, range: 0...0, text: text))
      return comparator == .notEqual ? test.negated : test
    case (.date, _): return try date(measure, comparator, literal, of: operand)
    default: throw mismatch(operand, type, literal)
    }
  }
}

extension ValueType {
  /// The type of an app-info.
  init(_ type: AppInfoType) {
    switch type {
    case .boolean: self = .boolean
    case .integer: self = .integer
    case .string: self = .text
    case .date: self = .date
    }
  }

  /// Returns a comparison of an operand of this type, for remedies.
  func example(for operand: String, choices: [String]) -> String {
    switch self {
    case .count, .integer: "a whole number, as in \(quoted("\(operand) >= 3"))"
    case .days: "a number of days, as in \(quoted("\(operand) >= 14 days"))"
    case .date: "a date, as in \(quoted("\(operand) >= 2016-02-01")) or \(quoted("\(operand) >= today - 7 days"))"
    case .boolean: "\(quoted(operand)) or \(quoted("not \(operand)"))"
    case .text: "a text between double quotes, as in \(quoted("\(operand) = \"...\""))"
    case .choice: "one of \(choices.prefix(8).map { quoted($0) }.joined(separator: ", "))"
    }
  }
}
