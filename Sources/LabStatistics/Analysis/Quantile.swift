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
    guard control.count > 0, treatment.count > 0 else {
      return .empty(
        .missingArm, method: Self.method(settings), alpha: settings.alpha,
        units: .init(control: control.count, treatment: treatment.count))
    }
    let arms = try [control, treatment].map { try summary(try $0.kept(column), alpha: settings.alpha) }
    return try Self.compare(control: arms[0], treatment: arms[1], settings: settings)
  }

  /// Compares two arms known by their quantile and the order statistics around it.
  ///
  /// - Throws: `StatisticsError` when an interval cannot be computed.
  public static func compare(
    control: QuantileSummary, treatment: QuantileSummary, settings: AnalysisSettings = .standard
  ) throws -> MetricResult {
    if let status = control.status ?? treatment.status {
      let difference = treatment.value - control.value
      let lift = control.value == 0 ? nil : difference / abs(control.value)
      return MetricResult(
        control: control.value, treatment: treatment.value,
        difference: EffectEstimate(estimate: difference, standardError: nil, interval: nil),
        lift: LiftEstimate(estimate: lift, interval: nil, status: lift == nil ? .zeroBaseline : status), pValue: nil,
        statistic: nil, method: method(settings), alpha: settings.alpha,
        units: .init(control: control.count, treatment: treatment.count), statuses: [status])
    }
    return try settings.meanTest.result(
      control: control.summary, treatment: treatment.summary, settings: settings, method: method(settings))
  }

  private static func method(_ settings: AnalysisSettings) -> String {
    "\(settings.meanTest.words) with order-statistic variances; \(settings.liftMethod.words)"
  }

  private func summary(_ values: [Double], alpha: Double) throws -> QuantileSummary {
    let estimate = try QuantileEstimate(values, level: level)
    let bounds = try estimate.orderStatisticInterval()
    return try QuantileSummary(
      count: values.count, value: estimate.type7, lower: bounds.interval.low ?? estimate.type7,
      upper: bounds.interval.high ?? estimate.type7, level: level)
  }
}
