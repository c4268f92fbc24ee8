/// An experiment to analyse: metrics by name, a control, settings, and the planned split.
///
/// ```swift
/// let analysis = try Analysis(
///   ["orders": Mean("orders"), "clicks per view": Ratio("clicks", per: "views")], control: "A")
/// let result = try analysis.run(["A": armA, "B": armB])
/// print(result.text)
/// ```
public struct Analysis: Sendable {
  /// The metrics by name, in the order of the report.
  public let metrics: [(name: String, metric: any Metric)]
  /// The arm that the others are compared with.
  public let control: String
  /// How to test and estimate.
  public let settings: AnalysisSettings
  /// Planned share by arm; nil for equal shares.
  public let plannedSplit: [String: Double]?

  /// An analysis.
  ///
  /// - Throws: `StatisticsError.invalidArgument` without metrics or for a name used twice.
  public init(
    _ metrics: KeyValuePairs<String, any Metric>, control: String, settings: AnalysisSettings = .standard,
    plannedSplit: [String: Double]? = nil
  ) throws {
    try self.init(
      metrics: metrics.map { (name: $0.key, metric: $0.value) }, control: control, settings: settings,
      plannedSplit: plannedSplit)
  }

  /// An analysis of a list of metrics.
  ///
  /// - Throws: `StatisticsError.invalidArgument` without metrics or for a name used twice.
  public init(
    metrics: [(name: String, metric: any Metric)], control: String, settings: AnalysisSettings = .standard,
    plannedSplit: [String: Double]? = nil
  ) throws {
    guard !metrics.isEmpty else {
      throw StatisticsError.invalidArgument(name: "metrics", reason: "must hold at least one metric")
    }
    guard Set(metrics.map(\.name)).count == metrics.count else {
      throw StatisticsError.invalidArgument(name: "metrics", reason: "must have different names")
    }
    self.metrics = metrics
    self.control = control
    self.settings = settings
    self.plannedSplit = plannedSplit
  }

  /// Every column that a metric needs, without repetition, in order of first use.
  public var columns: [String] { Self.unique(metrics.flatMap(\.metric.columns)) }

  /// Every column whose values a metric needs.
  public var keptColumns: [String] { Self.unique(metrics.flatMap(\.metric.keptColumns)) }

  /// An arm without rows that has the columns of this analysis.
  public func emptyArm(nonFinite: ArmData.NonFinitePolicy = .refuse) -> ArmData {
    ArmData(columns: columns, keeping: keptColumns, nonFinite: nonFinite)
  }

  /// Compares every other arm with the control on every metric, and checks the split first.
  ///
  /// - Parameter arms: data by name of the arm; arms are reported in alphabetical order.
  /// - Throws: `StatisticsError` when the control or a column is missing, or a column does not hold what a metric needs.
  public func run(_ arms: [String: ArmData]) throws -> AnalysisResult {
    guard let baseline = arms[control] else {
      throw StatisticsError.invalidArgument(
        name: "control", reason: "no arm is called '\(control)'; there are \(arms.keys.sorted())")
    }
    let names = arms.keys.filter { $0 != control }.sorted()
    var results: [MetricResult] = []
    for (name, metric) in metrics {
      for arm in names {
        guard let data = arms[arm] else { continue }
        var result = try metric.compare(control: baseline, treatment: data, settings: settings)
        result.metric = name
        result.baseline = control
        result.arm = arm
        results.append(result)
      }
    }
    let order = [control] + names
    return AnalysisResult(
      arms: order, units: order.map { arms[$0]?.count ?? 0 }, sampleRatio: try sampleRatio(order, arms),
      results: results, omittedRows: arms.values.reduce(0) { $0 + $1.omitted })
  }

  private func sampleRatio(_ order: [String], _ arms: [String: ArmData]) throws -> SampleRatioTest? {
    let weights = order.map { arm in plannedSplit.map { $0[arm] ?? 0 } ?? 1 }
    guard weights.filter({ $0 > 0 }).count > 1 else { return nil }
    return try SampleRatioTest(observed: order.map { arms[$0]?.count ?? 0 }, weights: weights)
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
