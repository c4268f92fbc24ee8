extension ExpressionContext {
  /// Names of the segments that are worked out once a day, each after those that it refers to.
  ///
  /// Who refreshes them in this order gives a segment of segments what its parts are at the same midnight, not a day
  /// later. Segments in a circle, which is an error, come in the order of their definition.
  public var dailySegments: [String] {
    let definitions = Dictionary(segments.map { ($0.name, $0) }) { first, _ in first }
    var references: [String: [String]] = [:]
    for segment in segments {
      references[segment.name] = (try? Expression.parse(segment.expression))?.names(in: self).segments ?? []
    }
    var order: [String] = []
    var seen: Set<String> = []
    // An explicit stack, because chains of segments may be long.
    for segment in segments where !seen.contains(segment.name) {
      var stack = [(name: segment.name, isLeaving: false)]
      while let (name, isLeaving) = stack.popLast() {
        if isLeaving {
          if definitions[name]?.refresh == .daily { order.append(name) }
        } else if seen.insert(name).inserted {
          stack.append((name, true))
          stack += (references[name] ?? []).reversed().map { ($0, false) }
        }
      }
    }
    return order
  }
}
