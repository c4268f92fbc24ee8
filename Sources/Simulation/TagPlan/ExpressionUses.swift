import EngagementCore

/// What an expression names, with its places in the text.
struct ExpressionUses {
  /// Bare names: segments, boolean app-infos, facts.
  var names: [Located<String>] = []
  /// Functions with the name that each is applied to.
  var calls: [Operand.Call] = []

  /// Parses a text; one that cannot be parsed names nothing.
  init(_ text: String) {
    guard let expression = try? Expression.parse(text) else { return }
    var open = [expression]
    while let next = open.popLast() {
      switch next {
      case .term(let operand), .comparison(let operand, _, _), .membership(let operand, _, _),
        .definedness(let operand, _):
        switch operand.value {
        case .name(let name): names.append(Located(name, at: operand.range))
        case .call(let call): calls.append(call)
        default: break
        }
      case .not(let inner): open.append(inner.value)
      case .all(let parts), .any(let parts): open += parts.reversed()
      default: break
      }
    }
  }
}
