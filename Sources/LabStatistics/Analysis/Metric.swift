/// A metric of an experiment: a small value that knows its columns and how to compare two arms.
///
/// ```swift
/// let metrics: KeyValuePairs<String, any Metric> = [
///   "orders": Mean("orders", covariate: "orders_before"),
///   "retention": Proportion("day_7"),
///   "clicks per view": Ratio("clicks", per: "views"),
///   "median spend": Quantile("spend", level: 0.5),
/// ]
/// ```
public protocol Metric: Sendable {
  /// The columns whose moments it needs.
  var columns: [String] { get }
  /// The columns whose values it needs, too.
  var keptColumns: [String] { get }
  /// Compares two arms; the analysis fills in the names.
  ///
  /// - Throws: `StatisticsError` when a column is missing or does not hold what the metric needs.
  func compare(control: ArmData, treatment: ArmData, settings: AnalysisSettings) throws -> MetricResult
}

extension Metric {
  /// Most metrics need moments only.
  public var keptColumns: [String] { [] }
}
