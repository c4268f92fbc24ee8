import Foundation

/// One p-value from several independent tests of the same hypothesis.
///
/// Sources: Fisher (1932); Stouffer et al. (1949). Use for replications or shards, not for several metrics.
public struct CombinedPValues: Sendable, Equatable {
  /// Fisher's `-2 sum ln p`, chi-square with `2 k` degrees of freedom.
  public let fisherStatistic: Double
  /// Upper tail of Fisher's statistic.
  public let fisherP: Double
  /// Stouffer's `sum w z / sqrt(sum w^2)` with z the upper normal quantile of p.
  public let stoufferZ: Double
  /// Upper tail of Stouffer's z.
  public let stoufferP: Double

  /// Combines p-values.
  ///
  /// - Parameters:
  ///   - pValues: at least one, strictly inside (0, 1): a p-value of 0 or 1 is a rounded one, and would decide alone.
  ///   - weights: Stouffer's weights (square roots of sample sizes are usual); all 1 when nil.
  /// - Throws: ``StatisticsError`` for a p-value outside (0, 1), or weights that are not positive or differ in number.
  public init(_ pValues: [Double], weights: [Double]? = nil) throws {
    try Check.atLeast(pValues.count, 1, "p")
    for (index, p) in pValues.enumerated() { try Check.openFraction(p, "p[\(index)]") }
    let weights = weights ?? [Double](repeating: 1, count: pValues.count)
    try Check.that(weights.count == pValues.count, "weights", "needs one per p-value (\(pValues.count))")
    for (index, weight) in weights.enumerated() { try Check.positive(weight, "weights[\(index)]") }
    fisherStatistic = -2 * pValues.reduce(0) { $0 + log($1) }
    fisherP = try ChiSquared(degreesOfFreedom: Double(2 * pValues.count)).upperTail(fisherStatistic)
    let sum = zip(pValues, weights).reduce(0) { $0 + $1.1 * Normal.upperQuantile($1.0) }
    stoufferZ = sum / weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    stoufferP = Normal.upperTail(stoufferZ)
  }
}
