import EngagementCore
import Experiments
import Foundation
import Reporting
import Simulation
import Testing

/// The formats of a report on checks; the numbers are those of the made-up media app.
@Suite struct CheckReportTests {
  /// One scenario with a check of every verdict, one that cannot be read, and one whose baseline differs.
  static func report(count: Int = 1) throws -> CheckReport {
    let result = try Fixture.media()
    let bounds: [(CheckMeasure, String, CheckBound, CheckBound?)] = [
      (
        .lift(kpi: "retention_7"), "lift(retention_7)",
        CheckBound(.greater, 0.02, confidence: 0.95, text: "> 2% @ 95%"), nil
      ),
      (
        .pressureP95, "pressure.p95", CheckBound(.lessOrEqual, 5, text: "<= 5 per week"),
        CheckBound(.lessOrEqual, 3, text: "<= 3 per week")
      ),
      (.cost, "cost", CheckBound(.lessOrEqual, 1200, text: "<= 1200 EUR"), nil),
      (
        .lift(kpi: "retention_1"), "lift(retention_1)",
        CheckBound(.greater, 0.001, confidence: 0.95, text: "> 0.1% @ 95%"), nil
      ),
    ]
    let checks = bounds.enumerated().map { index, check in
      CompiledCheck(
        index: index, measure: check.0, measureText: check.1, arms: ["weekly"], fail: check.2, warn: check.3)
    }
    var media = ScenarioCheck(
      file: "Scenarios/media app.yaml", name: "media-app", command: "engagelab check 'Scenarios/media app.yaml'")
    media.run = .init(result, population: 200_000)
    let found = try CheckEvaluator(result).evaluate(checks)
    media.checks = (0..<count).flatMap { _ in found }.enumerated().map { .init($1, line: 10 + $0, column: 5) }
    var broken = ScenarioCheck(file: "b.yaml", name: "b", command: "engagelab check b.yaml")
    broken.findings = [
      .init(
        isError: true, code: "unknown-name", line: 3, column: 7, message: "there is no KPI `a<b>&\"c\"`; 100%, really"),
      .init(isError: false, code: "unused", line: nil, column: nil, message: "no arm uses it"),
    ]
    var moved = ScenarioCheck(file: "c.yaml", name: "c", command: "engagelab check c.yaml")
    moved.run = .init(result, population: 200_000)
    let before = Baseline(result, population: 200_000)
    var after = before
    after.digest = "other"
    after.arms[2].kpis["retention_7"]?.estimate = 0.2
    after.arms[2].campaigns["weekly_digest"]?["capped"] = 50_000
    moved.baseline = BaselineOutcome(
      path: "Baselines/c.json", state: .differs, comparison: try BaselineComparison(before: before, after: after),
      newFile: "Baselines/c.new.json")
    return CheckReport(version: "0.1.0", scenarios: [media, broken, moved])
  }

  @Test func theWorstDecides() throws {
    let report = try Self.report()
    #expect(report.scenarios.map(\.ending) == [.failed, .badUsage, .differs])
    #expect(report.ending == .badUsage && report.ending.exitCode == 64)
    #expect(CheckReport(version: "", scenarios: []).ending == .fine)
    let codes = CheckReport.Ending.allCases.sorted().map(\.exitCode)
    #expect(codes == [0, 3, 2, 1, 65, 64, 74, 70])
  }

  @Test func textAndMarkdownShowEveryMeasuredValue() throws {
    let report = try Self.report()
    for text in [report.text(style: .plain), report.markdown] {
      for part in [
        "✓ pass", "! warn", "✕ fail", "? cannot tell", "+6.7% (+5.9% to +7.5%)", "4 per week", "3,854 EUR",
        "+0.40% (", "> 2% @ 95%", "warn <= 3 per week", "weekly: retention_7", "0.125906", "0.2", "50,000", "+4,365",
        "2 of ", "Not equivalent", "Baselines/c.new.json", "there is no KPI", "engagelab check c.yaml",
        "1 passed, 1 warned, 1 failed, 1 cannot be told",
      ] {
        #expect(text.contains(part), "\(part) in\n\(text)")
      }
    }
    #expect(report.text(style: .plain).contains("b.yaml:3:7: error: there is no KPI"))
    #expect(!report.text(style: .plain).contains("\u{1B}"))
    #expect(report.text(style: TerminalStyle(usesColor: true)).contains("\u{1B}[31m"))
  }

  @Test func jsonHasEveryFigure() throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(try Self.report().json.utf8))
    let document = try #require(parsed as? [String: Any])
    #expect(document["exit_code"] as? Int == 64 && document["schema"] as? Int == 1)
    let scenarios = try #require(document["scenarios"] as? [[String: Any]])
    let checks = try #require(scenarios[0]["checks"] as? [[String: Any]])
    #expect(checks.compactMap { $0["verdict"] as? String } == ["pass", "warn", "fail", "cannot tell"])
    #expect((checks[2]["measured"] as? [String: Any])?["estimate"] as? Double == 3853.88)
    #expect(checks[1]["line"] as? Int == 11 && checks[1]["column"] as? Int == 5)
    let baseline = try #require(scenarios[2]["baseline"] as? [String: Any])
    #expect((baseline["moved"] as? [Any])?.count == 2)
    #expect((baseline["equivalence"] as? [String: Any])?["verdict"] as? String == "different")
    #expect((scenarios[1]["problems"] as? [Any])?.count == 2)
  }

  @Test func annotationsAreTenAtMostAndTheWorstComeFirst() throws {
    let report = try Self.report(count: 9)
    let lines = report.github.split(separator: "\n").map(String.init)
    let commands = lines.filter { $0.hasPrefix("::") }
    #expect(commands.count == 10 && commands.allSatisfy { $0.hasPrefix("::error file=") })
    #expect(lines.contains { $0.hasPrefix("and ") && $0.contains("more") })
    let few = try Self.report().github
    #expect(few.contains("::error file=Scenarios/media app.yaml,line=12,col=5,title=check failed::cost"))
    #expect(few.contains("::error file=b.yaml,line=3,col=7,title=unknown name::there is no KPI"))
    #expect(few.contains("100%25, really") && few.contains("::warning file=Scenarios/media app.yaml,line=11"))
  }

  @Test func summariesAreCutAtAWholeLine() throws {
    let long = (0..<100_000).map { "line \($0) ☕" }.joined(separator: "\n")
    let cut = CheckReport.cut(long, to: 900_000)
    #expect(cut.utf8.count <= 900_000 && cut.utf8.count > 899_000)
    #expect(cut.contains("was cut here"))
    let lines = cut.split(separator: "\n").dropLast()
    #expect(lines.allSatisfy { $0.hasPrefix("line ") && $0.hasSuffix("☕") })
    #expect(CheckReport.cut("short", to: 900_000) == "short")
    #expect(try Self.report(count: 20_000).markdown.utf8.count <= 900_000)
  }

  // MARK: SARIF

  /// The required fields of SARIF 2.1.0: version and runs; a run has a tool with a driver that has a name; a result has a
  /// message; a rule has an id; line and column begin at 1; levels and kinds are of a list.
  @Test func sarifHasTheRequiredFields() throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(try Self.report().sarif.utf8))
    let log = try #require(parsed as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    #expect((log["$schema"] as? String)?.contains("sarif-2.1.0") == true)
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "engagelab")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let ids = rules.compactMap { $0["id"] as? String }
    #expect(ids.count == rules.count && Set(ids).count == ids.count)
    #expect(rules.allSatisfy { ($0["shortDescription"] as? [String: Any])?["text"] is String })
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let invocations = try #require(run["invocations"] as? [[String: Any]])
    #expect(invocations.allSatisfy { $0["executionSuccessful"] is Bool })
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count >= 6)
    for result in results {
      let message = try #require((result["message"] as? [String: Any])?["text"] as? String)
      #expect(!message.isEmpty)
      #expect(["none", "note", "warning", "error"].contains(result["level"] as? String))
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(ids.indices.contains(index) && ids[index] == result["ruleId"] as? String)
      let location = try #require((result["locations"] as? [[String: Any]])?.first)
      let place = try #require(location["physicalLocation"] as? [String: Any])
      let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
      #expect(URL(string: uri) != nil && !uri.contains(" "))
      let region = try #require(place["region"] as? [String: Any])
      for key in ["startLine", "startColumn"] { #expect(region[key] as? Int ?? 0 >= 1) }
    }
    let failed = try #require(results.first { $0["ruleId"] as? String == "check-failed" })
    let location = try #require((failed["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    #expect((location["region"] as? [String: Any])?["startLine"] as? Int == 12)
    #expect((location["artifactLocation"] as? [String: Any])?["uri"] as? String == "Scenarios/media%20app.yaml")
  }
}
