import EngagementCore

/// The functions of an expression with their places in the text, for messages that point at one.
struct ExpressionUses {
  private(set) var calls: [Operand.Call] = []

  /// Parses a text; one that cannot be parsed uses nothing.
  init(_ text: String) {
    guard let expression = try? Expression.parse(text) else { return }
    expression.visitOperands { operand, _ in
      if case .call(let call) = operand { calls.append(call) }
    }
  }
}
