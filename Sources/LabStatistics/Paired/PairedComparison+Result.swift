extension PairedComparison {
  /// The paired comparison as a result, with the factor by which pairing shrank the variance as its adjustment.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func result(
    metric: String = "", baseline: String = "control", arm: String = "treatment", alpha: Double = 0.05,
    liftMethod: LiftMethod = .fieller
  ) throws -> MetricResult {
    var result = MetricResult(
      control: control, treatment: treatment, comparison: try paired(alpha: alpha),
      lift: try lift(alpha: alpha, method: liftMethod),
      method: "paired t test by the delta method; \(liftMethod.words)", alpha: alpha,
      units: .init(control: count, treatment: count), statuses: [status],
      adjustment: CovariateAdjustment(source: .pairing, theta: nil, varianceRatio: varianceRatio))
    result.metric = metric
    result.baseline = baseline
    result.arm = arm
    return result
  }

  /// The comparison as if the arms were two separate groups of this size.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func unpairedResult(
    metric: String = "", baseline: String = "control", arm: String = "treatment", alpha: Double = 0.05,
    liftMethod: LiftMethod = .fieller
  ) throws -> MetricResult {
    var result = MetricResult(
      control: control, treatment: treatment, comparison: try unpaired(alpha: alpha),
      lift: try unpairedLift(alpha: alpha, method: liftMethod),
      method: "Welch's t test by the delta method; \(liftMethod.words)", alpha: alpha,
      units: .init(control: count, treatment: count), statuses: [])
    result.metric = metric
    result.baseline = baseline
    result.arm = arm
    return result
  }
}
