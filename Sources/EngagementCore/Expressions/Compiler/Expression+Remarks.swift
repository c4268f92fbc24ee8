import Primitives

extension Expression {
  /// Returns what is doubtful in an expression that compiles, for warnings; texts of segments are not looked into.
  ///
  /// ```swift
  /// try Expression.parse("value(city) = \"Pariss\"").remarks(in: context)[0].message
  /// // nothing sets `city` to `Pariss`
  /// ```
  public func remarks(in context: ExpressionContext) -> [ExpressionRemark] {
    switch self {
    case .constant: return []
    case .not(let negated): return negated.value.remarks(in: context)
    case .all(let parts), .any(let parts): return parts.flatMap { $0.remarks(in: context) }
    case .term(let operand), .definedness(let operand, _): return Self.remarks(on: operand.value)
    case .comparison(let operand, _, let literal):
      return Self.remarks(on: operand.value) + Self.remarks(on: operand.value, [literal], context)
    case .membership(let operand, _, let literals):
      return Self.remarks(on: operand.value) + Self.remarks(on: operand.value, literals, context)
    }
  }

  private static func remarks(on operand: Operand) -> [ExpressionRemark] {
    guard case .call(let call) = operand, let days = call.days, let unit = call.unit?.value else { return [] }
    let counted = days.value / unit.blockDays * unit.blockDays
    if counted == days.value { return [] }
    return [ExpressionRemark(problem: .partialWeek(days: days.value, counted: counted), range: days.range)]
  }

  private static func remarks(
    on operand: Operand, _ literals: [Located<Literal>], _ context: ExpressionContext
  ) -> [ExpressionRemark] {
    guard case .call(let call) = operand, call.function == .value else { return [] }
    let name = call.name.value
    return literals.compactMap { literal in
      let text: String
      switch literal.value {
      case .text(let own):
        guard let known = context.texts[name], !known.contains(own) else { return nil }
        text = own
      case .pattern(let pattern):
        if pattern.matchesAll { return nil }
        guard let known = context.texts[name] else {
          return ExpressionRemark(problem: .unknownTexts(appInfo: name), range: literal.range)
        }
        if known.contains(where: pattern.matches) { return nil }
        text = pattern.plain
      default: return nil
      }
      let known = context.texts[name] ?? []
      return ExpressionRemark(
        problem: .unmatchedText(text, appInfo: name, nearest: nearestName(to: text, in: known), known: known),
        range: literal.range)
    }
  }
}
