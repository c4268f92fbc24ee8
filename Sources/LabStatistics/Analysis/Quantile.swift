/// A quantile of a column, such as the median spend; needs the values themselves.
///
/// The variance of each arm follows from the order statistics around the quantile (Yao, Li & Lu 2024).
public struct Quantile: Metric, Equatable {
  /// Column of the metric.
  public let column: String
  /// The level in (0, 1).
  public let level: Double

  /// A quantile.
  public init(_ column: String, level: Double) {
    self.column = column
    self.level = level
  }

  /// The columns whose moments it needs.
  public var columns: [String] { [column] }

  /// The columns whose values it needs.
  public var keptColumns: [String] { [column] }

  /// Compares two arms.
  public func compare(control: ArmData, treatment: ArmData, settings: AnalysisSettings) throws -> MetricResult {
    let method = "\(settings.meanTest.words) with order-statistic variances; \(settings.liftMethod.words)"
    let units = MetricResult.Units(control: control.count, treatment: treatment.count)
    guard control.count > 0, treatment.count > 0 else {
      return .empty(.missingArm, method: method, alpha: settings.alpha, units: units)
    }
    let arms = try [control, treatment].map { try summary(try $0.kept(column), alpha: settings.alpha) }
    if let status = arms[0].status ?? arms[1].status {
      let difference = arms[1].value - arms[0].value
      let lift = arms[0].value == 0 ? nil : difference / abs(arms[0].value)
      return MetricResult(
        control: arms[0].value, treatment: arms[1].value,
        difference: EffectEstimate(estimate: difference, standardError: nil, interval: nil),
        lift: LiftEstimate(estimate: lift, interval: nil, status: lift == nil ? .zeroBaseline : status), pValue: nil,
        statistic: nil, method: method, alpha: settings.alpha, units: units, statuses: [status])
    }
    return try settings.meanTest.result(
      control: arms[0].summary, treatment: arms[1].summary, settings: settings, method: method)
  }

  private func summary(_ values: [Double], alpha: Double) throws -> QuantileSummary {
    let estimate = try QuantileEstimate(values, level: level)
    let bounds = try estimate.orderStatisticInterval()
    return try QuantileSummary(
      count: values.count, value: estimate.type7, lower: bounds.interval.low ?? estimate.type7,
      upper: bounds.interval.high ?? estimate.type7, level: level)
  }
}
