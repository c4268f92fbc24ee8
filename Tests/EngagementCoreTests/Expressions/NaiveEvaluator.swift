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
      if case .pattern = literal.value {
        matches(value(of: operand.value), literal.value, of: operand.value) == (comparator.value == .equal)
      } else {
        try blocks(of: operand.value, comparator.value, literal.value)
          ?? compare(value(of: operand.value), comparator.value, value(of: literal.value, for: operand.value))
      }
    case .membership(let operand, let isIn, let literals):
      literals.contains { matches(value(of: operand.value), $0.value, of: operand.value) } == isIn
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
        if segment.refresh == .daily { return history.members.contains(name) }
        return try holds(try Expression.parse(segment.expression))
      }
      return history.appInfo[name] == .boolean(true)
    case .platform, .language: return false
    case .call(let call):
      if call.function == .value { return history.appInfo[call.name.value] == .boolean(true) }
      return try blocks(of: operand, .greaterOrEqual, .integer(1))
        ?? compare(value(of: operand), .greaterOrEqual, .number(1))
    }
  }

  /// Whether each or any day or week satisfies a comparison; nil for what is not counted so.
  private func blocks(of operand: Operand, _ comparator: Comparator, _ literal: Literal) throws -> Bool? {
    guard case .call(let call) = operand, let unit = call.unit?.value, let window = call.days?.value else { return nil }
    let found = days(of: call)
    let length = unit == .eachDay || unit == .anyDay ? 1 : 7
    let answers = stride(from: length, through: window, by: length).map { end in
      let count = found.count { today - $0 < end && today - $0 >= end - length }
      return compare(.number(count), comparator, value(of: literal, for: operand))
    }
    return unit == .eachDay || unit == .eachWeek ? answers.allSatisfy(\.self) : answers.contains(true)
  }

  /// Days of the occurrences that a call is about.
  private func days(of call: Operand.Call) -> [Int] {
    history.days(of: call.name.value, window: call.days?.value, today: today) { occurrence in
      let isCarried = call.extras.allSatisfy { extra in
        let name = extra.extra.value
        return (name == "category" ? occurrence.topic : occurrence.extras[name]) == extra.value.value
      }
      return isCarried
        && call.lengths.allSatisfy { condition in
          guard let length = occurrence.length else { return false }
          return compare(.number(length), condition.value.comparator, .number(condition.value.seconds))
        }
    }
  }

  private func matches(_ a: Value?, _ literal: Literal, of operand: Operand) -> Bool {
    guard case .pattern(let pattern) = literal else { return a == value(of: literal, for: operand) }
    guard case .text(let text) = a else { return false }
    return naively(Array(text), matches: pattern.elements[...])
  }

  /// Matches by trying every split.
  private func naively(_ text: [Character], matches pattern: ArraySlice<TextPattern.Element>) -> Bool {
    switch pattern.first {
    case nil: text.isEmpty
    case .character(let first): text.first == first && naively(Array(text.dropFirst()), matches: pattern.dropFirst())
    case .anyCharacter: !text.isEmpty && naively(Array(text.dropFirst()), matches: pattern.dropFirst())
    case .anyText:
      (0...text.count).contains { naively(Array(text.dropFirst($0)), matches: pattern.dropFirst()) }
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
      if case .name(let fact) = operand { return history.facts[fact].map(Value.text) }
      return .text(operand == .platform ? history.platform : history.language)
    }
    let name = call.name.value
    let days = days(of: call)
    switch call.function {
    case .count, .did: return .number(days.count)
    case .daysSince: return days.max().map { .number(today - $0) }
    case .first: return days.min().map { .number(context.start.dayNumber + $0) }
    case .last: return days.max().map { .number(context.start.dayNumber + $0) }
    case .received: return .number(history.received[name, default: 0])
    case .opened: return .number(history.opened[name, default: 0])
    case .displayed: return .number(history.times(.displayed, name))
    case .dismissed: return .number(history.times(.dismissed, name))
    case .acted: return .number(history.times(.acted, name))
    case .answered:
      guard let answer = call.answer?.value else { return .number(history.times(.answered, name)) }
      return .number(history.latestAnswer(to: name) == answer ? 1 : 0)
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
    case .pattern(let pattern): .text(pattern.plain)
    case .boolean(let flag): .text(flag ? "true" : "false")
    case .date(let date): .number(date.dayNumber)
    case .today(let offset): .number(context.start.dayNumber + today + offset)
    }
  }
}
