import Foundation

/// A share of units with an event: a column of zeros and ones.
///
/// Tested by the pooled z test, or Fisher's when units or expected counts are few; the interval of the difference is
/// Newcombe's. With a covariate it is compared as a mean.
public struct Proportion: Metric, Equatable {
  /// Column of zeros and ones.
  public let column: String
  /// Column of the covariate; nil for none.
  public let covariate: String?

  /// A share of units.
  public init(_ column: String, covariate: String? = nil) {
    self.column = column
    self.covariate = covariate
  }

  /// The columns whose moments it needs.
  public var columns: [String] { [column] + (covariate.map { [$0] } ?? []) }

  /// Compares two arms.
  public func compare(control: ArmData, treatment: ArmData, settings: AnalysisSettings) throws -> MetricResult {
    let (first, second) = (try successes(control), try successes(treatment))
    if covariate != nil {
      return try Mean(column, covariate: covariate).compare(
        control: control, treatment: treatment, settings: settings)
    }
    return try Self.compare(control: first, treatment: second, settings: settings)
  }

  /// Compares two arms known by counts.
  ///
  /// - Throws: `StatisticsError` when an interval cannot be computed.
  public static func compare(
    control: SuccessCount, treatment: SuccessCount, settings: AnalysisSettings = .standard
  ) throws -> MetricResult {
    let units = MetricResult.Units(control: control.trials, treatment: treatment.trials)
    let intervals = "\(settings.proportionInterval.words); \(settings.liftMethod.words)"
    guard control.trials > 0, treatment.trials > 0 else {
      return .empty(.missingArm, method: "z test; \(intervals)", alpha: settings.alpha, units: units)
    }
    let pooled = try ProportionTest.pooled.compare(control: control, treatment: treatment, alpha: settings.alpha)
    let exact = needsExactTest(control, treatment, settings: settings)
    let p = exact ? try FisherExactTest(control: control, treatment: treatment).pTwoSided : pooled.pTwoSided
    let interval = try settings.proportionInterval.interval(
      control: control, treatment: treatment, alpha: settings.alpha)
    let (before, after) = (UnitSummary(control), UnitSummary(treatment))
    let lift = settings.liftMethod.lift(
      control: before.mean, treatment: after.mean, controlVariance: before.varianceOfMean,
      treatmentVariance: after.varianceOfMean, critical: Normal.twoSidedCritical(alpha: settings.alpha))
    let error = (before.varianceOfMean + after.varianceOfMean).squareRoot()
    return MetricResult(
      control: before.mean, treatment: after.mean,
      difference: EffectEstimate(estimate: pooled.difference, standardError: error, interval: interval), lift: lift,
      pValue: p, statistic: exact ? nil : pooled.statistic,
      method: "\(exact ? "Fisher's exact test" : "pooled z test"); \(intervals)", alpha: settings.alpha,
      units: units, statuses: [pooled.status])
  }

  /// Few units or few expected events call for an exact test, as long as it can be enumerated.
  private static func needsExactTest(
    _ control: SuccessCount, _ treatment: SuccessCount, settings: AnalysisSettings
  ) -> Bool {
    let both = control + treatment
    if both.trials < settings.exactBelow { return true }
    let smallest =
      Double(min(control.trials, treatment.trials)) * Double(min(both.successes, both.failures)) / Double(both.trials)
    return smallest < 5 && min(both.successes, both.failures) < FisherExactTest.limit
  }

  /// The events of an arm, from the moments of its zeros and ones.
  private func successes(_ arm: ArmData) throws -> SuccessCount {
    let moments = try arm.selecting([column])
    let n = Double(moments.count)
    let sum = moments.means[0] * n
    let share = moments.means[0]
    let squares = moments.variance(0) * max(0, n - 1)
    // Zeros and ones have exactly this sum of squares; anything else does not.
    guard sum.isFinite, abs(sum - sum.rounded()) <= 1e-6 * max(1, n), sum >= -0.5, sum <= n + 0.5,
      n < 2 || abs(squares - n * share * (1 - share)) <= 1e-6 * max(1, n)
    else {
      throw StatisticsError.invalidArgument(name: column, reason: "must hold zeros and ones only")
    }
    return SuccessCount(min(moments.count, max(0, Int(sum.rounded()))), of: moments.count)
  }
}
