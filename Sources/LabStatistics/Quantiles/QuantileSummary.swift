import Foundation

/// A quantile of one arm with the order statistics that bound it, as a warehouse query returns them.
///
/// The variance follows from the width of the bounds: (n - 1) ((U - L) / (2 z))^2 per unit. Source: Yao, Li & Lu 2024,
/// algorithm 1 (arXiv:2401.14549).
public struct QuantileSummary: Sendable, Equatable {
  /// Number of units.
  public let count: Int
  /// The quantile.
  public let value: Double
  /// Lower bound of its interval.
  public let lower: Double
  /// Upper bound of its interval.
  public let upper: Double
  /// The level of the quantile in (0, 1).
  public let level: Double
  /// Confidence of the bounds.
  public let boundsConfidence: Double

  /// A quantile with its bounds.
  ///
  /// - Throws: `StatisticsError.invalidArgument` unless lower <= upper and the levels are between 0 and 1.
  public init(
    count: Int, value: Double, lower: Double, upper: Double, level: Double, boundsConfidence: Double = 0.95
  ) throws {
    guard lower <= upper else {
      throw StatisticsError.invalidArgument(name: "q_lower", reason: "must not exceed q_upper")
    }
    guard level > 0, level < 1, boundsConfidence > 0, boundsConfidence < 1 else {
      throw StatisticsError.invalidArgument(name: "nu", reason: "must be between 0 and 1")
    }
    self.count = count
    self.value = value
    self.lower = lower
    self.upper = upper
    self.level = level
    self.boundsConfidence = boundsConfidence
  }

  /// The variance of one unit.
  public var unitVariance: Double {
    let deviation = (upper - lower) / (2 * Normal.twoSidedCritical(alpha: 1 - boundsConfidence))
    return Double(max(0, count - 1)) * deviation * deviation
  }

  /// The quantile as the mean of units, for tests of differences.
  public var summary: UnitSummary { UnitSummary(count: count, mean: value, variance: unitVariance) }

  /// Why no difference should be tested, if so.
  public var status: Status? {
    if let status = summary.status { return status }
    if QuantileEstimate.isTooExtreme(level: level, count: count, alpha: 1 - boundsConfidence) {
      return .quantileTooExtreme
    }
    return lower == upper ? .degenerateQuantile : nil
  }
}
