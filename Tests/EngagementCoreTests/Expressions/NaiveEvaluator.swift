import EngagementCore
import Primitives

/// Evaluates a syntax tree on a full history by walking it: the definition that compiled predicates are held against.
struct NaiveEvaluator {
  var history: History
  /// Relative to the scenario's first day.
  var today: Int
  var context = Sample.context

  private enum Value: Equatable {
    case number(Int)
    case text(String)
  }

  func holds(_ expression: Expression) throws -> Bool {
    switch expression {
    case .constant(let constant): constant.value
    case .term(let operand): try term(operand.value)
    case .comparison(let operand, let comparator, let literal):
      compare(value(of: operand.value), comparator.value, value(of: literal.value, for: operand.value))
    case .membership(let operand, let isIn, let literals):
      literals.contains { value(of: operand.value) == value(of: $0.value, for: operand.value) } == isIn
    case .definedness(let operand, let isUndefined): (value(of: operand.value) == nil) == isUndefined
    case .not(let negated): try !holds(negated.value)
    case .all(let parts): try parts.allSatisfy { try holds($0) }
    case .any(let parts): try parts.contains { try holds($0) }
    }
  }

  private func term(_ operand: Operand) throws -> Bool {
    switch operand {
    case .name(let name):
      if let segment = context.segments.first(where: { $0.name == name }) {
        return try holds(try Expression.parse(segment.expression))
      }
      return history.appInfo[name] == .boolean(true)
    case .platform, .language: return false
    case .call(let call):
      if call.function == .value { return history.appInfo[call.name.value] == .boolean(true) }
      return compare(value(of: operand), .greaterOrEqual, .number(1))
    }
  }

  private func compare(_ a: Value?, _ comparator: Comparator, _ b: Value?) -> Bool {
    guard let a, let b else { return comparator == .notEqual }
    guard case (.number(let x), .number(let y)) = (a, b) else { return (a == b) == (comparator == .equal) }
    return switch comparator {
    case .equal: x == y
    case .notEqual: x != y
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    }
  }

  private func value(of operand: Operand) -> Value? {
    guard case .call(let call) = operand else {
      return .text(operand == .platform ? history.platform : history.language)
    }
    let name = call.name.value
    let topic = call.extras.first?.value.value
    let days = history.days(of: name, topic: topic, window: call.days?.value, today: today)
    switch call.function {
    case .count, .did: return .number(days.count)
    case .daysSince: return days.max().map { .number(today - $0) }
    case .first: return days.min().map { .number(context.start.dayNumber + $0) }
    case .last: return days.max().map { .number(context.start.dayNumber + $0) }
    case .received: return .number(history.received[name, default: 0])
    case .opened: return .number(history.opened[name, default: 0])
    case .value:
      switch history.appInfo[name] {
      case nil: return nil
      case .boolean(let flag): return .text(flag ? "true" : "false")
      case .integer(let number): return .number(number)
      case .string(let text): return .text(text)
      case .date(let date): return .number(date.dayNumber)
      }
    }
  }

  private func value(of literal: Literal, for operand: Operand) -> Value? {
    switch literal {
    case .integer(let number), .days(let number): .number(number)
    case .text(let text), .name(let text): .text(text)
    case .boolean(let flag): .text(flag ? "true" : "false")
    case .date(let date): .number(date.dayNumber)
    case .today(let offset): .number(context.start.dayNumber + today + offset)
    }
  }
}
