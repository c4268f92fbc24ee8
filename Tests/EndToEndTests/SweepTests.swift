import Foundation
import Testing

/// `engagelab sweep` as a strategist and as a researcher use it.
@Suite struct SweepTests {
  static let base = ["sweep", Command.scenario("first-steps"), "--users", "300", "-q"]

  private func rows(_ command: Command, _ name: String) throws -> [[String]] {
    String(decoding: try command.read(name), as: UTF8.self).components(separatedBy: "\r\n").filter { !$0.isEmpty }
      .map { $0.components(separatedBy: ",") }
  }

  @Test func everyPointArmAndKPIHasARow() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(
      Array(Self.base.dropLast()) + [
        "--vary", "limits.push.at_most=1,3", "--vary", "campaigns.digest.when.at=08:00..20:00 step 6h",
      ])
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("A grid, 6 points") && output.out.contains("sweep.html"))
    let folder = "out/first-steps-sweep"
    #expect(command.list(folder) == ["sweep.csv", "sweep.html", "sweep.journal", "sweep.jsonl"])
    let rows = try rows(command, "\(folder)/sweep.csv")
    #expect(rows[0].prefix(5) == ["point", "limits.push.at_most", "campaigns.digest.when.at", "arm", "kpi"])
    // Five KPIs and four measures of the whole arm, in four arms, at six points.
    #expect(rows.count == 1 + 6 * 4 * 9)
    let lines = String(decoding: try command.read("\(folder)/sweep.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 6 * 4 * 9)
    // The arm without messages is the same people living the same lives at every point.
    #expect(Set(rows.filter { $0[3] == "none" && $0[4] == "sessions" }.map { $0[5...].joined() }).count == 1)
  }

  @Test func aSweepThatWasKilledGoesOnAndGivesTheSameBytes() throws {
    let command = try Command()
    defer { command.remove() }
    let arguments =
      Self.base + [
        "--vary", "limits.push.at_most=1..5", "--vary", "campaigns.we_miss_you.when.idle=7 days..18 days",
      ]
    let whole = try command.run(arguments + ["--out", "whole", "--threads", "2"])
    #expect(whole.status == 0, "\(whole.err)")
    let journal = command.folder.appendingPathComponent("parts/sweep.journal")
    func lines() -> Int {
      ((try? Data(contentsOf: journal)) ?? Data()).count { $0 == UInt8(ascii: "\n") }
    }
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = arguments + ["--out", "parts", "--threads", "1"]
    process.currentDirectoryURL = command.folder
    try process.run()
    while process.isRunning, lines() < 8 { usleep(500) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let kept = lines()
    #expect((8..<61).contains(kept), "\(kept)")
    #expect(command.list("parts") == ["sweep.journal"])
    // As if the machine had stopped in the middle of a line.
    let torn = try Data(contentsOf: journal).dropLast(40)
    try torn.write(to: journal)
    let resumed = try command.run(arguments + ["--out", "parts", "--threads", "3"])
    #expect(resumed.status == 0, "\(resumed.err)")
    for file in ["sweep.csv", "sweep.jsonl", "sweep.html"] {
      #expect(try command.read("parts/\(file)") == command.read("whole/\(file)"), "\(file)")
    }
    #expect(lines() == 61)
    #expect(try Data(contentsOf: journal).starts(with: torn.prefix(torn.lastIndex(of: UInt8(ascii: "\n")) ?? 0)))
  }

  @Test func aFolderOfAnotherSweepIsRefusedWithAWayOut() throws {
    let command = try Command()
    defer { command.remove() }
    let vary = ["--vary", "limits.push.at_most=1,2", "--out", "o"]
    #expect(try command.run(Self.base + vary).status == 0)
    for change in [["--vary", "horizon=4 weeks"], ["--seed", "9"], ["--set", "limits.push.per=1 day"]] {
      let output = try command.run(Self.base + vary + change)
      #expect(output.status == 64 && output.err.contains("another sweep") && output.err.contains("--restart"))
    }
    let more = try command.run(Self.base + vary + ["--replications", "2"])
    #expect(more.status == 0, "more replications of the same points are no other sweep: \(more.err)")
    #expect(try rows(command, "o/sweep.csv")[0].contains("replication"))
    #expect(try command.run(Self.base + vary + ["--seed", "9", "--restart"]).status == 0)
  }

  @Test func aPointThatCannotBeIsARowWithItsReason() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(Array(Self.base.dropLast()) + ["--vary", "limits.push.at_most=0,2", "--out", "o"])
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("limits.push.at_most=0"))
    let failed = try rows(command, "o/sweep.csv").filter { $0.contains("failed") }
    #expect(failed.count == 1 && failed[0][1] == "0" && failed[0].joined().contains("at_most"))
  }

  @Test(arguments: [
    (["--vary", "limits.push.at_mots=1,2"], "unknown key"), (["--vary", "limits.push.at_most=5..1"], "does not rise"),
    (["--vary", "limits.push.at_most"], "has no `=`"), ([], "nothing varies"),
    (["--vary", "seed=1,2"], "--replications"), (["--vary", "population.size=1,2"], "--users"),
    (["--vary", "population.behavior.opt_in.ios=30%..50%"], "has no steps"),
    (["--vary", "horizon=4 weeks", "--of", "lift(x)"], "there is no KPI `x`"),
    (["--vary", "horizon=4 weeks", "--arm", "x"], "the arms are"),
    (["--vary", "horizon=4 weeks", "--search", "--sensitivity", "morris"], "either"),
    (["--vary", "horizon=4 weeks", "--subject-to", "cost <= 1"], "--search"),
    (["--vary", "horizon=4 weeks", "--search", "--subject-to", "cost"], "write e.g."),
    (["--vary", "horizon=4 weeks", "--search", "--of", "cost"], "--indifference"),
    (["--vary", "horizon=4 weeks", "--search", "--confidence", "100%"], "confidence"),
    (["--vary", "horizon=4 weeks", "--points", "0"], "--points"),
  ])
  func whatCannotBeAskedIsRefused(arguments: [String], words: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(Self.base + arguments)
    #expect(output.status == 64)
    #expect(output.err.contains(words), "\(output.err)")
    #expect(command.list("out").isEmpty)
  }

  @Test(arguments: ["morris", "sobol", "tornado"])
  func saysWhatMatters(method: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(
      Array(Self.base.dropLast()) + [
        "--vary", "population.behavior.dropout.gamma=0.3..0.7", "--vary", "limits.push.at_most=4,5",
        "--sensitivity", method, "--points", "4", "--of", "sessions", "--arm", "none", "--out", "o",
      ])
    #expect(output.status == 0, "\(output.err)")
    let text = output.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // Nobody gets a message in this arm, so that no cap can matter there.
    #expect(text.contains("What matters most for sessions in arm none is population.behavior.dropout.gamma"))
    #expect(text.contains("Hardly of account: limits.push.at_most"))
    let rows = try rows(command, "o/sensitivity.csv")
    #expect(rows.map { $0[0] } == ["parameter", "population.behavior.dropout.gamma", "limits.push.at_most"])
  }

  @Test func findsTheBestAndPlaysItToFreshPeople() throws {
    let command = try Command()
    defer { command.remove() }
    let arguments =
      Array(Self.base.dropLast()) + [
        "--vary", "campaigns.digest.cost=0.01 EUR,0.02 EUR,0.04 EUR", "--search", "--of", "cost", "--arm", "weekly",
        "--indifference", "1", "--subject-to", "sessions >= 0.1", "--first-stage", "4", "--out", "o",
      ]
    let output = try command.run(arguments)
    #expect(output.status == 0, "\(output.err)")
    let text = output.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("campaigns.digest.cost=0.01 EUR gives the smallest cost in arm weekly of 3 settings"))
    #expect(text.contains("right with probability 0.95") && text.contains("on 10 fresh populations"))
    #expect(
      try rows(command, "o/search.csv").map { $0.last } == ["fate", "chosen", "dropped after 4", "dropped after 4"])
    let again = try command.run(arguments + ["--threads", "1"])
    #expect(again.out == output.out, "a search that is done is read from its journal")
    let nothing = try command.run(arguments + ["--subject-to", "cost <= 0"])
    #expect(nothing.status == 3 && nothing.out.contains("No setting qualifies"))
  }

  @Test func theScenarioMaySayWhatVaries() throws {
    let command = try Command()
    defer { command.remove() }
    let text = try String(contentsOfFile: Command.scenario("first-steps"), encoding: .utf8)
    let path = try command.write(
      text + "\nsweep:\n  vary:\n    limits.push.at_most: 1..3\n    horizon: [4 weeks, 6 weeks]\n", to: "s.yaml")
    let output = try command.run(["sweep", path, "--users", "200", "--out", "o", "-q"])
    #expect(output.status == 0, "\(output.err)")
    #expect(Set(try rows(command, "o/sweep.csv").dropFirst().map { $0[0] }).count == 6)
    let other = try command.run([
      "sweep", path, "--users", "200", "--out", "p", "-q", "--vary", "limits.push.at_most=1,2", "--design", "sobol",
      "--points", "8",
    ])
    #expect(other.status == 0, "\(other.err)")
    #expect(Set(try rows(command, "p/sweep.csv").dropFirst().map { $0[0] }).count == 2)
  }
}
