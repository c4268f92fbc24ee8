import Foundation

/// Two ratio metrics of the same users under two conditions, compared in pairs.
///
/// In a simulation every user lives under both arms, so the difference is far more certain than between two groups.
/// Works from sums alone: the number of users, the four means and their covariance matrix. A mean per user is a ratio
/// whose denominator is 1 for everyone.
///
/// ```swift
/// let comparison = PairedComparison(count: n, means: [0.12, 1, 0.10, 1], covariance: matrix)
/// let result = try comparison.result(alpha: 0.05)
/// ```
/// Source: delta method as Deng, Knoblich & Lu 2018 (arXiv:1803.06336), interval of the lift after Fieller 1954.
public struct PairedComparison: Sendable, Equatable {
  /// Number of users.
  public let count: Int
  /// Ratio in the arm; nil when its denominator is zero.
  public let treatment: Double?
  /// Ratio in the baseline; nil when its denominator is zero.
  public let control: Double?
  /// Sampling variance of the arm's ratio.
  public let treatmentVariance: Double
  /// Sampling variance of the baseline's ratio.
  public let controlVariance: Double
  /// Sampling covariance of the two ratios.
  public let covariance: Double

  /// A comparison from sums.
  ///
  /// - Parameters:
  ///   - count: number of users, each in both conditions.
  ///   - means: per user: numerator and denominator in the arm, numerator and denominator in the baseline.
  ///   - covariance: the 4 x 4 covariance of one user's four values, divisor n - 1.
  /// - Throws: `StatisticsError.invalidArgument` unless there are four variables.
  public init(count: Int, means: [Double], covariance: [[Double]]) throws {
    try self.init(CoMoments(count: count, means: means, covariance: covariance))
  }

  /// A comparison from co-moments of the four variables.
  ///
  /// - Throws: `StatisticsError.invalidArgument` unless there are four variables.
  public init(_ moments: CoMoments) throws {
    guard moments.dimension == 4 else {
      throw StatisticsError.invalidArgument(name: "means", reason: "needs four variables, not \(moments.dimension)")
    }
    count = moments.count
    let arm = RatioSummary(moments, numerator: 0, denominator: 1)
    let baseline = RatioSummary(moments, numerator: 2, denominator: 3)
    treatment = arm.ratio
    control = baseline.ratio
    let n = Double(max(1, moments.count))
    treatmentVariance = arm.unitVariance / n
    controlVariance = baseline.unitVariance / n
    let shared = RatioSummary.delta(
      moments, [(0, arm.gradient.numerator), (1, arm.gradient.denominator)],
      [(2, baseline.gradient.numerator), (3, baseline.gradient.denominator)])
    covariance = shared / n
  }

  /// Variance of the paired difference; a rounding residue of identical arms counts as zero.
  public var pairedVariance: Double {
    let variance = treatmentVariance + controlVariance - 2 * covariance
    return variance <= 8 * Double.ulpOfOne * unpairedVariance ? 0 : variance
  }

  /// Variance of the difference if the arms were two separate groups of this size.
  public var unpairedVariance: Double { treatmentVariance + controlVariance }

  /// Paired over unpaired variance: below 1 is the gain of pairing; nil when nothing varies.
  public var varianceRatio: Double? { unpairedVariance > 0 ? pairedVariance / unpairedVariance : nil }

  /// Correlation of the two ratios; nil when one does not vary.
  public var correlation: Double? {
    let product = treatmentVariance.squareRoot() * controlVariance.squareRoot()
    return product > 0 ? min(1, max(-1, covariance / product)) : nil
  }

  /// The difference with its t test in pairs (n - 1 degrees of freedom).
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func paired(alpha: Double = 0.05) throws -> MeanComparison {
    try compare(variance: pairedVariance, degreesOfFreedom: Double(count - 1), alpha: alpha)
  }

  /// The difference as if the arms were separate groups (Welch).
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func unpaired(alpha: Double = 0.05) throws -> MeanComparison {
    let degrees = MeanTest.satterthwaite([(treatmentVariance, count - 1), (controlVariance, count - 1)])
    return try compare(variance: unpairedVariance, degreesOfFreedom: degrees, alpha: alpha)
  }

  /// The lift with its interval, in pairs.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func lift(alpha: Double = 0.05, method: LiftMethod = .fieller) throws -> LiftEstimate {
    try lift(alpha: alpha, method: method, covariance: covariance, variance: pairedVariance)
  }

  /// The lift with its interval as if the arms were separate groups.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func unpairedLift(alpha: Double = 0.05, method: LiftMethod = .fieller) throws -> LiftEstimate {
    try lift(alpha: alpha, method: method, covariance: 0, variance: unpairedVariance)
  }

  /// Why there is no comparison, if so.
  public var status: Status? {
    if count == 0 { return .missingArm }
    if treatment == nil || control == nil { return .zeroDenominator }
    if count < 2 { return .tooFewUnits }
    guard unpairedVariance.isFinite, covariance.isFinite else { return .outOfRange }
    if pairedVariance > 0 { return nil }
    return treatment == control && unpairedVariance > 0 ? .identicalArms : .zeroVariance
  }

  private func compare(variance: Double, degreesOfFreedom: Double, alpha: Double) throws -> MeanComparison {
    let difference = (treatment ?? 0) - (control ?? 0)
    let error = max(0, variance).squareRoot()
    if let status, variance <= 0 || status != .identicalArms {
      return MeanComparison(difference: difference, standardError: error, status: status)
    }
    return try MeanComparison(
      difference: difference, standardError: error, degreesOfFreedom: degreesOfFreedom, alpha: alpha)
  }

  private func lift(
    alpha: Double, method: LiftMethod, covariance: Double, variance: Double
  ) throws -> LiftEstimate {
    guard let control, let treatment, count > 1 else {
      return LiftEstimate(estimate: nil, interval: nil, status: status)
    }
    guard variance > 0 else {
      let estimate = control == 0 ? nil : (treatment - control) / abs(control)
      return LiftEstimate(estimate: estimate, interval: nil, status: control == 0 ? .zeroBaseline : status)
    }
    return method.lift(
      control: control, treatment: treatment, controlVariance: controlVariance,
      treatmentVariance: treatmentVariance, covariance: covariance,
      critical: try StudentT(degreesOfFreedom: Double(count - 1)).twoSidedCritical(alpha: alpha))
  }
}
