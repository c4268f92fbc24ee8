import CGSL
import Foundation

/// A confidence sequence for one proportion, from the beta-binomial mixture.
///
/// For every candidate `p` the likelihood of the data under a beta mixture centred at `p` is compared with that under
/// `p`; the sequence is the set where the ratio stays below `1 / alpha`. Its shapes are `r / (1 - p)` and `r / p` with
/// `r` tuned for `optimum` trials. Source: Howard et al. (2021), doi:10.1214/20-AOS1991, proposition 7.
public struct BernoulliSequence: Sendable, Equatable {
  /// Number of trials at which the interval is about as narrow as can be.
  public let optimum: Double

  /// The level for which ``optimum`` is tuned; the interval is valid at any level.
  public let tuningAlpha: Double

  /// A sequence tuned for a number of trials.
  ///
  /// - Throws: ``StatisticsError`` when `optimum` is not positive or `tuningAlpha` not in (0, 1).
  public init(optimum: Double, tuningAlpha: Double = 0.05) throws {
    try Check.positive(optimum, "t_opt")
    try Check.openFraction(tuningAlpha, "alpha_opt")
    self.optimum = optimum
    self.tuningAlpha = tuningAlpha
  }

  /// The interval after `trials` trials with `successes` successes.
  ///
  /// - Throws: ``StatisticsError`` when counts are impossible or `alpha` is not in (0, 1).
  public func interval(successes: Int, trials: Int, alpha: Double = 0.05) throws -> Interval {
    try Check.atLeast(trials, 1, "n")
    try Check.that((0...trials).contains(successes), "successes", "must be in 0...\(trials), not \(successes)")
    try Check.openFraction(alpha, "alpha")
    GSL.start()
    let estimate = Double(successes) / Double(trials)
    let threshold = -log(alpha)
    // The share of rho that does not depend on p: rho(p) = unit p (1 - p).
    let unit = try NormalMixture.intrinsicRho(bestAt: optimum, alpha: tuningAlpha)
    let excess: (Double) -> Double = { p in
      let q = 1 - p
      let r = max(unit * p * q - p * q, 1e-3 * p * q)
      let won = Double(successes)
      let lost = Double(trials - successes)
      return gsl_sf_lnbeta(r / q + won, r / p + lost) - gsl_sf_lnbeta(r / q, r / p)
        - won * log(p) - lost * log1p(-p) - threshold
    }
    // The ratio falls towards the estimate from either side, so each end is the one crossing there.
    let low = successes == 0 ? 0 : try Self.crossing(outside: 0, inside: estimate, excess)
    let high = successes == trials ? 1 : try Self.crossing(outside: 1, inside: estimate, excess)
    return Interval(low: low, high: high)
  }

  /// Bisects between a point outside the sequence and one inside; the outer end itself is never evaluated.
  private static func crossing(
    outside: Double, inside: Double, _ excess: (Double) -> Double
  ) throws -> Double {
    var outer = outside
    var inner = inside
    for _ in 0..<200 {
      let middle = outer + (inner - outer) / 2
      if middle == outer || middle == inner { break }
      if excess(middle) > 0 { outer = middle } else { inner = middle }
    }
    return outer + (inner - outer) / 2
  }
}
