import Foundation

/// Power and sample size of a comparison of two proportions, by formulas that must be named because they differ.
///
/// Pooled (Fleiss) plans the pooled z test; unpooled the z test with separate variances; arcsine (Cohen's h) its
/// variance-stabilised form; exact enumerates the binomial outcomes of the pooled z test. Sources: Fleiss, Levin and
/// Paik (2003), *Statistical Methods for Rates and Proportions*, chapter 4; Cohen (1988).
public struct ProportionsPower: Sendable, Equatable {
  /// Chance of success in the control and in the treatment arm, both inside (0, 1).
  public let control, treatment: Double
  /// Level of the test.
  public let alpha: Double
  /// 1 (in the direction of the difference) or 2.
  public let sides: Int

  /// Describes a comparison.
  ///
  /// - Throws: ``StatisticsError`` when a proportion or `alpha` is not in (0, 1) or `sides` is not 1 or 2.
  public init(control: Double, treatment: Double, alpha: Double = 0.05, sides: Int = 2) throws {
    try Check.openFraction(control, "p_control")
    try Check.openFraction(treatment, "p_treatment")
    try Check.openFraction(alpha, "alpha")
    try Check.that(sides == 1 || sides == 2, "sides", "must be 1 or 2, not \(sides)")
    self.control = control
    self.treatment = treatment
    self.alpha = alpha
    self.sides = sides
  }

  /// Cohen's h: the difference of `2 asin(sqrt p)`.
  public var cohenH: Double { 2 * (asin(treatment.squareRoot()) - asin(control.squareRoot())) }

  private var difference: Double { abs(treatment - control) }
  private var critical: Double { Normal.upperQuantile(alpha / Double(sides)) }
  private func variance(_ p: Double) -> Double { p * (1 - p) }

  // MARK: Power

  /// Power of the z test whose variance is pooled under the null hypothesis.
  ///
  /// - Throws: ``StatisticsError`` when a size is not positive.
  public func pooledPower(controlSize n: Double, treatmentSize m: Double) throws -> Double {
    try checkSizes(n, m)
    let pooled = variance((n * control + m * treatment) / (n + m))
    let null = (pooled * (1 / n + 1 / m)).squareRoot()
    return tails(limit: critical * null, scale: (variance(control) / n + variance(treatment) / m).squareRoot())
  }

  /// Power of the z test with separate variances.
  ///
  /// - Throws: ``StatisticsError`` when a size is not positive.
  public func unpooledPower(controlSize n: Double, treatmentSize m: Double) throws -> Double {
    try checkSizes(n, m)
    let scale = (variance(control) / n + variance(treatment) / m).squareRoot()
    return tails(limit: critical * scale, scale: scale)
  }

  /// Power by Cohen's arcsine transformation.
  ///
  /// - Throws: ``StatisticsError`` when a size is not positive.
  public func arcsinePower(controlSize n: Double, treatmentSize m: Double) throws -> Double {
    try checkSizes(n, m)
    return try arcsinePlan(ratio: m / n).normalPower(effect: abs(cohenH), controlSize: n)
  }

  /// Largest arm that ``exactPower(controlSize:treatmentSize:)`` enumerates; the formulas are exact enough beyond.
  public static let largestExactSize = 10_000_000

  /// Exact chance that the pooled z test rejects, by enumerating both binomials.
  ///
  /// Outcomes with no or only successes do not reject. One-sided tests look in the direction of the difference.
  ///
  /// - Throws: ``StatisticsError`` when a size is below 1 or above ``largestExactSize``.
  public func exactPower(controlSize n: Int, treatmentSize m: Int) throws -> Double {
    let sizes = 1...Self.largestExactSize
    try Check.that(sizes.contains(n), "n_control", "must be in \(sizes), not \(n)")
    try Check.that(sizes.contains(m), "n_treatment", "must be in \(sizes), not \(m)")
    let first = try Binomial(trials: n, chance: control)
    let second = try Binomial(trials: m, chance: treatment)
    let countsUp = sides == 2 || treatment >= control
    let countsDown = sides == 2 || treatment < control
    var power = 0.0
    for x in Self.bulk(n, control) {
      var rejects = 0.0
      if countsUp, let y = firstRejection(x, n, m, upwards: true) { rejects += second.atLeast(y) }
      if countsDown, let y = firstRejection(x, n, m, upwards: false) { rejects += second.cdf(y) }
      power += first.probability(x) * rejects
    }
    return min(1, power)
  }

  /// The treated successes nearest to equality that reject, given `x` control successes; nil when none does.
  private func firstRejection(_ x: Int, _ n: Int, _ m: Int, upwards: Bool) -> Int? {
    let total = Double(n + m)
    let limit = critical * critical
    let spread = 1 / Double(n) + 1 / Double(m)
    // z is monotone in y on either side of equality.
    func rejects(_ y: Int) -> Bool {
      let gap = Double(y) / Double(m) - Double(x) / Double(n)
      guard upwards ? gap > 0 : gap < 0 else { return false }
      let pooled = Double(x + y) / total
      return gap * gap > limit * pooled * (1 - pooled) * spread
    }
    var inside = min(m, max(0, Int(Double(x) * Double(m) / Double(n))))
    var outside = upwards ? m : 0
    guard rejects(outside) else { return nil }
    if rejects(inside) { return inside }
    while abs(outside - inside) > 1 {
      let middle = inside + (outside - inside) / 2
      if rejects(middle) { outside = middle } else { inside = middle }
    }
    return outside
  }

  /// The successes that carry all but about 1e-20 of the probability.
  private static func bulk(_ n: Int, _ p: Double) -> ClosedRange<Int> {
    let mean = Double(n) * p
    let reach = 10 * (mean * (1 - p)).squareRoot() + 50
    return max(0, Int(mean - reach))...min(n, Int(mean + reach))
  }

  // MARK: Sample size of the control arm, as a real number

  /// Fleiss' sample size for the pooled z test.
  ///
  /// `(z_a sqrt((1 + 1/r) P Q) + z_b sqrt(p_c q_c + p_t q_t / r))^2 / d^2`, `P = (p_c + r p_t) / (1 + r)`.
  ///
  /// - Parameter ratio: r, size of the treatment arm relative to the control arm.
  /// - Throws: ``StatisticsError`` when the proportions are equal or the power does not exceed the level.
  public func pooledSize(power: Double, ratio: Double = 1) throws -> Double {
    try checkRequest(power, ratio)
    let pooled = variance((control + ratio * treatment) / (1 + ratio)) * (1 + 1 / ratio)
    let separate = variance(control) + variance(treatment) / ratio
    let root = (critical * pooled.squareRoot() + Normal.upperQuantile(1 - power) * separate.squareRoot()) / difference
    return root * root
  }

  /// Fleiss' sample size with the continuity correction (also about right for Fisher's exact test).
  ///
  /// - Throws: ``StatisticsError`` as ``pooledSize(power:ratio:)``.
  public func correctedSize(power: Double, ratio: Double = 1) throws -> Double {
    let n = try pooledSize(power: power, ratio: ratio)
    let root = 1 + (1 + 2 * (1 + ratio) / (n * ratio * difference)).squareRoot()
    return n / 4 * root * root
  }

  /// Sample size for the z test with separate variances: `(z_a + z_b)^2 (p_c q_c + p_t q_t / r) / d^2`.
  ///
  /// - Throws: ``StatisticsError`` as ``pooledSize(power:ratio:)``.
  public func unpooledSize(power: Double, ratio: Double = 1) throws -> Double {
    try checkRequest(power, ratio)
    let z = critical + Normal.upperQuantile(1 - power)
    return z * z * (variance(control) + variance(treatment) / ratio) / (difference * difference)
  }

  /// Sample size by Cohen's h, both tails of a two-sided test counted.
  ///
  /// - Throws: ``StatisticsError`` as ``pooledSize(power:ratio:)``.
  public func arcsineSize(power: Double, ratio: Double = 1) throws -> Double {
    try checkRequest(power, ratio)
    return try arcsinePlan(ratio: ratio).normalControlSize(effect: abs(cohenH), power: power)
  }

  /// The smallest treatment proportion above (or largest below) `control` that arms of this size detect.
  ///
  /// Inverts ``pooledSize(power:ratio:)``.
  ///
  /// - Throws: ``StatisticsError`` when even certain success (or failure) in the treatment arm is not detected.
  public static func detectableProportion(
    control: Double, controlSize n: Double, power: Double, alpha: Double = 0.05, sides: Int = 2, ratio: Double = 1,
    upwards: Bool = true
  ) throws -> Double {
    try Check.openFraction(control, "p_control")
    try Check.positive(n, "n")
    let room = upwards ? 1 - control : control
    let sign = upwards ? 1.0 : -1.0
    // The largest and smallest difference that still leave the proportion inside (0, 1).
    let most = room * (1 - 1e-12)
    let shift = try RootFinding.brent("p_treatment", low: min(room * 1e-9, 1e-12), high: most) { shift in
      let plan = try ProportionsPower(control: control, treatment: control + sign * shift, alpha: alpha, sides: sides)
      return log(n) - log(try plan.pooledSize(power: power, ratio: ratio))
    }
    return control + sign * shift
  }

  private func arcsinePlan(ratio: Double) throws -> MeansPower {
    try MeansPower(ratio: ratio, alpha: alpha, alternative: sides == 2 ? .twoSided : .greater)
  }

  private func tails(limit: Double, scale: Double) -> Double {
    let near = Normal.upperTail((limit - difference) / scale)
    return sides == 2 ? near + Normal.upperTail((limit + difference) / scale) : near
  }

  private func checkSizes(_ n: Double, _ m: Double) throws {
    try Check.positive(n, "n_control")
    try Check.positive(m, "n_treatment")
  }

  private func checkRequest(_ power: Double, _ ratio: Double) throws {
    try Check.openFraction(power, "power")
    try Check.positive(ratio, "ratio")
    try Check.that(difference > 0, "p_treatment", "must differ from p_control")
    try Check.that(power > alpha, "power", "must exceed the level \(alpha), not \(power)")
  }
}
