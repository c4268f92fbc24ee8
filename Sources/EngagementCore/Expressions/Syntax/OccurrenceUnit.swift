/// What a count is compared by, when not by the total: each or any of the days or weeks of its window.
public enum OccurrenceUnit: String, Sendable, CaseIterable {
  case eachDay = "each day"
  case anyDay = "any day"
  case eachWeek = "each week"
  case anyWeek = "any week"

  /// Whether every day or week must satisfy the comparison; else one is enough.
  public var isEach: Bool { self == .eachDay || self == .eachWeek }

  /// Days of a block.
  public var blockDays: Int { self == .eachDay || self == .anyDay ? 1 : 7 }
}
