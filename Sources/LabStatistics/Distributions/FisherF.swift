import Foundation

/// Fisher's F distribution with real degrees of freedom.
public struct FisherF: ContinuousDistribution {
  /// Degrees of freedom of the numerator.
  public let numerator: Double
  /// Degrees of freedom of the denominator.
  public let denominator: Double

  /// An F distribution with positive degrees of freedom.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(numerator: Double, denominator: Double) throws {
    try requireShape(numerator, "numerator degrees of freedom")
    try requireShape(denominator, "denominator degrees of freedom")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// `ln P(X <= x)`.
  public func logCDF(_ x: Double) -> Double { logTails(x).lower }

  /// `ln P(X > x)`.
  public func logUpperTail(_ x: Double) -> Double { logTails(x).upper }

  /// The quantile with lower tail `p` and upper tail `q`.
  public func quantile(lower p: Double, upper q: Double) throws -> Double {
    if p <= 0 { return 0 }
    if q <= 0 { return .infinity }
    let logit = try IncompleteBeta.logitQuantile(a: numerator / 2, b: denominator / 2, p: p, q: q)
    return exp(logit + log(denominator / numerator))
  }

  private func logTails(_ x: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (-.infinity, 0) }
    if x == .infinity { return (0, -.infinity) }
    let odds = numerator / denominator * x
    return IncompleteBeta.logTails(a: numerator / 2, b: denominator / 2, x: 1 / (1 + 1 / odds), y: 1 / (1 + odds))
  }
}
