import Experiments
import Foundation
import Reporting

/// `result`: a results.json as tables.
struct ResultRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case results }

  var results: String

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    try RunOutput.output(of: ResultsJSON.result(from: Data(results.utf8)))
  }
}

/// `report`: the page of a run.
struct ReportRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case results }

  var results: String

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let result = try ResultsJSON.result(from: Data(results.utf8))
    let page = try HTMLReport(result: result, assets: PageAssets.shared.load()).page()
    return JobOutput(documents: [("report.html", page)])
  }
}

/// `charts`: the charts of a run, as Vega-Lite.
struct ChartsRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case results }

  var results: String

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let charts = PlainChart.charts(
      of: try ResultsJSON.result(from: Data(results.utf8)), assets: try PageAssets.shared.load())
    let list = charts.map { chart in
      let head: JSONValue = [
        "id": .string(chart.id), "title": .string(chart.title), "summary": .string(chart.summary),
      ]
      return String(head.compactText.dropLast()) + ",\"spec\":" + chart.specification + "}"
    }
    return JobOutput(documents: [("charts", "[" + list.joined(separator: ",") + "]")])
  }
}

/// What is handed out of a run.
enum RunOutput {
  /// The result as a document, a summary and tables.
  static func output(of result: RunResult) throws -> JobOutput {
    JobOutput(
      documents: [
        ("results.json", try ResultsJSON.text(of: result)),
        ("text", TerminalSummary(result: result, style: .plain).text),
      ], tables: RunTables(result).all)
  }
}
