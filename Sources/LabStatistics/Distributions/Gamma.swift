import Foundation

/// The gamma distribution with a shape and a rate.
public struct Gamma: ContinuousDistribution {
  /// Shape.
  public let shape: Double
  /// Rate (inverse scale).
  public let rate: Double

  /// A gamma distribution with positive shape and rate.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(shape: Double, rate: Double = 1) throws {
    try requireShape(shape, "shape")
    try requirePositive(rate, "rate")
    self.shape = shape
    self.rate = rate
  }

  /// `ln P(X <= x)`.
  public func logCDF(_ x: Double) -> Double { IncompleteGamma.logTails(shape: shape, x: rate * x).lower }

  /// `ln P(X > x)`.
  public func logUpperTail(_ x: Double) -> Double { IncompleteGamma.logTails(shape: shape, x: rate * x).upper }

  /// The quantile with lower tail `p` and upper tail `q`.
  public func quantile(lower p: Double, upper q: Double) throws -> Double {
    if p <= 0 { return 0 }
    if q <= 0 { return .infinity }
    return shape * exp(try IncompleteGamma.logRelativeQuantile(shape: shape, p: p, q: q)) / rate
  }
}
