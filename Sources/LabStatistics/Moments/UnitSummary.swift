/// Count, mean and variance of a metric over the units of one arm: all that a test of means needs.
public struct UnitSummary: Sendable, Equatable, Codable {
  /// Number of units.
  public let count: Int
  /// Mean over units.
  public let mean: Double
  /// Variance of one unit.
  public let variance: Double

  /// A summary of one arm.
  ///
  /// - Parameters:
  ///   - count: number of units.
  ///   - mean: mean over units.
  ///   - variance: variance of one unit (not of the mean).
  public init(count: Int, mean: Double, variance: Double) {
    self.count = count
    self.mean = mean
    self.variance = variance
  }

  /// A share as the mean of zeros and ones, with variance p(1 - p).
  public init(_ share: SuccessCount) {
    self.init(count: share.trials, mean: share.share, variance: share.share * (1 - share.share))
  }

  /// Variance of the mean; zero when there are no units.
  public var varianceOfMean: Double { count > 0 ? variance / Double(count) : 0 }

  /// Why nothing can be inferred from this arm, if so.
  public var status: Status? {
    if count == 0 { return .missingArm }
    if count < 2 { return .tooFewUnits }
    return mean.isFinite && variance.isFinite ? nil : .outOfRange
  }
}
