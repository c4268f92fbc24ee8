import Foundation

/// The two-sided normal-mixture confidence sequence: an interval that may be looked at after every user.
///
/// Three well-known methods are this one formula with different names for its single tuning parameter: the mSPRT of
/// Johari, Pekelis and Walsh (2017) with mixing variance tau^2, the asymptotic confidence sequence of Waudby-Smith et
/// al. (arXiv:2103.06476) with rho, and the normal mixture of Howard et al. (2021, doi:10.1214/20-AOS1991) on its
/// intrinsic time scale. With `V` the squared standard error of the estimate:
///
/// `log e = ln(V / (V + tau^2)) / 2 + tau^2 estimate^2 / (2 V (V + tau^2))`
///
/// `half-width = sqrt(V (V + tau^2) / tau^2 (2 ln(1 / alpha) + ln((V + tau^2) / V)))`
///
/// ```swift
/// let mixture = try NormalMixture(rho: NormalMixture.rho(bestAt: 5000), users: 2100, variance: se * se)
/// let interval = try mixture.interval(estimate: 0.6, alpha: 0.05)
/// ```
///
/// The coverage `1 - alpha` holds at all looks together. It needs a known variance or a sample large enough for the
/// estimated one; for small samples use ``AnytimeT``.
public struct NormalMixture: Sendable, Equatable {
  /// Squared standard error of the estimate.
  public let variance: Double

  /// Variance of the mixing distribution, in squared units of the effect.
  public let mixingVariance: Double

  /// The mSPRT's parameterisation.
  ///
  /// - Parameters:
  ///   - variance: squared standard error, positive.
  ///   - mixingVariance: tau squared, positive: about the square of the effects one hopes to see.
  /// - Throws: ``StatisticsError`` when one is not positive and finite.
  public init(variance: Double, mixingVariance: Double) throws {
    try Check.positive(variance, "variance")
    try Check.positive(mixingVariance, "tau2")
    self.variance = variance
    self.mixingVariance = mixingVariance
  }

  /// The asymptotic confidence sequence's parameterisation: `tau^2 = V N rho^2`.
  ///
  /// - Parameters:
  ///   - rho: tuning parameter, see ``rho(bestAt:alpha:oneSided:)``.
  ///   - users: N, all users of both arms so far.
  ///   - variance: squared standard error of the estimate.
  /// - Throws: ``StatisticsError`` when one is not positive and finite.
  public init(rho: Double, users: Double, variance: Double) throws {
    try Check.positive(rho, "rho")
    try Check.positive(users, "n")
    try Check.positive(variance, "variance")
    try self.init(variance: variance, mixingVariance: variance * users * rho * rho)
  }

  /// Howard's parameterisation for a sum with intrinsic time `v`, seen as an estimate `sum / v`: `tau^2 = 1 / rho`.
  ///
  /// - Throws: ``StatisticsError`` when one is not positive and finite.
  public init(intrinsicTime v: Double, rho: Double) throws {
    try Check.positive(v, "v")
    try Check.positive(rho, "rho")
    try self.init(variance: 1 / v, mixingVariance: 1 / rho)
  }

  /// Logarithm of the e-value against an effect of `null`.
  public func logEValue(estimate: Double, null: Double = 0) -> Double {
    let total = variance + mixingVariance
    let distance = estimate - null
    return 0.5 * (log(variance) - log(total)) + mixingVariance / total * distance * (distance / (2 * variance))
  }

  /// `min(1, 1 / e)`: valid at this look and, as a running minimum, over all looks.
  public func pValue(estimate: Double, null: Double = 0) -> Double {
    exp(min(0, -logEValue(estimate: estimate, null: null)))
  }

  /// Half the width of the interval.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1).
  public func halfWidth(alpha: Double) throws -> Double {
    try Check.openFraction(alpha, "alpha")
    let total = variance + mixingVariance
    let threshold = -2 * log(alpha) + log1p(mixingVariance / variance)
    return (total / mixingVariance * variance * threshold).squareRoot()
  }

  /// The interval `estimate ± halfWidth`.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1) or the estimate is not finite.
  public func interval(estimate: Double, alpha: Double) throws -> Interval {
    try Check.finite(estimate, "estimate")
    return Interval(center: estimate, halfWidth: try halfWidth(alpha: alpha))
  }

  /// Half-width of the one-sided asymptotic sequence.
  ///
  /// `sqrt(2 V (V + tau^2) / tau^2 ln(1 + sqrt((V + tau^2) / V) / (2 alpha)))`. Source: arXiv:2103.06476v7, equation 134.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1).
  public func oneSidedHalfWidth(alpha: Double) throws -> Double {
    try Check.openFraction(alpha, "alpha")
    let total = variance + mixingVariance
    let threshold = log1p((total / variance).squareRoot() / (2 * alpha))
    return (2 * total / mixingVariance * variance * threshold).squareRoot()
  }

  /// The rho for which the interval is about as narrow as can be at `users` users.
  ///
  /// `rho^2 = (-2 ln alpha + ln(-2 ln alpha + 1)) / N`, with `2 alpha` in place of `alpha` for one-sided sequences:
  /// the closed form of arXiv:2103.06476, within a few percent of the optimum of ``narrowestRho(bestAt:alpha:)``.
  ///
  /// - Throws: ``StatisticsError`` when `users` is not positive or `alpha` not in (0, 1) (one-sided: (0, 1/2)).
  public static func rho(bestAt users: Double, alpha: Double = 0.05, oneSided: Bool = false) throws -> Double {
    try Check.positive(users, "n_star")
    return (try tuningConstant(alpha, oneSided) / users).squareRoot()
  }

  /// Howard's rho tuned for intrinsic time `v` by the same closed form: `v / (-2 ln alpha + ln(-2 ln alpha + 1))`.
  ///
  /// - Throws: ``StatisticsError`` when `v` is not positive or `alpha` not in (0, 1) (one-sided: (0, 1/2)).
  public static func intrinsicRho(bestAt v: Double, alpha: Double = 0.05, oneSided: Bool = false) throws -> Double {
    try Check.positive(v, "v_opt")
    return v / (try tuningConstant(alpha, oneSided))
  }

  /// Howard's rho for which the two-sided bound is exactly narrowest at intrinsic time `v`.
  ///
  /// `v / (-W(-alpha^2 / e) - 1)` with W the lower branch of Lambert's function (Howard et al. 2021, proposition 3).
  ///
  /// - Throws: ``StatisticsError`` when `v` is not positive or `alpha` not in (0, 1).
  public static func narrowestRho(bestAt v: Double, alpha: Double = 0.05) throws -> Double {
    try Check.positive(v, "v_opt")
    try Check.openFraction(alpha, "alpha")
    // -W - 1 = u solves u - ln(1 + u) = -2 ln(alpha), without underflow for tiny alpha.
    let target = -2 * log(alpha)
    let u = try RootFinding.solve("rho", start: 0, step: target + 1, limit: 10 * target + 10) { u in
      u - log1p(u) - target
    }
    return v / u
  }

  private static func tuningConstant(_ alpha: Double, _ oneSided: Bool) throws -> Double {
    try Check.openFraction(alpha, "alpha")
    try Check.that(
      !oneSided || alpha < 0.5, "alpha", "must be below 1/2 for a one-sided sequence, not \(alpha)")
    let threshold = -2 * log(oneSided ? 2 * alpha : alpha)
    return threshold + log1p(threshold)
  }
}
