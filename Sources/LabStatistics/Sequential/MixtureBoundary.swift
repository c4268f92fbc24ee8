import Foundation

/// Time-uniform boundaries for a sum `S` with intrinsic time `v`: `P(some v: S >= bound(v)) <= alpha`.
///
/// Source: Howard, Ramdas, McAuliffe and Sekhon (2021), doi:10.1214/20-AOS1991. The two-sided boundary is the
/// ``NormalMixture`` written for sums.
public struct MixtureBoundary: Sendable, Equatable {
  /// Tuning parameter, in units of intrinsic time.
  public let rho: Double

  /// Whether only large sums count against the hypothesis.
  public let isOneSided: Bool

  /// A boundary that is tightest at intrinsic time `optimum`.
  ///
  /// - Throws: ``StatisticsError`` when `optimum` is not positive or `alpha` not in (0, 1) (one-sided: (0, 1/2)).
  public init(optimum: Double, alpha: Double = 0.05, isOneSided: Bool) throws {
    rho = try NormalMixture.intrinsicRho(bestAt: optimum, alpha: alpha, oneSided: isOneSided)
    self.isOneSided = isOneSided
  }

  /// Logarithm of the mixture supermartingale at sum `s` and time `v`.
  ///
  /// - Throws: ``StatisticsError`` when `v` is not positive or `s` not finite.
  public func logMixture(sum s: Double, time v: Double) throws -> Double {
    try Check.positive(v, "v")
    try Check.finite(s, "s")
    let total = v + rho
    let base = 0.5 * (log(rho) - log(total)) + s * (s / (2 * total))
    guard isOneSided else { return base }
    // Phi(x) = Q(-x), in logarithms: far negative sums do not underflow.
    return base + log(2) + Normal.logUpperTail(-s / total.squareRoot())
  }

  /// The boundary at intrinsic time `v`.
  ///
  /// - Throws: ``StatisticsError`` when `v` is not positive or `alpha` is not in (0, 1).
  public func bound(time v: Double, alpha: Double) throws -> Double {
    try Check.positive(v, "v")
    try Check.openFraction(alpha, "alpha")
    let total = v + rho
    let threshold = -log(alpha)
    let twoSided = (total * (log(total / rho) + 2 * threshold)).squareRoot()
    guard isOneSided else { return twoSided }
    let scale = total.squareRoot()
    return try RootFinding.solve("bound", start: -scale, step: scale, limit: twoSided + 2 * scale) { s in
      try logMixture(sum: s, time: v) - threshold
    }
  }
}
