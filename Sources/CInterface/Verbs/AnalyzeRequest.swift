import ArrowData
import Experiments
import LabStatistics
import RecordedData
import Reporting

/// `analyze`: the arms of a real experiment, from a file or a table.
struct AnalyzeRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable {
    case path, arm, control, metrics, quantiles, unit, covariate, segments, split, correction, sequential
    case tunedFor = "tuned_for"
    case confidence, lift
    case maxBadRows = "max_bad_rows"
    case delimiter
    case decimalComma = "decimal_comma"
    case memoryBytes = "memory_bytes"
  }
  typealias CodingKeys = Keys

  static let inputs = [RowsInput.name]

  var path: String?
  var arm: String
  var control: String
  var metrics: [String]?
  var quantiles: [String]?
  var unit: String?
  var covariate: String?
  var segments: [[String]]?
  var split: [String: ShareText]?
  var correction: Word<AnalysisOptions.Correction>?
  var sequential: Bool?
  var tunedFor: Int?
  var confidence: ShareText?
  var lift: Word<AnalysisOptions.LiftChoice>?
  var maxBadRows: ShareText?
  var delimiter: String?
  var decimalComma: Bool?
  var memoryBytes: Int?

  private func plan() throws -> ExperimentPlan {
    var options = AnalysisOptions(arm: arm, control: control)
    (options.metrics, options.quantiles) = (metrics ?? [], quantiles ?? [])
    (options.unit, options.covariate, options.segments) = (unit, covariate, segments ?? [])
    options.split = try split?.mapValues { text throws(JobProblem) in
      guard let share = Share.read(text.text) else {
        throw JobProblem(.usage, "'\(text.text)' is not a share such as 50% or 0.5", code: "wrong-value", path: "split")
      }
      return share
    }
    options.correction = correction?.choice ?? options.correction
    (options.sequential, options.tunedFor) = (sequential ?? false, tunedFor)
    options.lift = lift?.choice ?? options.lift
    if let confidence { options.confidence = confidence.text }
    if let maxBadRows { options.maxBadRows = maxBadRows.text }
    (options.delimiter, options.hasDecimalComma) = (delimiter, decimalComma ?? false)
    if let memoryBytes { options.unitMemory = memoryBytes }
    return try options.plan()
  }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    var plan = try plan()
    let rows = try RowsInput(path: path, inputs)
    try rows.check(fileOnly: [("delimiter", delimiter != nil), ("decimal_comma", decimalComma ?? false)])
    if case .table = rows { plan.delimiter = UInt8(ascii: ",") }
    let assets = try PageAssets.shared.load()
    let prepared = plan
    let analysis = try rows.telling {
      let source = try rows.bytes(rereads: prepared.unitColumn != nil)
      let data = try ExperimentReader(prepared).read(source: source) { progress.show($0, of: $1 ?? 0, rows.unit) }
      return try RecordedAnalysis(prepared, data)
    }
    let report = RecordedReport(analysis, version: ScenarioRun.version)
    return JobOutput(
      documents: [
        ("json", report.json), ("text", report.text(style: .plain)), ("markdown", report.markdown),
        ("html", report.page(assets: assets)),
      ], tables: AnalysisTables(analysis, report).all, warnings: warnings(analysis, report))
  }

  private func warnings(_ analysis: RecordedAnalysis, _ report: RecordedReport) -> [JobProblem] {
    let health = report.facts.health.filter { $0.level != "note" }.map { JobProblem(warning: $0.message, .data) }
    return health
      + (analysis.canTell
        ? [] : [JobProblem(warning: "no comparison could be made: too little data", .undecided)])
  }
}

/// The tables of an analysis.
private struct AnalysisTables {
  private let analysis: RecordedAnalysis
  private let report: RecordedReport

  init(_ analysis: RecordedAnalysis, _ report: RecordedReport) { (self.analysis, self.report) = (analysis, report) }

  var all: [(name: String, table: ColumnTable)] {
    [("comparisons", comparisons), ("segment_differences", differences), ("arms", arms), ("health", health)]
  }

  private typealias Row = (segment: String?, level: String?, result: MetricResult)

  /// A row per metric and arm; segments follow all users.
  private var comparisons: ColumnTable {
    var all = analysis.overall.results.map { Row(nil, nil, $0) }
    for segment in analysis.segments {
      for level in segment.levels { all += level.results.map { Row(segment.name, level.name, $0) } }
    }
    return Rows(all).table { rows in
      [
        ("segment", rows.names(\.segment)), ("level", rows.names(\.level)), ("metric", rows.names(\.result.metric)),
        ("baseline", rows.names(\.result.baseline)), ("arm", rows.names(\.result.arm)),
        ("n_control", rows.integers(\.result.units.control)), ("n_treatment", rows.integers(\.result.units.treatment)),
        ("control", rows.numbers(\.result.control)), ("treatment", rows.numbers(\.result.treatment)),
        ("difference", rows.numbers(\.result.difference.estimate)),
        ("standard_error", rows.numbers(\.result.difference.standardError)),
        ("difference_low", rows.numbers(\.result.difference.low)),
        ("difference_high", rows.numbers(\.result.difference.high)), ("lift", rows.numbers(\.result.lift.estimate)),
        ("lift_low", rows.numbers(\.result.lift.low)), ("lift_high", rows.numbers(\.result.lift.high)),
        ("p_value", rows.numbers(\.result.pValue)), ("adjusted_p_value", rows.numbers(\.result.adjustedPValue)),
        ("statistic", rows.numbers(\.result.statistic)),
        ("degrees_of_freedom", rows.numbers(\.result.degreesOfFreedom)),
        ("theta", rows.numbers(\.result.adjustment?.theta)),
        ("variance_ratio", rows.numbers(\.result.adjustment?.varianceRatio)), ("method", rows.names(\.result.method)),
        ("statuses", rows.names { $0.result.statuses.map(\.rawValue).joined(separator: " ") }),
      ]
    }
  }

  /// Whether effects differ between the values of a segment.
  private var differences: ColumnTable {
    let all = analysis.segments.flatMap { segment in segment.differences.map { (segment: segment.name, test: $0) } }
    return Rows(all).table { rows in
      [
        ("segment", rows.names(\.segment)), ("metric", rows.names(\.test.metric)), ("arm", rows.names(\.test.arm)),
        ("q", rows.numbers(\.test.q)), ("degrees_of_freedom", rows.integers(\.test.degreesOfFreedom)),
        ("p_value", rows.numbers(\.test.pValue)), ("adjusted_p_value", rows.numbers(\.test.adjustedPValue)),
        ("i_squared", rows.numbers(\.test.iSquared)),
      ]
    }
  }

  private var arms: ColumnTable {
    Rows(Array(zip(analysis.overall.arms, analysis.overall.units))).table { rows in
      [("arm", rows.names(\.0)), ("users", rows.integers(\.1))]
    }
  }

  private var health: ColumnTable {
    Rows(report.facts.health).table { rows in
      [("level", rows.names(\.level)), ("message", rows.texts(\.message))]
    }
  }
}
