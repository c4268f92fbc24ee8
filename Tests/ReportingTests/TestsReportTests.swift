import Experiments
import Foundation
import Reporting
import Testing

/// Randomised tests, in every form of the report.
@Suite struct TestsReportTests {
  private struct Part: Decodable {
    var tests: [RunResult.RandomizedTest]
    var checklist: [RunResult.ChecklistItem]
  }

  /// The media app with a test of two titles and one of a bandit.
  private func result() throws -> RunResult {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let part = try decoder.decode(Part.self, from: Fixture.data("tests.json"))
    var result = try Fixture.media()
    result.tests = part.tests
    result.checklist = part.checklist
    return result
  }

  @Test func estimatesStandBesideTheTruth() throws {
    let result = try result()
    let facts = ReportFacts(result)
    let test = try #require(result.tests?.first)
    let table = facts.testTable(test, .plain)
    #expect(table.columns.map(\.title).contains("True difference") && table.columns.map(\.title).contains("Held"))
    let comparisons = test.comparisons
    let rows = comparisons.reduce(0) { $0 + 1 + ($1.adjusted == nil ? 0 : 1) + ($1.exposed == nil ? 0 : 1) }
    #expect(table.rows.count == rows)
    #expect(table.rows.allSatisfy { ["yes", "no", ""].contains($0.last?.text) })
    let page = try HTMLReport(result: result, assets: .load(environment: [:])).page()
    #expect(page.contains("id=\"tests\"") && page.contains("What would a real test say?"))
    #expect(page.contains("Before launch"))
    for text in [TerminalSummary(result: result, style: .plain).text, MarkdownSummary(result: result).text] {
      #expect(text.contains("What real tests would say"))
      #expect(text.contains("Emoji or plain"))
    }
  }

  @Test func everyLookIsInTheChartAndItsTable() throws {
    let result = try result()
    let test = try #require(result.tests?.first)
    let sequence = try #require(test.sequences.first)
    let chart = try #require(ReportCharts(ReportFacts(result)).looks(of: sequence, in: test))
    #expect(chart.table.rows.count == sequence.looks.count)
    let spec = chart.spec.canonicalText
    for line in ["may be read every day", "read once", "what is true"] { #expect(spec.contains(line)) }
  }

  @Test func aBanditShowsWhatItGaveAndWhatItBelieves() throws {
    let result = try result()
    let test = try #require(result.tests?.last)
    let facts = ReportFacts(result)
    #expect(test.bandit != nil)
    #expect(facts.banditTable(test, .plain)?.rows.count == test.arms.count)
    #expect(facts.banditSentence(test, .plain)?.contains("less than had everybody had the best arm") == true)
    #expect(ReportCharts(facts).allocation(of: test)?.table.rows.count == 20)
    #expect(ReportCharts(facts).allocation(of: try #require(result.tests?.first)) == nil)
  }

  @Test func aScenarioWithoutTestsSaysNothingOfThem() throws {
    let result = try result()
    let text = try ResultsJSON.text(of: result)
    let read = try ResultsJSON.result(from: Data(text.utf8))
    #expect(read.tests == result.tests && read.checklist == result.checklist)
    let plain = try ResultsJSON.text(of: Fixture.media())
    #expect(!plain.contains("\"tests\"") && !plain.contains("\"checklist\""))
    #expect(try !HTMLReport(result: Fixture.media(), assets: .load(environment: [:])).page().contains("id=\"tests\""))
  }
}
