import CGSL
import Foundation

/// The noncentral t distribution: (Z + delta) / sqrt(chi-squared / nu), which power calculations need.
///
/// GSL has none. P = integral of Phi(t u - delta) f(u) du with u = chi/sqrt(nu), by adaptive quadrature over the whole
/// mass of u; the smaller tail is integrated and the larger one is its complement, so that a power near 1 is not
/// blurred by the quadrature.
public struct NoncentralT: Sendable {
  /// Degrees of freedom.
  public let degreesOfFreedom: Double
  /// Noncentrality delta.
  public let noncentrality: Double

  /// A noncentral t distribution.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(degreesOfFreedom: Double, noncentrality: Double) throws {
    try requirePositive(degreesOfFreedom, "degrees of freedom")
    guard noncentrality.isFinite else {
      throw StatisticsError.invalidArgument(name: "noncentrality", reason: "must be finite, not \(noncentrality)")
    }
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// P(T <= t).
  ///
  /// - Throws: `StatisticsError.numericalFailure` when the quadrature fails.
  public func cdf(_ t: Double) throws -> Double {
    t > noncentrality ? 1 - (try upperIntegral(t)) : try lowerIntegral(t)
  }

  /// P(T > t).
  ///
  /// - Throws: `StatisticsError.numericalFailure` when the quadrature fails.
  public func upperTail(_ t: Double) throws -> Double {
    t > noncentrality ? try upperIntegral(t) : 1 - (try lowerIntegral(t))
  }

  private func lowerIntegral(_ t: Double) throws -> Double {
    try integral { Normal.cdf(t * $0 - noncentrality) }
  }

  private func upperIntegral(_ t: Double) throws -> Double {
    try integral { Normal.upperTail(t * $0 - noncentrality) }
  }

  private func integral(_ tail: (Double) -> Double) throws -> Double {
    let nu = degreesOfFreedom
    let half = nu / 2
    // Density of u: 2 (nu/2)^(nu/2) / Gamma(nu/2) u^(nu-1) e^(-nu u^2/2), written with the gamma kernel at half u^2.
    let spread = 1 / (2 * nu).squareRoot()
    let low = max(0, 1 - 14 * spread)
    let high = 1 + 14 * spread
    let value = try Quadrature.adaptive(
      from: low, to: high, breakpoints: [1 - 4 * spread, 1, 1 + 4 * spread], relative: 1e-13, absolute: 1e-300
    ) { u in
      guard u > 0 else { return 0 }
      return 2 / u * exp(Saddle.logGammaKernel(shape: half, x: half * u * u)) * tail(u)
    }
    return min(1, max(0, value))
  }
}
