import Foundation

/// Replicates of a statistic under resampling, and the intervals that can be read from them.
///
/// Sources: Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, chapters 12 to 14; Efron (1987),
/// doi:10.1080/01621459.1987.10478410 (BCa). Quantiles are of type 7.
public struct BootstrapDistribution: Sendable, Equatable {
  /// The statistic of the data themselves.
  public let estimate: Double

  /// The replicates, ascending, each with the number of resamples that gave it.
  public let replicates: [Double]
  let weights: [Double]

  /// The statistic without each unit in turn; empty when it was not computed.
  public let jackknife: [Double]

  /// `(replicate - estimate) / its own standard error`, ascending; empty unless studentised.
  let studentized: [Double]
  /// Standard error of the estimate by the formula used for studentising.
  let formulaError: Double?

  /// Number of resamples.
  public var count: Double { weights.reduce(0, +) }

  init(
    estimate: Double, replicates: [Double], weights: [Double]? = nil, jackknife: [Double] = [],
    studentized: [Double] = [], formulaError: Double? = nil
  ) {
    self.estimate = estimate
    let weights = weights ?? [Double](repeating: 1, count: replicates.count)
    let order = replicates.indices.sorted { replicates[$0] < replicates[$1] }
    self.replicates = order.map { replicates[$0] }
    self.weights = order.map { weights[$0] }
    self.jackknife = jackknife
    self.studentized = studentized.sorted()
    self.formulaError = formulaError
  }

  /// Standard deviation of the replicates (divisor: their number).
  public var standardError: Double {
    let total = count
    let mean = zip(replicates, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    let squares = zip(replicates, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    return (squares / total).squareRoot()
  }

  /// Whether all replicates are equal, so that no interval exists.
  public var isDegenerate: Bool { replicates.first == replicates.last }

  /// The type 7 quantile of the replicates.
  public func quantile(_ p: Double) -> Double { Self.quantile(p, replicates, weights) }

  private static func quantile(_ p: Double, _ values: [Double], _ weights: [Double]) -> Double {
    let position = (weights.reduce(0, +) - 1) * min(1, max(0, p))
    let below = position.rounded(.down)
    let low = orderStatistic(below, values, weights)
    guard position > below else { return low }
    let high = orderStatistic(below + 1, values, weights)
    return low + (high - low) * (position - below)
  }

  private static func orderStatistic(_ rank: Double, _ values: [Double], _ weights: [Double]) -> Double {
    var passed = 0.0
    for (value, weight) in zip(values, weights) {
      passed += weight
      if rank < passed { return value }
    }
    return values.last ?? 0
  }

  /// The percentile interval: quantiles of the replicates.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1) or all replicates are equal.
  public func percentileInterval(alpha: Double = 0.05) throws -> Interval {
    try check(alpha)
    return Interval(low: quantile(alpha / 2), high: quantile(1 - alpha / 2))
  }

  /// The basic interval: the percentile interval reflected at the estimate.
  ///
  /// - Throws: ``StatisticsError`` as ``percentileInterval(alpha:)``.
  public func basicInterval(alpha: Double = 0.05) throws -> Interval {
    try check(alpha)
    return Interval(low: 2 * estimate - quantile(1 - alpha / 2), high: 2 * estimate - quantile(alpha / 2))
  }

  /// The constants of the BCa interval and the levels at which it reads the replicates.
  public struct BiasCorrection: Sendable, Equatable {
    /// Normal quantile of the share of replicates below the estimate, those equal to it counted half.
    public let z0: Double
    /// Acceleration: skewness of the jackknife values over six.
    public let acceleration: Double
    /// Levels read instead of `alpha / 2` and `1 - alpha / 2`.
    public let lowLevel, highLevel: Double
  }

  /// The constants of the BCa interval; nil when all replicates lie on one side of the estimate.
  ///
  /// - Throws: ``StatisticsError`` when the jackknife was not computed, or as ``percentileInterval(alpha:)``.
  public func biasCorrection(alpha: Double = 0.05) throws -> BiasCorrection? {
    try check(alpha)
    try Check.that(jackknife.count > 1, "jackknife", "was not computed")
    // Replicates equal up to rounding count half, so that the order of summation does not matter.
    let scale = max(abs(replicates.first ?? 0), abs(replicates.last ?? 0))
    let tolerance = 1e-12 * scale
    var below = 0.0
    var equal = 0.0
    for (value, weight) in zip(replicates, weights) {
      if abs(value - estimate) <= tolerance { equal += weight } else if value < estimate { below += weight }
    }
    let share = (below + equal / 2) / count
    guard share > 0, share < 1 else { return nil }
    let z0 = Normal.quantile(share)
    let mean = jackknife.reduce(0, +) / Double(jackknife.count)
    let squares = jackknife.reduce(0) { $0 + (mean - $1) * (mean - $1) }
    let cubes = jackknife.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
    let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    func level(_ z: Double) -> Double {
      let sum = z0 + z
      return Normal.cdf(z0 + sum / (1 - acceleration * sum))
    }
    let critical = Normal.twoSidedCritical(alpha: alpha)
    return BiasCorrection(
      z0: z0, acceleration: acceleration, lowLevel: level(-critical), highLevel: level(critical))
  }

  /// The bias-corrected and accelerated interval; nil when its constants do not exist.
  ///
  /// - Throws: ``StatisticsError`` as ``biasCorrection(alpha:)``.
  public func bcaInterval(alpha: Double = 0.05) throws -> Interval? {
    guard let correction = try biasCorrection(alpha: alpha) else { return nil }
    return Interval(low: quantile(correction.lowLevel), high: quantile(correction.highLevel))
  }

  /// The studentised (bootstrap-t) interval: quantiles of `(replicate - estimate) / standard error`.
  ///
  /// - Throws: ``StatisticsError`` when standard errors were not computed, or as ``percentileInterval(alpha:)``.
  public func studentizedInterval(alpha: Double = 0.05) throws -> Interval {
    try check(alpha)
    guard let formulaError, studentized.count > 1 else {
      throw StatisticsError.invalidArgument(name: "standard errors", reason: "were not computed")
    }
    let ones = [Double](repeating: 1, count: studentized.count)
    return Interval(
      low: estimate - formulaError * Self.quantile(1 - alpha / 2, studentized, ones),
      high: estimate - formulaError * Self.quantile(alpha / 2, studentized, ones))
  }

  private func check(_ alpha: Double) throws {
    try Check.openFraction(alpha, "alpha")
    try Check.atLeast(replicates.count, 1, "replicates")
    guard !isDegenerate else { throw StatisticsError.undefined(quantity: "interval", status: .zeroVariance) }
  }
}
