import Foundation

/// The confidence set of a ratio of two normal estimates.
///
/// Bounded only when the denominator is clearly different from zero (g < 1). Source: Fieller 1954
/// (doi:10.1111/j.2517-6161.1954.tb00159.x).
public struct FiellerSet: Sendable, Equatable {
  /// `critical^2 * variance of the denominator / denominator^2`; the set is an interval when this is below 1.
  public let g: Double
  /// The interval of the ratio; nil when the set is unbounded.
  public let interval: Interval?

  /// The set of ratios `numerator / denominator` that a test at this critical value does not reject.
  ///
  /// - Parameters:
  ///   - numerator, denominator: the estimates; the denominator is not zero.
  ///   - numeratorVariance, denominatorVariance, covariance: of the estimates.
  ///   - critical: the two-sided critical value of z or t.
  public init(
    numerator: Double, denominator: Double, numeratorVariance: Double, denominatorVariance: Double,
    covariance: Double = 0, critical: Double
  ) {
    let ratio = numerator / denominator
    // Everything relative to the denominator, so that the scale of the metric does not matter.
    let square = critical * critical
    let n = square * (numeratorVariance / denominator / denominator)
    let d = square * (denominatorVariance / denominator / denominator)
    let c = square * (covariance / denominator / denominator)
    g = d
    guard d < 1 else {
      interval = nil
      return
    }
    let root = max(0, n - 2 * ratio * c + ratio * ratio * d - (n * d - c * c)).squareRoot()
    interval = Interval(low: (ratio - c - root) / (1 - d), high: (ratio - c + root) / (1 - d))
  }
}
