import Foundation

/// Power, sample size and detectable effect of a comparison of two means, by the noncentral t distribution.
///
/// ```swift
/// let plan = try MeansPower()                       // 5 %, two-sided, equal arms
/// try plan.controlSize(effect: 0.2, power: 0.8)     // 393.4 users per arm
/// ```
///
/// Effects are standardised: difference / standard deviation (Cohen's d). Sizes are real numbers; round up. Source:
/// Cohen (1988); the t statistic has noncentrality `d sqrt(n1 n2 / (n1 + n2))`.
public struct MeansPower: Sendable, Equatable {
  /// The degrees of freedom used.
  public enum DegreesOfFreedom: Sendable {
    /// `n1 + n2 - 2`.
    case pooled
    /// Welch's, for equal variances but possibly unequal sizes.
    case welch
  }

  /// Size of the treatment arm relative to the control arm.
  public let ratio: Double
  /// Level of the test.
  public let alpha: Double
  /// Direction of the test.
  public let alternative: Alternative
  /// The degrees of freedom used.
  public let degreesOfFreedom: DegreesOfFreedom

  /// Describes a test.
  ///
  /// - Throws: ``StatisticsError`` when `ratio` is not positive or `alpha` not in (0, 1).
  public init(
    ratio: Double = 1, alpha: Double = 0.05, alternative: Alternative = .twoSided,
    degreesOfFreedom: DegreesOfFreedom = .pooled
  ) throws {
    try Check.positive(ratio, "ratio")
    try Check.openFraction(alpha, "alpha")
    self.ratio = ratio
    self.alpha = alpha
    self.alternative = alternative
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The smallest size of the control arm for which the test exists.
  private var smallestSize: Double {
    switch degreesOfFreedom {
    case .pooled: 2.05 / (1 + ratio)
    case .welch: 1.02 / min(1, ratio)
    }
  }

  /// The noncentrality of the t statistic.
  public func noncentrality(effect d: Double, controlSize n: Double) -> Double {
    d * (n * ratio / (1 + ratio)).squareRoot()
  }

  /// The chance to reject, for arms of `n` and `ratio n` users.
  ///
  /// - Throws: ``StatisticsError`` when the effect is not finite or the arms are too small for a t test.
  public func power(effect d: Double, controlSize n: Double) throws -> Double {
    try Check.finite(d, "effect")
    let m = n * ratio
    let df: Double
    switch degreesOfFreedom {
    case .pooled:
      df = n + m - 2
    case .welch:
      try Check.that(n > 1 && m > 1 && n.isFinite, "n", "each arm needs more than one unit")
      let sum = 1 / n + 1 / m
      df = sum * sum / (1 / (n * n * (n - 1)) + 1 / (m * m * (m - 1)))
    }
    try Check.that(df > 0 && df.isFinite, "n", "the arms need more than two units together")
    let t = try NoncentralT(degreesOfFreedom: df, noncentrality: noncentrality(effect: d, controlSize: n))
    let student = try StudentT(degreesOfFreedom: df)
    switch alternative {
    case .greater: return try t.upperTail(student.upperQuantile(alpha))
    case .less: return try t.cdf(-student.upperQuantile(alpha))
    case .twoSided:
      let critical = try student.upperQuantile(alpha / 2)
      return try t.upperTail(critical) + t.cdf(-critical)
    }
  }

  /// The chance to reject with the normal approximation: a known standard deviation.
  ///
  /// - Throws: ``StatisticsError`` when the effect is not finite or the size not positive.
  public func normalPower(effect d: Double, controlSize n: Double) throws -> Double {
    try Check.finite(d, "effect")
    try Check.positive(n, "n")
    let delta = noncentrality(effect: d, controlSize: n)
    switch alternative {
    case .greater: return Normal.upperTail(Normal.upperQuantile(alpha) - delta)
    case .less: return Normal.upperTail(Normal.upperQuantile(alpha) + delta)
    case .twoSided:
      let critical = Normal.upperQuantile(alpha / 2)
      return Normal.upperTail(critical - delta) + Normal.upperTail(critical + delta)
    }
  }

  /// The size of the control arm that reaches a power, as a real number.
  ///
  /// - Throws: ``StatisticsError`` naming the argument when the effect is zero, points away from the alternative, or
  ///   the power does not exceed the level.
  public func controlSize(effect d: Double, power: Double) throws -> Double {
    try checkRequest(effect: d, power: power)
    let start = max(smallestSize, 0.5 * (try closedFormSize(effect: d, power: power)))
    if try self.power(effect: d, controlSize: start) >= power { return start }
    return try RootFinding.solve("n", start: start, step: max(1, start), limit: 1e13) { n in
      try self.power(effect: d, controlSize: n) - power
    }
  }

  /// The size of the control arm by the normal approximation, both tails of a two-sided test counted.
  ///
  /// - Throws: ``StatisticsError`` as ``controlSize(effect:power:)``.
  public func normalControlSize(effect d: Double, power: Double) throws -> Double {
    try checkRequest(effect: d, power: power)
    // The far tail only helps, so the closed form is an upper limit; it matters most for power just above the level.
    let high = try closedFormSize(effect: d, power: power)
    guard alternative == .twoSided, try normalPower(effect: d, controlSize: high) > power else { return high }
    return try RootFinding.solve("n", start: high, step: -high / 1024, limit: high * 1e-12) { n in
      try normalPower(effect: d, controlSize: n) - power
    }
  }

  /// The standardised effect that a test of this size detects with a power, in the direction of the alternative.
  ///
  /// - Throws: ``StatisticsError`` when the arms are too small or the power does not exceed the level.
  public func detectableEffect(controlSize n: Double, power: Double) throws -> Double {
    try checkPower(power)
    let sign = alternative == .less ? -1.0 : 1.0
    let step = max(abs(normalDetectableEffect(controlSize: n, power: power)), 1e-12)
    let size = try RootFinding.solve("effect", start: 0, step: step, limit: 1e9) { d in
      try self.power(effect: sign * d, controlSize: n) - power
    }
    return sign * size
  }

  /// The detectable effect by the normal approximation, `(z_alpha + z_beta) sqrt((1 + ratio) / (n ratio))`.
  public func normalDetectableEffect(controlSize n: Double, power: Double) -> Double {
    let sign = alternative == .less ? -1.0 : 1.0
    return sign * quantileSum(power) * ((1 + ratio) / (n * ratio)).squareRoot()
  }

  private func quantileSum(_ power: Double) -> Double {
    let level = alternative == .twoSided ? alpha / 2 : alpha
    return Normal.upperQuantile(level) + Normal.upperQuantile(1 - power)
  }

  private func closedFormSize(effect d: Double, power: Double) throws -> Double {
    let z = quantileSum(power)
    let size = (1 + ratio) / ratio * (z / d) * (z / d)
    try Check.that(size.isFinite && size < 1e12, "effect", "is so small that no practical sample detects it")
    return size
  }

  private func checkRequest(effect d: Double, power: Double) throws {
    try Check.finite(d, "effect")
    try Check.that(d != 0, "effect", "must not be zero: no sample size detects no effect")
    try Check.that(
      alternative == .twoSided || (d > 0) == (alternative == .greater), "effect", "points away from the alternative")
    try checkPower(power)
  }

  private func checkPower(_ power: Double) throws {
    try Check.openFraction(power, "power")
    try Check.that(power > alpha, "power", "must exceed the level \(alpha), not \(power)")
  }
}
