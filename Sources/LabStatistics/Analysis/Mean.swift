/// A mean per unit, with or without a covariate from before the experiment.
public struct Mean: Metric, Equatable {
  /// Column of the metric.
  public let column: String
  /// Column of the covariate; nil for none.
  public let covariate: String?

  /// A mean per unit.
  public init(_ column: String, covariate: String? = nil) {
    self.column = column
    self.covariate = covariate
  }

  /// The columns whose moments it needs.
  public var columns: [String] { [column] + (covariate.map { [$0] } ?? []) }

  /// Compares two arms.
  public func compare(control: ArmData, treatment: ArmData, settings: AnalysisSettings) throws -> MetricResult {
    let (first, second) = (try control.selecting(columns), try treatment.selecting(columns))
    guard covariate != nil else {
      return try settings.meanTest.result(
        control: first.summary(0), treatment: second.summary(0), settings: settings,
        method: "\(settings.meanTest.words); \(settings.liftMethod.words)")
    }
    return try Cuped(mean: first, treatment: second, scope: settings.thetaScope).result(settings: settings)
  }
}

extension Cuped {
  /// The adjusted comparison as a result; the lift is over the unadjusted control.
  func result(settings: AnalysisSettings) throws -> MetricResult {
    let units = MetricResult.Units(control: control.count, treatment: treatment.count)
    let method = "\(settings.meanTest.words) with CUPED; \(settings.liftMethod.words)"
    if status == .zeroDenominator {
      return .empty(.zeroDenominator, method: method, alpha: settings.alpha, units: units)
    }
    let comparison = try difference(settings.meanTest, alpha: settings.alpha)
    let base = unadjustedControl
    let variance = comparison.standardError * comparison.standardError
    // The lift's numerator is the control plus the adjusted difference; both share the control's noise.
    let shared = control.count > 0 ? -controlCovariance / Double(control.count) : 0
    return MetricResult(
      control: control.count > 0 ? control.mean : nil, treatment: treatment.count > 0 ? treatment.mean : nil,
      comparison: comparison,
      lift: try settings.lift(
        control: base.mean, treatment: base.mean + comparison.difference, controlVariance: base.varianceOfMean,
        treatmentVariance: max(0, variance + base.varianceOfMean + 2 * shared),
        covariance: base.varianceOfMean + shared, comparison: comparison),
      method: method, alpha: settings.alpha, units: units, statuses: [status],
      adjustment: CovariateAdjustment(theta: theta, varianceRatio: varianceRatio))
  }
}
