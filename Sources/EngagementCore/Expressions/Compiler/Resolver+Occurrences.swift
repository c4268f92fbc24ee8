import Primitives

/// How often tags occurred.
extension Resolver {
  /// Returns the condition on how often something happened.
  func occurrences(
    _ call: Operand.Call, _ comparator: Comparator, _ number: Int
  ) throws(ExpressionError) -> Condition {
    let name = call.name.value
    try checkTag(call.name)
    var counted = Occurrences(tag: name, days: call.days?.value)
    for condition in call.extras { try add(condition, to: &counted) }
    if !call.lengths.isEmpty { counted.lengths = call.lengthRange }
    if name == "install" {
      if let unit = call.unit { throw error(.unitOfInstall(unit.value), at: unit.range) }
      return installs(in: counted.days, comparator, number)
    }
    if let unit = call.unit?.value { return blocks(of: counted, unit, comparator, number) }
    guard counted.extras.mask == 0, counted.lengths == nil else {
      return .compare(.occurrences(counted), comparator, number)
    }
    if counted.topic == nil, let days = counted.days, let happened = Self.asksWhether(comparator, number) {
      // Whether it happened in the window needs only its last day, which is cheaper to keep than counts per day.
      let condition = Condition.compare(.lastDay(tag: name), .greater, -days, isRelative: true)
      return happened ? condition : condition.negated
    }
    return .compare(.count(tag: name, topic: counted.topic, days: counted.days), comparator, number)
  }

  /// Returns the condition that each or any day or week of a window satisfies a comparison.
  private func blocks(
    of counted: Occurrences, _ unit: OccurrenceUnit, _ comparator: Comparator, _ number: Int
  ) -> Condition {
    if comparator == .notEqual {
      // Each differs from n: not one is n. One differs from n: not each is n.
      let opposite: OccurrenceUnit =
        switch unit {
        case .eachDay: .anyDay
        case .anyDay: .eachDay
        case .eachWeek: .anyWeek
        case .anyWeek: .eachWeek
        }
      return blocks(of: counted, opposite, .equal, number).negated
    }
    var (low, high) = (0, Int(Int32.max))
    switch comparator {
    case .equal, .notEqual: (low, high) = (number, number)
    case .less: high = number - 1
    case .lessOrEqual: high = number
    case .greater: low = number + 1
    case .greaterOrEqual: low = number
    }
    if low > high || low > Int(Int32.max) { return .never }
    if low == 0, high == Int(Int32.max) { return .always }
    let blocks = (counted.days ?? 0) / unit.blockDays
    var counted = counted
    // Days beyond the last full block are not looked at, so they need not be kept.
    counted.days = blocks * unit.blockDays
    counted.blocks = Occurrences.Blocks(days: unit.blockDays, range: Int32(low)...Int32(high))
    return .compare(.occurrences(counted), .greaterOrEqual, unit.isEach ? blocks : 1)
  }

  /// Returns whether a comparison of a count asks only if it is above 0 (true) or 0 (false); nil when it asks more.
  private static func asksWhether(_ comparator: Comparator, _ number: Int) -> Bool? {
    switch (comparator, number) {
    case (.greaterOrEqual, 1), (.greater, 0), (.notEqual, 0): true
    case (.less, 1), (.lessOrEqual, 0), (.equal, 0): false
    default: nil
    }
  }

  /// Returns the condition on a count of installs, which is 1 from the day of the install and 0 outside a window.
  private func installs(in days: Int?, _ comparator: Comparator, _ number: Int) -> Condition {
    let measure = Measure.firstDay(tag: "install")
    let happened =
      days.map { Condition.compare(measure, .greater, -$0, isRelative: true) } ?? Condition.undefined(measure).negated
    return .indicator(happened, comparator, number)
  }

  // MARK: Extras

  /// Restricts a count to the occurrences that carry a value of an extra.
  private func add(
    _ condition: Operand.ExtraCondition, to counted: inout Occurrences
  ) throws(ExpressionError) {
    let extra = condition.extra.value
    let (tag, value) = (counted.tag, condition.value)
    let plan = tags[tag]
    // Only so many extras fit the bytes that an occurrence carries.
    let valued = (plan?.values ?? []).prefix(TagPlan.mostValuedExtras)
    let carried = (plan?.extras ?? []) + valued.map(\.extra).filter { plan?.extras.contains($0) == false }
    guard carried.contains(extra) else {
      let nearest = nearestName(to: extra, in: carried)
      throw error(.unknownExtra(extra, tag: tag, nearest: nearest, known: carried), at: condition.extra.range)
    }
    if extra == ExpressionVocabulary.topicExtra {
      let known = context.tagPlan.topics
      guard known.contains(value.value) else {
        let nearest = nearestName(to: value.value, in: known)
        throw error(.unknownTopic(value.value, nearest: nearest, known: known), at: value.range)
      }
      counted.topic = value.value
      return
    }
    guard let index = valued.firstIndex(where: { $0.extra == extra }) else {
      throw error(.unlistedExtra(extra, tag: tag, listed: valued.map(\.extra)), at: condition.extra.range)
    }
    let known = valued[index].values
    guard let code = known.firstIndex(of: value.value), code < TagPlan.mostExtraValues else {
      let nearest = nearestName(to: value.value, in: known)
      throw error(
        .unknownExtraValue(value.value, extra: extra, tag: tag, nearest: nearest, known: known), at: value.range)
    }
    counted.extras.require(value: code, ofExtra: index)
  }
}
