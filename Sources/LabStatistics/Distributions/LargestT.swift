import Foundation

/// The largest of several t variables of which any two have correlation one half, as when all are compared with one other.
///
/// ```swift
/// try LargestT(variables: 3, degreesOfFreedom: 20).upperQuantile(0.05)   // 2.19
/// ```
/// With Z and s independent, s² chi-squared over its degrees of freedom, P(largest <= g) is the mean over s of
/// `∫ φ(z) Φ(z + √2 g s)^k dz`. Sources: Dunnett 1955, doi:10.1080/01621459.1955.10501294; Bechhofer and Dunnett 1988.
public struct LargestT: Sendable, Equatable {
  /// How many variables.
  public let variables: Int
  /// Degrees of freedom, possibly infinite.
  public let degreesOfFreedom: Double

  /// A distribution.
  ///
  /// - Throws: `StatisticsError.invalidArgument` unless there are 1 to 1 000 000 variables and positive degrees of freedom.
  public init(variables: Int, degreesOfFreedom: Double) throws {
    try Check.that((1...1_000_000).contains(variables), "variables", "must be in 1...1000000, not \(variables)")
    try Check.that(degreesOfFreedom > 0, "degrees of freedom", "must be positive, not \(degreesOfFreedom)")
    self.variables = variables
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(all <= g).
  ///
  /// - Throws: ``StatisticsError`` when a quantile of the chi-squared distribution cannot be computed.
  public func cdf(_ g: Double) throws -> Double {
    guard degreesOfFreedom <= 1e7 else { return normalCDF(g) }
    let spread = try ChiSquared(degreesOfFreedom: degreesOfFreedom)
    let low = try spread.quantile(lower: 1e-13, upper: 1 - 1e-13) / degreesOfFreedom
    let high = try spread.quantile(lower: 1 - 1e-13, upper: 1e-13) / degreesOfFreedom
    // Over log s the density is smooth for few degrees of freedom, too.
    let half = degreesOfFreedom / 2
    let constant = half * log(half) - lgamma(half) + log(2)
    let mean = GaussLegendreRule.n128.integrate(from: 0.5 * log(low), to: 0.5 * log(high)) { t in
      let square = exp(2 * t)
      return exp(constant + degreesOfFreedom * t - half * square) * normalCDF(g * exp(t))
    }
    return min(1, max(0, mean))
  }

  /// The same with a known standard deviation.
  private func normalCDF(_ g: Double) -> Double {
    let shift = 2.0.squareRoot() * g
    let power = Double(variables)
    return GaussLegendreRule.n128.integrate(from: -9, to: 9) { z in
      Normal.density(z) * pow(Normal.cdf(z + shift), power)
    }
  }

  /// The g with P(some > g) = q.
  ///
  /// - Parameter q: above 1e-9 and at most one half.
  /// - Throws: ``StatisticsError`` when `q` is out of range.
  public func upperQuantile(_ q: Double) throws -> Double {
    try Check.that(q > 1e-9 && q <= 0.5, "tail", "must be above 1e-9 and at most 0.5, not \(q)")
    return try RootFinding.solve("largest t", start: -1, step: 1, limit: 1e6, relativeTolerance: 1e-10) { g in
      try cdf(g) - (1 - q)
    }
  }
}
