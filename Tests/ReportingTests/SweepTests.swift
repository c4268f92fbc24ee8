import Experiments
import Foundation
import LabStatistics
import Reporting
import Simulation
import Testing

@Suite("Sweeps on disk")
struct SweepTests {
  private static let folder = FileManager.default.temporaryDirectory

  /// A folder of its own, removed afterwards.
  private func inFolder(_ work: (URL) throws -> Void) throws {
    let folder = Self.folder.appendingPathComponent("engagelab-sweep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try work(folder)
  }

  static func outcome(_ point: Int, _ replication: Int = 0, lift: Double = 0.1) -> SweepOutcome {
    var base = SweepCell(arm: "none", kpi: "sessions", estimate: 2)
    (base.standardError, base.low, base.high) = (0.1, 1.8, 2.2)
    var cell = base
    (cell.arm, cell.estimate) = ("all", 2 * (1 + lift))
    (cell.difference, cell.differenceLow, cell.differenceHigh) = (2 * lift, 0.1 + lift / 3, nil)
    (cell.lift, cell.pValue, cell.status) = (lift, 1e-9, "unboundedLift")
    return SweepOutcome(job: SweepJob(point: point, replication: replication), cells: [base, cell])
  }

  static func plan(_ texts: String...) throws -> SweepPlan {
    try SweepPlan(texts.map { try VaryingParameter($0) }, design: .grid)
  }

  static func scenario() -> Scenario {
    var scenario = Scenario(
      name: "s", horizonDays: 28, population: Population(size: 100),
      comparison: Comparison(
        baseline: "none",
        arms: [Comparison.Arm(name: "none", programs: []), Comparison.Arm(name: "all", programs: [])]))
    scenario.title = "Caps & <hours>"
    scenario.kpis = [KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user))]
    return scenario
  }

  // MARK: Tables

  @Test("The table is tidy: a row per point, arm and KPI, a column per varying value, a failed point with its reason")
  func csv() throws {
    let plan = try Self.plan("limits.push.at_most=1,2", "days=[monday, friday],sunday")
    let failed = SweepOutcome(job: SweepJob(point: 3, replication: 0), failure: "no, \"never\"")
    let table = SweepTable(plan, outcomes: [Self.outcome(0), failed], replicates: false)
    let lines = table.csv.components(separatedBy: "\r\n")
    #expect(
      lines[0]
        == "point,limits.push.at_most,days,arm,kpi,estimate,standard_error,estimate_low,estimate_high,difference,"
        + "difference_low,difference_high,lift,lift_low,lift_high,p_value,status,reason")
    #expect(lines[1] == "0,1,\"[monday, friday]\",none,sessions,2,0.1,1.8,2.2,,,,,,,,,")
    #expect(
      lines[2]
        == "0,1,\"[monday, friday]\",all,sessions,2.2,0.1,1.8,2.2,0.2,0.133333333333,,0.1,,,1e-9,unboundedLift,")
    #expect(lines[3] == "3,2,sunday,,,,,,,,,,,,,,failed,\"no, \"\"never\"\"\"")
    #expect(lines.count == 5 && lines[4].isEmpty)
  }

  @Test("Replications and the scenario as written have their place")
  func replications() throws {
    let plan = try Self.plan("cap=1,2")
    let table = SweepTable(plan, outcomes: [Self.outcome(0, 1), Self.outcome(2, 0)], replicates: true)
    let lines = table.csv.components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("point,cap,replication,arm") && lines[1].hasPrefix("0,1,1,none"))
    #expect(lines[3].hasPrefix("2,,0,none"))
  }

  @Test("JSON lines hold the same rows; plain numbers are numbers, everything else is text")
  func jsonLines() throws {
    let plan = try Self.plan("cap=1,2", "at=08:00,12:00", "share=5%,6%")
    let failed = SweepOutcome(job: SweepJob(point: 7, replication: 0), failure: "no")
    let lines = SweepTable(plan, outcomes: [Self.outcome(5), failed], replicates: false).jsonLines
      .split(separator: "\n")
    #expect(lines.count == 3)
    let row = try #require(try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    #expect(row["cap"] as? Double == 2 && row["at"] as? String == "08:00" && row["share"] as? String == "6%")
    #expect(row["lift"] as? Double == 0.1 && row["difference_high"] is NSNull && row["arm"] as? String == "all")
    let last = try #require(try JSONSerialization.jsonObject(with: Data(lines[2].utf8)) as? [String: Any])
    #expect(last["status"] as? String == "failed" && last["reason"] as? String == "no" && last["arm"] == nil)
  }

  @Test("The page and the words hold every point, and the reason of a failed one")
  func page() throws {
    let plan = try Self.plan("cap=1,2,3", "at=08:00,12:00")
    var outcomes = (0..<5).map { Self.outcome($0, lift: 0.01 * Double($0)) }
    outcomes.append(SweepOutcome(job: SweepJob(point: 5, replication: 0), failure: "no such <hour>"))
    let scenario = Self.scenario()
    let measure = try SweepMeasure("lift(sessions)", arm: nil, in: scenario)
    let report = SweepReport(plan, scenario: scenario, measure: measure, outcomes: outcomes)
    let page = report.page(assets: try Fixture.assets())
    #expect(page.contains("Caps &amp; &lt;hours&gt;") && page.contains("no such &lt;hour&gt;"))
    #expect(page.contains("+4.0%"))
    let text = report.text(style: .plain)
    #expect(
      text.contains("cap=3, at=12:00: no such <hour>") && text.contains("lift(sessions)") && !text.contains("nan"))
    #expect(report.files(assets: try Fixture.assets()).map(\.name) == ["sweep.csv", "sweep.jsonl", "sweep.html"])
  }

  // MARK: Journal

  @Test("What is written comes back whole, to the last bit")
  func journal() throws {
    try inFolder { folder in
      var outcomes = (0..<3).map { Self.outcome($0, lift: 0.1 + Double($0) / 3) }
      outcomes.append(SweepOutcome(job: SweepJob(point: 3, replication: 9), failure: "no\nnever"))
      do {
        let journal = try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
        #expect(journal.known.isEmpty)
        for outcome in outcomes { try journal.add(outcome) }
      }
      #expect(try SweepJournal(folder: folder, fingerprint: "a", restarts: false).known == outcomes)
    }
  }

  @Test("A line that was cut off is dropped, and its place is used again", arguments: [1, 10, 200])
  func torn(bytes: Int) throws {
    try inFolder { folder in
      do {
        let journal = try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
        for point in 0..<3 { try journal.add(Self.outcome(point)) }
      }
      let file = folder.appendingPathComponent(SweepJournal.name)
      try Data(contentsOf: file).dropLast(bytes).write(to: file)
      do {
        let journal = try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
        #expect(journal.known == [Self.outcome(0), Self.outcome(1)])
        try journal.add(Self.outcome(2))
      }
      #expect(try SweepJournal(folder: folder, fingerprint: "a", restarts: false).known.count == 3)
    }
  }

  @Test("Another sweep, a damaged line and a journal in use are refused; a restart forgets")
  func refusals() throws {
    try inFolder { folder in
      do {
        let journal = try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
        try journal.add(Self.outcome(0))
        let error = #expect(throws: SweepJournalError.self) {
          try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
        }
        #expect(error?.description.contains("in use") == true)
      }
      let error = #expect(throws: SweepJournalError.self) {
        try SweepJournal(folder: folder, fingerprint: "b", restarts: false)
      }
      #expect(error?.description.contains("--restart") == true)
      let file = folder.appendingPathComponent(SweepJournal.name)
      try (Data(contentsOf: file) + Data("{}\n".utf8)).write(to: file)
      let damaged = #expect(throws: SweepJournalError.self) {
        try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
      }
      #expect(damaged?.description.contains(":3 cannot be read") == true)
      #expect(try SweepJournal(folder: folder, fingerprint: "b", restarts: true).known.isEmpty)
      try Data("hello\n".utf8).write(to: file)
      #expect(throws: SweepJournalError.self) {
        try SweepJournal(folder: folder, fingerprint: "a", restarts: false)
      }
    }
  }

  @Test("A first line that was cut off is an empty journal")
  func tornHeader() throws {
    try inFolder { folder in
      try Data("{\"jour".utf8).write(to: folder.appendingPathComponent(SweepJournal.name))
      #expect(try SweepJournal(folder: folder, fingerprint: "a", restarts: false).known.isEmpty)
      #expect(try SweepJournal(folder: folder, fingerprint: "a", restarts: false).known.isEmpty)
    }
  }
}
