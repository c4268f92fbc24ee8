import Foundation

/// The anytime-valid t test of one regression coefficient: exact for normal errors at every look and sample size.
///
/// A mixture of t statistics over effects with variance `sigma^2 / g` (Lindon, Ham, Tingley and Bojinov 2024,
/// arXiv:2210.08589). A comparison of two arms is the regression on an intercept and a treatment indicator: two
/// coefficients, `t` the pooled t statistic.
public struct AnytimeT: Sendable, Equatable {
  /// Observations so far.
  public let count: Int
  /// Coefficients of the regression, the tested one included.
  public let coefficients: Int
  /// Precision of the mixture, in observations: small for large effects.
  public let precision: Double

  /// A test at one look.
  ///
  /// - Throws: ``StatisticsError`` unless `count > coefficients >= 1` and `precision > 0`.
  public init(count: Int, coefficients: Int = 2, precision: Double = 1) throws {
    try Check.atLeast(coefficients, 1, "coefficients")
    try Check.that(count > coefficients, "n", "needs more than the \(coefficients) coefficients, not \(count)")
    try Check.positive(precision, "g")
    self.count = count
    self.coefficients = coefficients
    self.precision = precision
  }

  private var degreesOfFreedom: Double { Double(count - coefficients) }
  private var shrinkage: Double { precision / (precision + Double(count)) }

  /// Logarithm of the e-value of a t statistic.
  ///
  /// - Throws: ``StatisticsError`` when `t` is not finite.
  public func logEValue(t: Double) throws -> Double {
    try Check.finite(t, "t")
    let nu = degreesOfFreedom
    let ratio = t / nu * t
    return 0.5 * log(shrinkage) + 0.5 * (nu + 1) * (log1p(ratio) - log1p(shrinkage * ratio))
  }

  /// `min(1, 1 / e)`.
  ///
  /// - Throws: ``StatisticsError`` when `t` is not finite.
  public func pValue(t: Double) throws -> Double { exp(min(0, -(try logEValue(t: t)))) }

  /// Half-width of the confidence sequence in standard errors; nil while it is still unbounded.
  ///
  /// Few observations cannot bound the effect: the e-value stays below `1 / alpha` for every t.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1).
  public func radius(alpha: Double = 0.05) throws -> Double? {
    try Check.openFraction(alpha, "alpha")
    let nu = degreesOfFreedom
    // s = (r alpha^2)^(1 / (nu + 1)); 1 - s through expm1 keeps digits at large nu.
    let exponent = (log(shrinkage) + 2 * log(alpha)) / (nu + 1)
    let denominator = exp(exponent) - shrinkage
    guard denominator > 0 else { return nil }
    return (nu * -expm1(exponent) / denominator).squareRoot()
  }
}
