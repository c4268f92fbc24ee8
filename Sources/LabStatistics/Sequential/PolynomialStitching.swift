import CGSL
import Foundation

/// The polynomial stitched boundary: a closed form that grows like `sqrt(v log log v)`.
///
/// Source: Howard et al. (2021), doi:10.1214/20-AOS1991, theorem 1 with h(k) = (k + 1)^s zeta(s).
public struct PolynomialStitching: Sendable, Equatable {
  /// Intrinsic time from which the boundary holds.
  public let start: Double
  /// Sub-gamma scale: 0 for sums with Gaussian tails.
  public let scale: Double
  /// Exponent of the crossing probabilities over epochs, above 1.
  public let exponent: Double
  /// Ratio of the epochs, above 1.
  public let epochRatio: Double

  /// A stitched boundary.
  ///
  /// - Parameters:
  ///   - start: `v_min`, positive.
  ///   - scale: `c`, zero or more.
  ///   - exponent: `s`, above 1.
  ///   - epochRatio: `eta`, above 1.
  /// - Throws: ``StatisticsError`` when one is out of range.
  public init(start: Double, scale: Double = 0, exponent: Double = 1.4, epochRatio: Double = 2) throws {
    try Check.positive(start, "v_min")
    try Check.nonNegative(scale, "c")
    try Check.that(exponent > 1 && exponent.isFinite, "s", "must be above 1, not \(exponent)")
    try Check.that(epochRatio > 1 && epochRatio.isFinite, "eta", "must be above 1, not \(epochRatio)")
    self.start = start
    self.scale = scale
    self.exponent = exponent
    self.epochRatio = epochRatio
  }

  /// The boundary at intrinsic time `v`; before ``start`` the boundary at the start is used.
  ///
  /// - Throws: ``StatisticsError`` when `v` is not positive or `alpha` is not in (0, 1).
  public func bound(time v: Double, alpha: Double) throws -> Double {
    try Check.positive(v, "v")
    try Check.openFraction(alpha, "alpha")
    GSL.start()
    let time = max(v, start)
    let logRatio = log(epochRatio)
    let constant = log(gsl_sf_zeta(exponent)) - exponent * log(logRatio)
    let level = exponent * log(log(epochRatio * time / start)) + constant - log(alpha)
    let k1 = (pow(epochRatio, 0.25) + pow(epochRatio, -0.25)) / 2.0.squareRoot()
    let k2 = (epochRatio.squareRoot() + 1) / 2
    let linear = k2 * scale * level
    return (k1 * k1 * time * level + linear * linear).squareRoot() + linear
  }
}
