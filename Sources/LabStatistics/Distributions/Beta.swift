import Foundation

/// The beta distribution on [0, 1].
public struct Beta: ContinuousDistribution {
  /// First shape.
  public let a: Double
  /// Second shape.
  public let b: Double

  /// A beta distribution with positive shapes.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(a: Double, b: Double) throws {
    try requireShape(a, "a")
    try requireShape(b, "b")
    self.a = a
    self.b = b
  }

  /// The mean.
  public var mean: Double { a / (a + b) }

  /// The variance.
  public var variance: Double { a / (a + b) * (b / (a + b)) / (a + b + 1) }

  /// `ln P(X <= x)`.
  public func logCDF(_ x: Double) -> Double { IncompleteBeta.logTails(a: a, b: b, x: x, y: 1 - x).lower }

  /// `ln P(X > x)`.
  public func logUpperTail(_ x: Double) -> Double { IncompleteBeta.logTails(a: a, b: b, x: x, y: 1 - x).upper }

  /// The logarithm of the density at x, minus infinity outside (0, 1).
  public func logDensity(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return -.infinity }
    return Saddle.logBetaKernel(a: a, b: b, x: x, y: 1 - x) - log(x) - log1p(-x)
  }

  /// The quantile with lower tail `p` and upper tail `q`.
  public func quantile(lower p: Double, upper q: Double) throws -> Double {
    if p <= 0 { return 0 }
    if q <= 0 { return 1 }
    return 1 / (1 + exp(-(try IncompleteBeta.logitQuantile(a: a, b: b, p: p, q: q))))
  }
}
