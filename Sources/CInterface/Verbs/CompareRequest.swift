import ArrowData
import Experiments
import Foundation
import Reporting
import ScenarioFile
import Simulation

/// `compare`: two runs side by side.
struct CompareRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case before, after, confidence }

  /// A run, as it is handed in.
  struct Side: Decodable, Sendable {
    /// The text of a results.json.
    var results: String
    /// What was played; nil: only what the results tell of it is compared.
    var scenario: ScenarioSource?
    var name: String?

    private enum CodingKeys: String, CodingKey, CaseIterable { case results, scenario, name }

    init(from decoder: any Decoder) throws {
      try decoder.check(CodingKeys.self)
      let values = try decoder.container(keyedBy: CodingKeys.self)
      results = try values.decode(String.self, forKey: .results)
      scenario = try values.decodeIfPresent(ScenarioSource.self, forKey: .scenario)
      name = try values.decodeIfPresent(String.self, forKey: .name)
    }
  }

  var before: Side
  var after: Side
  var confidence: Double?

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let confidence = confidence ?? 0.95
    guard RunComparison.confidenceRange.contains(confidence) else {
      throw JobProblem(.usage, "`confidence` must be from 0.5 to 0.9999", path: "confidence")
    }
    let (old, new) = (try Self.loaded(before, "before"), try Self.loaded(after, "after"))
    var changes: [ScenarioChange]?
    if let a = old.scenario, let b = new.scenario {
      changes = ScenarioFile.differences(from: a, to: b).map {
        ScenarioChange(path: $0.path, before: $0.before, after: $0.after)
      }
    }
    let report = try RunComparisonReport(before: old.run, after: new.run, changes: changes, confidence: confidence)
    return JobOutput(
      documents: [("text", report.text(style: .plain)), ("markdown", report.markdown), ("json", report.json)],
      tables: CompareTables(report).all)
  }

  private static func loaded(_ side: Side, _ usual: String) throws -> (run: ComparedRun, scenario: Scenario?) {
    let name = side.name ?? usual
    let result = try ResultsJSON.result(from: Data(side.results.utf8))
    guard let source = side.scenario else {
      let remark = "\(name): no scenario beside the results; only what the results tell of the scenario is compared."
      return (ComparedRun(name: name, result: result, remarks: [remark]), nil)
    }
    let scenario = try source.load().scenario
    guard ResultsJSON.sha256(scenario.canonicalText) == result.scenario.hash else {
      let remark = "\(name): the scenario given is not that of the results (another hash), and is left aside."
      return (ComparedRun(name: name, result: result, remarks: [remark]), nil)
    }
    return (ComparedRun(name: name, result: result), scenario)
  }
}

/// The tables of a comparison.
private struct CompareTables {
  private let report: RunComparisonReport

  init(_ report: RunComparisonReport) { self.report = report }

  var all: [(name: String, table: ColumnTable)] {
    [("scenario", scenario), ("changes", changes), ("counts", counts), ("verdicts", verdicts)]
  }

  private var scenario: ColumnTable {
    Rows(report.scenario).table { rows in
      [("path", rows.texts(\.path)), ("before", rows.texts(\.before)), ("after", rows.texts(\.after))]
    }
  }

  private var changes: ColumnTable {
    let rows =
      report.values.map { (section: "kpi", change: $0) } + report.lifts.map { (section: "lift", change: $0) }
      + report.comparison.totals.map { (section: "total", change: $0) }
    return Rows(rows).table { rows in
      [
        ("section", rows.names(\.section)), ("arm", rows.names(\.change.arm)), ("name", rows.names(\.change.name)),
        ("before", rows.numbers(\.change.before)), ("after", rows.numbers(\.change.after)),
      ] + rows.interval("difference", low: "low", high: "high", status: "status", \.change.difference)
    }
  }

  private var counts: ColumnTable {
    Rows(report.comparison.counts).table { rows in
      [
        ("arm", rows.names(\.arm)), ("campaign", rows.names(\.campaign)), ("outcome", rows.names(\.outcome)),
        ("before", rows.integers(\.before)), ("after", rows.integers(\.after)),
      ]
    }
  }

  private var verdicts: ColumnTable {
    Rows(report.comparison.verdicts).table { rows in
      [
        ("arm", rows.names(\.arm)), ("program", rows.names(\.program)), ("kpi", rows.names(\.kpi)),
        ("before", rows.names(\.before)), ("after", rows.names(\.after)),
      ]
    }
  }
}
