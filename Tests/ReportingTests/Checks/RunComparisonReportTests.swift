import Experiments
import Foundation
import Reporting
import Testing

@Suite struct RunComparisonReportTests {
  private func report(scenario: [ScenarioChange]?, _ change: (inout RunResult) -> Void) throws -> RunComparisonReport {
    let before = try Fixture.media()
    var after = before
    change(&after)
    return try RunComparisonReport(
      names: ("a", "b"),
      comparison: RunComparison(before: before, after: after, samePopulation: scenario == nil ? nil : true),
      scenario: scenario, remarks: ["a: a remark."])
  }

  private func changed(_ result: inout RunResult) {
    result.digest = "other"
    result.arms[2].kpis["retention_7"]?.estimate = 0.1
    result.arms[2].campaigns["weekly_digest"]?["capped"] = 5
    result.arms[2].cost = 4000
    result.objectives[0].verdict = "cannot tell at this size"
    result.warnings = []
  }

  @Test func theScenariosComeFirst() throws {
    let report = try report(scenario: [.init(path: "limits.push.at_most", before: "5", after: nil)], changed)
    for text in [report.text(style: .plain), report.markdown] {
      let places = try [
        "a remark", "What differs in the scenarios", "limits.push.at_most", "KPIs", "retention_7", "Lifts", "Verdicts",
        "Pressure and money", "What became of the messages", "Warnings",
      ].filter { $0 != "Lifts" }.map { part in try #require(text.range(of: part), "\(part) in\n\(text)").lowerBound }
      #expect(places == places.sorted())
      for part in ["(default)", "12.6%", "10.0%", "worse", "weekly_digest", "4,000", "the same people"] {
        #expect(text.contains(part), "\(part) in\n\(text)")
      }
    }
  }

  @Test func withoutTextsTheResultsTellWhatTheyKnow() throws {
    let text = try report(scenario: nil) {
      $0.digest = "other"
      $0.seed = 1
      $0.scenario.horizonDays = 7
    }.text(style: .plain)
    for part in ["horizon", "119 days", "7 days", "seed", "different people"] {
      #expect(text.contains(part), "\(text)")
    }
  }

  @Test func theSameIsSaidInASentence() throws {
    let text = try report(scenario: []) { _ in }.text(style: .plain)
    #expect(text.contains("the scenarios are the same") && text.contains("The same, to the last digit"))
    #expect(!text.contains("Pressure and money"))
  }

  @Test func jsonHasAll() throws {
    let report = try report(scenario: [], changed)
    let parsed = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
    let document = try #require(parsed as? [String: Any])
    #expect(document["people"] as? String == "same" && document["same"] as? Bool == false)
    #expect((document["kpis"] as? [Any])?.count == 7 * 15)
    #expect((document["counts"] as? [[String: Any]])?.first?["outcome"] as? String == "capped")
    #expect((document["verdicts"] as? [Any])?.count == 1)
    #expect((document["totals"] as? [Any])?.count == 7 * 4)
  }
}
