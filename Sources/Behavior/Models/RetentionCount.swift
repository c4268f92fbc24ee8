import LabStatistics

/// One point of a measured retention curve: how many of those who could return on a day did.
public struct RetentionCount: Sendable, Hashable {
  /// Days since the install; 1 is the day after it.
  public let day: Int
  public let returned: Double
  public let atRisk: Double

  public init(day: Int, returned: Double, atRisk: Double) {
    self.day = day
    self.returned = returned
    self.atRisk = atRisk
  }

  /// The share that returned.
  public var share: Double { returned / atRisk }

  /// The weighted observations behind the counts, for `MaximumLikelihood`.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for a day before 1, a count that is not a number, or more users
  ///   returned than were at risk.
  public static func observations(_ counts: [RetentionCount]) throws -> [Weighted<DayReturn>] {
    try counts.flatMap { count in
      guard count.day >= 1, count.returned >= 0, count.returned <= count.atRisk, count.atRisk.isFinite else {
        throw StatisticsError.invalidArgument(
          name: "day \(count.day)",
          reason: "needs a day from 1 and 0 <= returned <= at risk, not \(count.returned) of \(count.atRisk)")
      }
      return [
        Weighted(DayReturn(day: count.day, returned: true), weight: count.returned),
        Weighted(DayReturn(day: count.day, returned: false), weight: count.atRisk - count.returned),
      ]
    }
  }
}
