import Foundation

/// Variance reduction by a covariate measured before the experiment (CUPED), for means and for ratios.
///
/// Y is replaced by Y - theta (X - mean X), with theta = cov(Y, X) / var(X). Source: Deng, Xu, Kohavi & Walker 2013
/// (doi:10.1145/2433396.2433413); for ratios by the delta method, Deng, Knoblich & Lu 2018 (arXiv:1803.06336).
public struct Cuped: Sendable {
  /// Over whom theta is computed.
  public enum ThetaScope: String, Sendable, CaseIterable, Codable {
    /// Over all users, also between arms.
    case pooled
    /// Within arms: the sum of the arms' covariances over the sum of their variances.
    case withinArms
  }

  /// One arm, before adjustment.
  struct Arm {
    let count: Int
    let outcome: Double
    let covariate: Double
    let outcomeVariance: Double
    let covariateVariance: Double
    let covariance: Double
  }

  /// The regression coefficient.
  public let theta: Double
  /// Control after adjustment; its mean is recentred at the covariate's mean over both arms.
  public let control: UnitSummary
  /// Treatment after adjustment.
  public let treatment: UnitSummary
  /// Control before adjustment.
  public let unadjustedControl: UnitSummary
  /// Treatment before adjustment.
  public let unadjustedTreatment: UnitSummary
  /// Covariance of one control unit's adjusted and unadjusted value, for the variance of a lift.
  let controlCovariance: Double
  /// The difference at which the variance of a lift is linearised: unadjusted for means, adjusted for ratios, as the
  /// engine whose lift this is does it (both estimate the same).
  let linearisationPoint: Double
  /// Why nothing was adjusted, or there is no outcome.
  public let status: Status?

  /// Adjusts a mean.
  ///
  /// - Parameters:
  ///   - control, treatment: co-moments with the outcome and the covariate.
  ///   - outcome, covariate: positions of the variables.
  ///   - scope: over whom theta is computed.
  public init(
    mean control: CoMoments, treatment: CoMoments, outcome: Int = 0, covariate: Int = 1,
    scope: ThetaScope = .pooled
  ) {
    let arms = [control, treatment].map { arm in
      Arm(
        count: arm.count, outcome: arm.means[outcome], covariate: arm.means[covariate],
        outcomeVariance: arm.variance(outcome), covariateVariance: arm.variance(covariate),
        covariance: arm.covariance(outcome, covariate))
    }
    let both = control + treatment
    self.init(
      control: arms[0], treatment: arms[1], pooledCovariance: both.covariance(outcome, covariate),
      pooledVariance: both.variance(covariate), center: both.means[covariate], scope: scope, status: nil, isRatio: false
    )
  }

  /// Adjusts a ratio by another ratio.
  ///
  /// - Parameters:
  ///   - control, treatment: co-moments of numerator, denominator, and the covariate's numerator and denominator.
  ///   - positions: positions of those four variables.
  ///   - scope: over whom theta is computed.
  public init(
    ratio control: CoMoments, treatment: CoMoments, positions: [Int] = [0, 1, 2, 3], scope: ThetaScope = .pooled
  ) {
    let parts = [control, treatment, control + treatment].map { Self.ratioArm($0.selecting(positions)) }
    let missing = parts.contains { $0 == nil }
    let empty = Arm(count: 0, outcome: 0, covariate: 0, outcomeVariance: 0, covariateVariance: 0, covariance: 0)
    let both = parts[2] ?? empty
    self.init(
      control: parts[0] ?? empty, treatment: parts[1] ?? empty, pooledCovariance: both.covariance,
      pooledVariance: both.covariateVariance, center: both.covariate, scope: scope,
      status: missing ? .zeroDenominator : nil, isRatio: true)
  }

  private static func ratioArm(_ moments: CoMoments) -> Arm? {
    guard moments.dimension == 4 else { return nil }
    let outcome = RatioSummary(moments, numerator: 0, denominator: 1)
    let covariate = RatioSummary(moments, numerator: 2, denominator: 3)
    guard let value = outcome.ratio, let before = covariate.ratio else { return nil }
    return Arm(
      count: moments.count, outcome: value, covariate: before, outcomeVariance: outcome.unitVariance,
      covariateVariance: covariate.unitVariance,
      covariance: RatioSummary.delta(
        moments, [(0, outcome.gradient.numerator), (1, outcome.gradient.denominator)],
        [(2, covariate.gradient.numerator), (3, covariate.gradient.denominator)]))
  }

  private init(
    control: Arm, treatment: Arm, pooledCovariance: Double, pooledVariance: Double, center: Double, scope: ThetaScope,
    status: Status?, isRatio: Bool
  ) {
    let (covariance, variance) =
      switch scope {
      case .pooled: (pooledCovariance, pooledVariance)
      case .withinArms:
        (control.covariance + treatment.covariance, control.covariateVariance + treatment.covariateVariance)
      }
    // A covariate that does not vary explains nothing; theta is then zero and the result is the unadjusted one.
    let coefficient = variance > 0 ? covariance / variance : 0
    theta = coefficient
    self.status = status ?? (variance > 0 ? nil : .zeroCovariateVariance)
    let adjust = { (arm: Arm) in
      UnitSummary(
        count: arm.count, mean: arm.outcome - coefficient * (arm.covariate - center),
        variance: max(
          0,
          arm.outcomeVariance + coefficient * coefficient * arm.covariateVariance - 2 * coefficient * arm.covariance))
    }
    self.control = adjust(control)
    self.treatment = adjust(treatment)
    unadjustedControl = UnitSummary(count: control.count, mean: control.outcome, variance: control.outcomeVariance)
    unadjustedTreatment = UnitSummary(
      count: treatment.count, mean: treatment.outcome, variance: treatment.outcomeVariance)
    controlCovariance = control.outcomeVariance - coefficient * control.covariance
    linearisationPoint =
      isRatio ? self.treatment.mean - self.control.mean : treatment.outcome - control.outcome
  }

  /// Variance of the difference after adjustment over before; below 1 is the gain. Nil when nothing varies.
  public var varianceRatio: Double? {
    let before = unadjustedControl.varianceOfMean + unadjustedTreatment.varianceOfMean
    return before > 0 ? (control.varianceOfMean + treatment.varianceOfMean) / before : nil
  }

  /// The difference with its test.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func difference(_ test: MeanTest = .welch, alpha: Double = 0.05) throws -> MeanComparison {
    if status == .zeroDenominator {
      return MeanComparison(difference: 0, standardError: 0, status: .zeroDenominator)
    }
    return try test.compare(control: control, treatment: treatment, alpha: alpha)
  }

  /// The lift: the adjusted difference over the *unadjusted* control, with the delta-method variance that knows how
  /// the two vary together (growthbook issue 3610, https://github.com/growthbook/growthbook/pull/3610).
  ///
  /// - Returns: nil when there is no difference or the control is zero; degrees of freedom are those of the difference.
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func relativeDifference(alpha: Double = 0.05) throws -> MeanComparison? {
    let absolute = try difference(alpha: alpha)
    guard let degrees = absolute.degreesOfFreedom, unadjustedControl.mean != 0 else { return nil }
    let base = abs(unadjustedControl.mean)
    let sign: Double = unadjustedControl.mean < 0 ? -1 : 1
    let effect = absolute.difference / base
    // cov(adjusted difference, control mean) = -cov(adjusted control, control) / n.
    let covariance = -sign * controlCovariance / Double(control.count)
    let error = absolute.standardError / base
    let slope = linearisationPoint / base
    let variance =
      error * error + slope * slope * (unadjustedControl.varianceOfMean / base / base)
      - 2 * slope * (covariance / base / base)
    return try MeanComparison(
      difference: effect, standardError: max(0, variance).squareRoot(), degreesOfFreedom: degrees, alpha: alpha)
  }
}
