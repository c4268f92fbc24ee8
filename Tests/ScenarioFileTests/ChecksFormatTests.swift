import EngagementCore
import ScenarioFile
import Simulation
import Testing

/// What the checks of a scenario mean, and that they change nothing else. What is wrong with one is in `malformed/checks.yaml`.
@Suite("Checks")
struct ChecksFormatTests {
  static let head = """
    scenario: checks
    horizon: 28 days
    currency: EUR
    population: {size: 100, new_per_day: 5}
    app:
      activities: {home: {next: {home: 50%}}}
    campaigns:
      digest: {who: everyone, what: {channel: push, title: {en: "Hello"}}, when: {every: monday, at: "10:00"}}
    programs: {weekly: {campaigns: [digest]}}
    comparison: {arms: {weekly: [weekly], quiet: []}}
    kpis:
      retention_7: {retention: day 7}
      sessions: {count: session, per: week}
      spent: {cost: all, per: active day}
      gone: {uninstalls: all}

    """

  private func compiled(_ check: String) throws -> CompiledCheck {
    let scenario = try ReadBack.scenario(Self.head + "checks:\n  - \(check)\n")
    return try #require(scenario.compiledChecks.first)
  }

  @Test(
    "are read",
    arguments: [
      ("lift(retention_7) > 2% @ 95%", CheckMeasure.lift(kpi: "retention_7"), ["weekly", "quiet"], 0.02, 0.95),
      ("lift(weekly, sessions) >= -1.5% @ 99.9%", .lift(kpi: "sessions"), ["weekly"], -0.015, 0.999),
      ("difference(retention_7) > 0.5 points", .difference(kpi: "retention_7"), ["weekly", "quiet"], 0.005, nil),
      ("difference(sessions) > 0.1 per week @ 90%", .difference(kpi: "sessions"), ["weekly", "quiet"], 0.1, 0.9),
      ("value(none, sessions) >= 1", .value(kpi: "sessions"), ["none"], 1, nil),
      ("retention_7 >= 20 %", .value(kpi: "retention_7"), ["weekly", "quiet"], 0.2, nil),
      ("spent <= 0.05 EUR per active day", .value(kpi: "spent"), ["weekly", "quiet"], 0.05, nil),
      ("uninstalls(weekly) < 3%", .value(kpi: "gone"), ["weekly"], 0.03, nil),
      ("pressure.p95 <= 5 per week", .pressureP95, ["weekly", "quiet"], 5, nil),
      ("pressure.mean(weekly) <= 0", .pressureMean, ["weekly"], 0, nil),
      ("cost <= 1_200.50 EUR", .cost, ["weekly", "quiet"], 1200.5, nil),
      ("revenue(none) >= 0", .revenue, ["none"], 0, nil),
      (
        "count(digest, caused-opt-out) <= 10", .count(campaign: "digest", outcome: "caused-opt-out"), ["weekly"], 10,
        nil
      ),
      ("share(weekly, digest, capped) < 25%", .share(campaign: "digest", outcome: "capped"), ["weekly"], 0.25, nil),
    ] as [(String, CheckMeasure, [String], Double, Double?)])
  func areRead(_ text: String, _ measure: CheckMeasure, _ arms: [String], _ limit: Double, _ confidence: Double?) throws
  {
    let check = try compiled(text)
    #expect(check.measure == measure)
    #expect(check.arms == arms)
    #expect(check.fail?.limit == limit)
    #expect(check.fail?.confidence == confidence)
    #expect(check.warn == nil && check.name == text)
  }

  @Test("have bounds of two kinds, a name and an arm")
  func longForm() throws {
    let check = try compiled(
      #"{name: Pressure, check: pressure.p95, fail: "<= 5 per week", warn: "<= 4 per week", arm: weekly}"#)
    #expect(check.name == "Pressure" && check.arms == ["weekly"] && check.measureText == "pressure.p95")
    #expect(check.fail == CheckBound(.lessOrEqual, 5, text: "<= 5 per week"))
    #expect(check.warn == CheckBound(.lessOrEqual, 4, text: "<= 4 per week"))
    #expect(try compiled(#"{check: cost, warn: "<= 5 EUR"}"#).fail == nil)
  }

  @Test("say which numbers keep them")
  func bounds() {
    for (comparator, below, at, above) in [
      (Comparator.less, true, false, false), (.lessOrEqual, true, true, false), (.greater, false, false, true),
      (.greaterOrEqual, false, true, true), (.equal, false, true, false), (.notEqual, true, false, true),
    ] {
      let bound = CheckBound(comparator, 2, text: "")
      #expect([bound.holds(1), bound.holds(2), bound.holds(3)] == [below, at, above], "\(comparator)")
    }
  }

  @Test("change neither the text that is hashed nor what else the scenario says")
  func silent() throws {
    let plain = try ScenarioFile.parse(Self.head).scenario
    var checked = try ScenarioFile.parse(Self.head + "checks: [\"cost <= 5 EUR\"]\n").scenario
    #expect(checked != plain)
    #expect(checked.canonicalText == plain.canonicalText)
    checked.checks = []
    #expect(checked == plain)
  }

  @Test("know their place in the file")
  func places() throws {
    let loaded = try ScenarioFile.parse(Self.head + "checks:\n  - cost <= 5 EUR\n  - {check: cost <= 6 EUR}\n")
    let line = Self.head.split(separator: "\n").count + 2
    #expect(loaded.position(of: ["checks", "[0]"]) == SourcePosition(line: line, column: 5))
    #expect(loaded.position(of: ["checks", "[1]"]) == SourcePosition(line: line + 1, column: 5))
    #expect(loaded.position(of: ["checks", "[7]"]) == SourcePosition(line: line, column: 3), "what contains it")
  }
}
