/// Hours of the user's day that decide what becomes of messages; they may span midnight. The end is exclusive.
public struct DailyHours: Sendable, Equatable {
  /// Seconds since local midnight.
  public var from: Int
  /// Seconds since local midnight.
  public var to: Int
  /// What becomes of a message that must not go out now.
  public var rule: Rule
  public init(from: Int, to: Int, rule: Rule) {
    self.from = from
    self.to = to
    self.rule = rule
  }

  /// What becomes of a message that must not go out now.
  public enum Rule: String, Sendable, CaseIterable {
    /// It waits for the first moment at which it may.
    case postpone = "defer"
    case drop
    /// It waits for the next day, and from there for the first moment at which it may.
    case nextDay = "next-day"
  }
}
