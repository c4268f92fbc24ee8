import Foundation

/// How the interval of a lift is made.
public enum LiftMethod: String, Sendable, CaseIterable, Codable {
  /// Fieller's set: exact for normal means, says when it is unbounded.
  case fieller
  /// The delta method: symmetric around the estimate.
  case delta
  /// The interval of the log ratio: for positive means only, better for skewed data.
  case logRatio

  /// The lift of one mean over another.
  ///
  /// - Parameters:
  ///   - control, treatment: the two estimates.
  ///   - controlVariance, treatmentVariance, covariance: of the estimates (not of units).
  ///   - critical: the two-sided critical value of z or t.
  /// - Returns: the lift with its interval, or the status that says why there is none.
  public func lift(
    control: Double, treatment: Double, controlVariance: Double, treatmentVariance: Double, covariance: Double = 0,
    critical: Double
  ) -> LiftEstimate {
    guard control != 0 else { return LiftEstimate(estimate: nil, interval: nil, status: .zeroBaseline) }
    let estimate = (treatment - control) / abs(control)
    guard estimate.isFinite else { return LiftEstimate(estimate: nil, interval: nil, status: .outOfRange) }
    guard controlVariance + treatmentVariance - 2 * covariance > 0 else {
      return LiftEstimate(estimate: estimate, interval: nil, status: .zeroVariance)
    }
    let note: Status? = control < 0 ? .negativeBaseline : nil
    switch self {
    case .fieller:
      let set = FiellerSet(
        numerator: treatment, denominator: control, numeratorVariance: treatmentVariance,
        denominatorVariance: controlVariance, covariance: covariance, critical: critical)
      guard let ratio = set.interval else {
        return LiftEstimate(estimate: estimate, interval: nil, status: .unboundedLift)
      }
      let lift = ratio.shifted(by: -1)
      return LiftEstimate(estimate: estimate, interval: control < 0 ? lift.negated : lift, status: note)
    case .delta:
      let half =
        critical
        * Self.deltaVariance(
          control: control, treatment: treatment, controlVariance: controlVariance,
          treatmentVariance: treatmentVariance, covariance: covariance
        ).squareRoot()
      return LiftEstimate(estimate: estimate, interval: Interval(center: estimate, halfWidth: half), status: note)
    case .logRatio:
      guard control > 0, treatment > 0 else {
        return LiftEstimate(estimate: estimate, interval: nil, status: .nonPositiveMean)
      }
      let half =
        critical
        * max(
          0,
          controlVariance / control / control + treatmentVariance / treatment / treatment
            - 2 * covariance / control / treatment
        ).squareRoot()
      let ratio = treatment / control
      return LiftEstimate(
        estimate: estimate, interval: Interval(low: ratio * exp(-half) - 1, high: ratio * exp(half) - 1), status: nil)
    }
  }

  /// The delta-method variance of a lift.
  package static func deltaVariance(
    control: Double, treatment: Double, controlVariance: Double, treatmentVariance: Double, covariance: Double = 0
  ) -> Double {
    let ratio = treatment / control
    return max(
      0,
      (treatmentVariance / control / control) + ratio * ratio * (controlVariance / control / control)
        - 2 * ratio * (covariance / control / control))
  }
}

extension LiftMethod {
  /// The lift with the log-ratio interval whose degrees of freedom are Satterthwaite's for the two relative variances.
  ///
  /// Source: the tea-tasting package, https://tea-tasting.e10v.me (relative effect size of `Mean`).
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  static func logRatioLift(control: UnitSummary, treatment: UnitSummary, alpha: Double) throws -> LiftEstimate {
    let degrees = MeanTest.satterthwaite([
      (control.varianceOfMean / control.mean / control.mean, control.count - 1),
      (treatment.varianceOfMean / treatment.mean / treatment.mean, treatment.count - 1),
    ])
    guard degrees > 0 else {
      return LiftMethod.logRatio.lift(
        control: control.mean, treatment: treatment.mean, controlVariance: 0, treatmentVariance: 0, critical: 0)
    }
    return LiftMethod.logRatio.lift(
      control: control.mean, treatment: treatment.mean, controlVariance: control.varianceOfMean,
      treatmentVariance: treatment.varianceOfMean,
      critical: try StudentT(degreesOfFreedom: degrees).twoSidedCritical(alpha: alpha))
  }
}
