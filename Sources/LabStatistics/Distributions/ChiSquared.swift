/// The chi-squared distribution with real degrees of freedom.
public struct ChiSquared: ContinuousDistribution {
  /// Degrees of freedom.
  public let degreesOfFreedom: Double
  private let gamma: Gamma

  /// A chi-squared distribution with positive degrees of freedom.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(degreesOfFreedom: Double) throws {
    try requireShape(degreesOfFreedom, "degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
    gamma = try Gamma(shape: degreesOfFreedom / 2, rate: 0.5)
  }

  /// `ln P(X <= x)`.
  public func logCDF(_ x: Double) -> Double { gamma.logCDF(x) }

  /// `ln P(X > x)`.
  public func logUpperTail(_ x: Double) -> Double { gamma.logUpperTail(x) }

  /// The quantile with lower tail `p` and upper tail `q`.
  public func quantile(lower p: Double, upper q: Double) throws -> Double { try gamma.quantile(lower: p, upper: q) }
}
