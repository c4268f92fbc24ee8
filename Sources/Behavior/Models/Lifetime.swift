import LabStatistics

/// How long a subscriber stayed: lost in a period, or still there when it ended.
public struct Lifetime: Sendable, Hashable {
  /// The period of the loss, counted from 1; for a customer still there, the number of periods survived.
  public let period: Int
  /// Whether the customer is still there.
  public let isCensored: Bool

  public init(lostIn period: Int) {
    self.period = period
    isCensored = false
  }

  public init(stillThereAfter periods: Int) {
    period = periods
    isCensored = true
  }

  /// The lifetimes behind a survival table.
  ///
  /// - Parameter remaining: customers at the start, then at the end of each period; never rising.
  /// - Throws: `StatisticsError.invalidArgument` for fewer than two numbers, or one that rises or is negative.
  public static func table(remaining: [Double]) throws -> [Weighted<Lifetime>] {
    guard remaining.count >= 2, let last = remaining.last, last >= 0, remaining.allSatisfy(\.isFinite),
      zip(remaining, remaining.dropFirst()).allSatisfy({ $0 >= $1 })
    else {
      throw StatisticsError.invalidArgument(
        name: "remaining", reason: "must be two or more numbers that never rise and are not negative")
    }
    let lost = remaining.indices.dropFirst().map { period in
      Weighted(Lifetime(lostIn: period), weight: remaining[period - 1] - remaining[period])
    }
    return lost + [Weighted(Lifetime(stillThereAfter: remaining.count - 1), weight: last)]
  }
}
