import Primitives

extension Expression: CustomStringConvertible {
  /// The expression as text that parses to an equal tree.
  public var description: String {
    switch self {
    case .constant(let constant): constant.value ? "everyone" : "nobody"
    case .term(let operand): operand.value.description
    case .comparison(let operand, let comparator, let literal):
      "\(operand.value) \(comparator.value) \(literal.value)"
    case .membership(let operand, let isIn, let literals):
      "\(operand.value) \(isIn ? "in" : "not in") (\(literals.map(\.value.description).joined(separator: ", ")))"
    case .definedness(let operand, let isUndefined): "\(operand.value) is \(isUndefined ? "" : "not ")undefined"
    case .not(let negated): "not \(negated.value.enclosed(when: negated.value.isChain))"
    case .all(let parts): parts.map { $0.enclosed(when: $0.isChain) }.joined(separator: " and ")
    case .any(let parts): parts.map { $0.enclosed(when: $0.isAlternative) }.joined(separator: " or ")
    }
  }

  private var isAlternative: Bool {
    if case .any = self { true } else { false }
  }

  private var isChain: Bool {
    if case .all = self { true } else { isAlternative }
  }

  private func enclosed(when needed: Bool) -> String { needed ? "(\(description))" : description }
}

extension Operand: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let name): name
    case .platform: "platform"
    case .language: "language"
    case .call(let call): call.description
    }
  }
}

extension Operand.Call: CustomStringConvertible {
  public var description: String {
    var arguments = [written(name.value)]
    arguments += extras.map { "\(written($0.extra.value)) = \(Literal.text($0.value.value))" }
    arguments += lengths.map { "\($0.value)" }
    if let days { arguments.append("\(Literal.days(days.value))") }
    if let unit { arguments.append(unit.value.rawValue) }
    if let answer { arguments.append(Literal.text(answer.value).description) }
    return "\(function.rawValue)(\(arguments.joined(separator: ", ")))"
  }

  /// Returns a name with quotes where it needs them.
  private func written(_ name: String) -> String {
    let isWord = ExpressionVocabulary.isName(name) && !ExpressionVocabulary.keywords.contains(name.lowercased())
    return isWord ? name : Literal.text(name).description
  }
}

extension Literal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .integer(let number): String(number)
    case .days(let days): days == 1 ? "1 day" : "\(days) days"
    case .text(let text): "\"\(text.map(Literal.escaped).joined())\""
    case .pattern(let pattern):
      "\"\(pattern.elements.map(Literal.written).joined())\""
    case .name(let name): name
    case .boolean(let value): value ? "true" : "false"
    case .date(let date): date.description
    case .today(let offset):
      offset == 0 ? "today" : "today \(offset < 0 ? "-" : "+") \(Literal.days(abs(offset)))"
    }
  }

  /// Returns a character of a text, after a backslash where it needs one.
  private static func escaped(_ character: Character) -> String {
    "\"\\*?".contains(character) ? "\\\(character)" : String(character)
  }

  private static func written(_ element: TextPattern.Element) -> String {
    switch element {
    case .character(let character): escaped(character)
    case .anyCharacter: "?"
    case .anyText: "*"
    }
  }
}
