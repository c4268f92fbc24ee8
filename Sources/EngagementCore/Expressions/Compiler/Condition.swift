/// An expression whose names are resolved: a tree of range tests, without constants inside.
struct Condition: Sendable {
  let node: Node
  /// Tests in it, counting those of shared parts each time.
  let size: Int
  /// Levels of it.
  let height: Int

  indirect enum Node: Sendable {
    case constant(Bool)
    case test(Test)
    case not(Condition)
    case all([Condition])
    case any([Condition])
  }

  /// Whether a measure lies in a range.
  struct Test: Sendable {
    var measure: Measure
    var range: ClosedRange<Int32>
    /// Whether the measure is a day that is compared relative to today.
    var isRelative = false
    /// A text whose code is the range, for string app-infos.
    var text: String?
  }

  static let always = Condition(node: .constant(true), size: 0, height: 1)
  static let never = Condition(node: .constant(false), size: 0, height: 1)

  static func test(_ test: Test) -> Condition { Condition(node: .test(test), size: 1, height: 1) }

  /// Returns the opposite.
  var negated: Condition {
    switch node {
    case .constant(let value): value ? .never : .always
    case .not(let inner): inner
    default: Condition(node: .not(self), size: size, height: height + 1)
    }
  }

  /// Returns the conjunction, without the parts that always hold.
  static func all(_ parts: [Condition]) -> Condition {
    joined(parts, neutral: true) { .all($0) }
  }

  /// Returns the disjunction, without the parts that never hold.
  static func any(_ parts: [Condition]) -> Condition {
    joined(parts, neutral: false) { .any($0) }
  }

  private static func joined(_ parts: [Condition], neutral: Bool, _ node: ([Condition]) -> Node) -> Condition {
    var kept: [Condition] = []
    for part in parts {
      guard case .constant(let value) = part.node else {
        kept.append(part)
        continue
      }
      if value != neutral { return value ? .always : .never }
    }
    if kept.isEmpty { return neutral ? .always : .never }
    if kept.count == 1 { return kept[0] }
    return Condition(
      node: node(kept), size: kept.reduce(0) { $0 + $1.size },
      height: 1 + (kept.map(\.height).max() ?? 0))
  }

  /// Returns the condition that a measure compares in a way with a number.
  ///
  /// - Parameters:
  ///   - measure: What is compared. A measure that is always defined and never negative folds to a constant where the
  ///     comparison leaves no choice.
  ///   - isRelative: Whether the number is relative to today.
  static func compare(_ measure: Measure, _ comparator: Comparator, _ number: Int, isRelative: Bool = false)
    -> Condition
  {
    var low = Int(Int32.min) + 1
    var high = Int(Int32.max)
    switch comparator {
    case .equal, .notEqual: (low, high) = (number, number)
    case .less: high = number - 1
    case .lessOrEqual: high = number
    case .greater: low = number + 1
    case .greaterOrEqual: low = number
    }
    low = max(low, measure.isAlwaysDefined ? 0 : Int(Int32.min) + 1)
    high = min(high, Int(Int32.max))
    let within: Condition
    if low > high {
      within = .never
    } else if measure.isAlwaysDefined, low == 0, high == Int(Int32.max) {
      within = .always
    } else {
      within = .test(Test(measure: measure, range: Int32(low)...Int32(high), isRelative: isRelative))
    }
    return comparator == .notEqual ? within.negated : within
  }

  /// Returns the condition that a string app-info has a text.
  static func text(_ text: String, of appInfo: String) -> Condition {
    .test(Test(measure: .appInfo(appInfo), range: 0...0, text: text))
  }

  /// Returns the condition that a number which is 1 where a condition holds, else 0, compares in a way with a number.
  static func indicator(_ condition: Condition, _ comparator: Comparator, _ number: Int) -> Condition {
    switch (comparator.holds(1, number), comparator.holds(0, number)) {
    case (true, true): .always
    case (true, false): condition
    case (false, true): condition.negated
    case (false, false): .never
    }
  }

  /// Returns the condition that a measure has no value.
  static func undefined(_ measure: Measure) -> Condition {
    .test(Test(measure: measure, range: undefinedMeasure...undefinedMeasure))
  }
}

extension Measure {
  /// Whether it has a value, 0 or more, for every user at all times.
  var isAlwaysDefined: Bool {
    switch self {
    case .count, .occurrences, .platform, .language, .received, .opened, .feedback, .segment: true
    case .firstDay, .lastDay, .appInfo, .fact, .latestAnswer: false
    }
  }
}
