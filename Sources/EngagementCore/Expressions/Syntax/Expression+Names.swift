extension Expression {
  /// Returns the names that the expression refers to, whether or not they exist.
  ///
  /// ```swift
  /// try Expression.parse("did(video, category = \"sport\") and inactive").names(in: context)
  /// // tags: video with the extra category; segments: inactive
  /// ```
  ///
  /// - Parameter context: Tells segments from app-infos among bare names. A bare name that is neither counts as a
  ///   segment.
  public func names(in context: ExpressionContext) -> ExpressionNames {
    var names = ExpressionNames()
    visitOperands { operand, isCompared in names.add(operand, isCompared: isCompared, in: context) }
    return names
  }

  /// Visits the operands from left to right.
  package func visitOperands(_ visit: (Operand, _ isCompared: Bool) -> Void) {
    switch self {
    case .constant: break
    case .term(let operand): visit(operand.value, false)
    case .comparison(let operand, _, _), .membership(let operand, _, _), .definedness(let operand, _):
      visit(operand.value, true)
    case .not(let negated): negated.value.visitOperands(visit)
    case .all(let parts), .any(let parts): for part in parts { part.visitOperands(visit) }
    }
  }
}

extension ExpressionNames {
  fileprivate mutating func add(_ operand: Operand, isCompared: Bool, in context: ExpressionContext) {
    switch operand {
    case .platform: Self.add("platform", to: &facts)
    case .language: Self.add("language", to: &facts)
    case .name(let name):
      if isCompared {
        Self.add(name, to: &facts)
      } else if !context.segments.contains(where: { $0.name == name }),
        context.tagPlan.appInfo.contains(where: { $0.name == name })
      {
        Self.add(name, to: &appInfo)
      } else {
        Self.add(name, to: &segments)
      }
    case .call(let call):
      let name = call.name.value
      switch call.function.subject {
      case .tag: add(name, extras: call.extras.map(\.extra.value))
      case .appInfo: Self.add(name, to: &appInfo)
      case .campaign: Self.add(name, to: &campaigns)
      }
    }
  }

  private static func add(_ name: String, to names: inout [String]) {
    if !names.contains(name) { names.append(name) }
  }

  private mutating func add(_ tag: String, extras: [String]) {
    let index = tags.firstIndex { $0.name == tag } ?? tags.endIndex
    if index == tags.endIndex { tags.append(TagUse(name: tag)) }
    for extra in extras { Self.add(extra, to: &tags[index].extras) }
  }
}
