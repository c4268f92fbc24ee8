import LabStatistics

/// What the data of an experiment say: health, comparisons, segments.
///
/// ```swift
/// let data = try ExperimentReader(plan).read("experiment.csv")
/// let analysis = try RecordedAnalysis(plan, data)
/// for result in analysis.overall.results { print(result.metric, result.arm, result.lift) }
/// ```
/// A metric or segment without an answer has a status and does not stop the others.
public struct RecordedAnalysis: Sendable {
  /// What was asked.
  public let plan: ExperimentPlan
  /// What was read.
  public let data: ExperimentData
  /// All users: the check of the split, and one comparison per metric and arm.
  public let overall: AnalysisResult
  /// The same within segments.
  public let segments: [SegmentAnalysis]
  /// How many p-values the correction of the main comparisons counts.
  public let tests: Int

  /// Compares the arms.
  ///
  /// - Throws: ``PlanError`` or `StatisticsError` for impossible settings.
  public init(_ plan: ExperimentPlan, _ data: ExperimentData) throws {
    self.plan = plan
    self.data = data
    let comparer = try ArmComparer(plan)
    let names = data.arms.map(\.name)
    guard let control = names.firstIndex(of: plan.control) else {
      throw PlanError("no arm is called '\(plan.control)'")
    }
    let others = names.indices.filter { $0 != control }
    let order = [control] + others
    let units = order.map { data.arms[$0].aggregate.users }
    let ratio = try SampleRatioTest(observed: units, weights: order.map { plan.split?[names[$0]] ?? 1 })
    let all = AnalysisResult(
      arms: order.map { names[$0] }, units: units, sampleRatio: ratio,
      results: comparer.results(data.arms.map(\.aggregate), names: names, control: control))
    tests = all.results.filter { $0.pValue != nil }.count
    overall = try Self.corrected(all, plan)
    segments = try SegmentAnalysis.all(data, comparer: comparer, names: names, control: control, plan: plan)
  }

  /// Whether any main comparison has a p-value; without one nothing can be told.
  public var canTell: Bool { tests > 0 }

  private static func corrected(_ result: AnalysisResult, _ plan: ExperimentPlan) throws -> AnalysisResult {
    guard let correction = plan.correction else { return result }
    return try result.corrected(correction.words) { try correction.adjusted($0, alpha: plan.alpha) }
  }
}

extension MultipleTesting {
  /// The name shown to people.
  public var words: String {
    switch self {
    case .bonferroni: "Bonferroni"
    case .sidak: "Šidák"
    case .holm: "Holm"
    case .holmSidak: "Holm-Šidák"
    case .hochberg: "Hochberg"
    case .hommel: "Hommel"
    case .benjaminiHochberg: "Benjamini-Hochberg"
    case .benjaminiYekutieli: "Benjamini-Yekutieli"
    case .twoStageBenjaminiHochberg: "two-stage Benjamini-Hochberg"
    }
  }
}
