import Experiments
import Foundation
import Reporting
import Testing

/// Users compared by the messages that they got, in every form of the report.
@Suite struct NaiveTests {
  /// The media app with a comparison of its first two groups.
  private func result() throws -> RunResult {
    let group = """
      {"from": 0, "to": 0, "users": 900, "estimate": {"estimate": 0.01, "standard_error": 0.001},
       "ratio": 1, "baseline": {"estimate": 0.01, "standard_error": 0.001},
       "difference": {"estimate": 0, "low": 0, "high": 0, "status": "identicalArms"}},
      {"from": 1, "users": 100, "estimate": {"estimate": 0.5, "standard_error": 0.05}, "ratio": 50,
       "baseline": {"estimate": 0.48, "standard_error": 0.05},
       "difference": {"estimate": 0.02, "low": 0.01, "high": 0.03}}
      """
    let text = """
      {"kpi": "retention_30", "by": "pushes", "days": 60, "arms": [{"arm": "weekly", "groups": [\(group)]}]}
      """
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var result = try Fixture.media()
    result.naive = try decoder.decode(RunResult.NaiveResult.self, from: Data(text.utf8))
    return result
  }

  @Test func naiveStandsBesideCausedWithTheWarning() throws {
    let result = try result()
    let table = try #require(ReportFacts(result).naiveTable(.plain))
    #expect(table.rows.map { $0.map(\.text) }.map { $0[1] } == ["0", "1 or more"])
    #expect(table.rows[1].map(\.text).contains("× 50.0"))
    #expect(table.rows[1].map(\.text).contains("+2.00") && table.columns.contains { $0.title == "Caused, points" })
    let page = try HTMLReport(result: result, assets: .load(environment: [:])).page()
    for text in [page, TerminalSummary(result: result, style: .plain).text, MarkdownSummary(result: result).text] {
      #expect(text.contains("Nobody was assigned to these groups"))
      #expect(text.contains("by pushes in the first"))
    }
    #expect(page.contains("id=\"naive\""))
  }

  @Test func itSurvivesTheFileAndIsLeftOutWithoutOne() throws {
    let result = try result()
    let text = try ResultsJSON.text(of: result)
    #expect(try ResultsJSON.result(from: Data(text.utf8)).naive == result.naive)
    let plain = try ResultsJSON.text(of: Fixture.media())
    #expect(text.contains("\"naive\"") && !plain.contains("\"naive\""))
    #expect(try !HTMLReport(result: Fixture.media(), assets: .load(environment: [:])).page().contains("id=\"naive\""))
  }
}
