import Foundation
import Testing

/// `engagelab check` and `engagelab review`: what passes, what does not, and what they leave behind.
@Suite struct CheckTests {
  /// A person's own machine, whatever runs these tests.
  static let person = ["CI": ""]
  static let server = ["CI": "true"]

  /// The scenario of two programs with checks, small enough to play often.
  static func scenario(_ command: Command, _ checks: [String], named name: String = "app", change: String = "")
    throws -> String
  {
    let text = try String(contentsOfFile: Command.scenario("first-steps"), encoding: .utf8)
      .replacing("scenario: first-steps", with: "scenario: \(name)")
      .components(separatedBy: "\nchecks:")[0]
    let list = checks.isEmpty ? "" : "\nchecks:\n" + checks.map { "  - \($0)\n" }.joined()
    return try command.write(text + change + list, to: "\(name).yaml")
  }

  private func check(
    _ command: Command, _ arguments: [String], environment: [String: String] = person
  ) throws -> Command.Output {
    try command.run(["check", "--users", "2000"] + arguments, environment: environment)
  }

  // MARK: Verdicts

  @Test(arguments: [
    ("lift(both, sessions) > 0% @ 95%", 0, "✓ pass"), ("cost <= 0.5 EUR", 1, "✕ fail"),
    ("{check: cost, warn: \"<= 0.5 EUR\"}", 0, "! warn"),
    ("lift(both, sessions) > 6% @ 99%", 3, "? cannot tell"),
    ("difference(sessions) = 0", 1, "✕ fail"), ("pressure.p95 <= 3 per week", 0, "✓ pass"),
  ])
  func eachVerdictHasItsCode(_ check: String, _ status: Int32, _ word: String) throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, [check])
    let output = try self.check(command, [file, "--no-baselines"])
    #expect(output.status == status, "\(output.out)\(output.err)")
    #expect(output.out.contains(word), "\(output.out)")
    #expect(command.list("Baselines").isEmpty)
    #expect(!output.err.contains("users/s"), "progress is for terminals")
  }

  @Test func badExpressionsAreToldBeforeAnythingIsPlayedAndHideNothing() throws {
    let command = try Command()
    defer { command.remove() }
    let bad = try Self.scenario(command, ["lift(sesions) > 2%", "cost <= 5 USD"], named: "bad")
    let good = try Self.scenario(command, ["cost <= 5 EUR"], named: "good")
    let output = try check(command, [bad, good, "nowhere.yaml", "--no-baselines"])
    #expect(output.status == 64, "\(output.out)")
    #expect(output.out.contains(/bad\.yaml:\d+:10: error: there is no KPI `sesions`; did you mean `sessions`\?/))
    #expect(output.out.contains("not in USD") && output.out.contains("the file cannot be read"))
    #expect(output.out.contains("✓ pass") && output.out.contains("two scenarios not checked"))
    // The same mistake is one of the scenario for every command.
    #expect(try command.run(["validate", bad]).err.contains("did you mean `sessions`?"))
  }

  @Test func theWorstOfSeveralScenariosDecides() throws {
    let command = try Command()
    defer { command.remove() }
    let fails = try Self.scenario(command, ["cost <= 0.1 EUR"], named: "fails")
    let unclear = try Self.scenario(command, ["lift(both, sessions) > 6% @ 99%"], named: "unclear")
    let passes = try Self.scenario(command, ["cost <= 9 EUR"], named: "passes")
    #expect(try check(command, [passes, unclear, "--no-baselines"]).status == 3)
    #expect(try check(command, [fails, unclear, passes, "--no-baselines"]).status == 1)
    #expect(try check(command, [passes, passes, "--no-baselines"]).status == 64, "baselines are kept by name")
  }

  // MARK: Baselines

  @Test func aBaselineIsRecordedThenHeldThenReviewed() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, [])
    let first = try check(command, [file])
    #expect(first.status == 0 && first.out.contains("recorded for the first time"), "\(first.out)")
    #expect(command.list("Baselines") == ["app.json"])
    let recorded = try command.read("Baselines/app.json")
    let second = try check(command, [file, "--threads", "1"])
    #expect(second.status == 0 && second.out.contains("the same as Baselines/app.json"), "\(second.out)")
    #expect(try command.read("Baselines/app.json") == recorded)

    let differs = try check(command, [file, "--set", "limits.push.at_most=1"])
    #expect(differs.status == 2, "\(differs.out)")
    for part in ["key figures moved", "app.new.json", "both: digest, delivered", "overrides", "limits.push.at_most=1"] {
      #expect(differs.out.contains(part), "\(part) in\n\(differs.out)")
    }
    #expect(command.list("Baselines") == ["app.json", "app.new.json"])
    #expect(try command.read("Baselines/app.json") == recorded)

    let listed = try command.run(["review"], environment: Self.person)
    #expect(listed.status == 2 && listed.out.contains("both: digest, capped") && listed.out.contains("1 of 1 left"))
    let accepted = try command.run(["review", "Baselines", "--accept", "app"], environment: Self.person)
    #expect(accepted.status == 0 && accepted.out.contains("accepted"), "\(accepted.out)\(accepted.err)")
    #expect(command.list("Baselines") == ["app.json"])
    #expect(try command.read("Baselines/app.json") != recorded)
    #expect(try check(command, [file, "--set", "limits.push.at_most=1"]).status == 0)
    #expect(try command.run(["review"], environment: Self.person).out.contains("Nothing waits"))
  }

  @Test func newFiguresAreRejectedOrGoWhenTheyAreTheSameAgain() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, [])
    _ = try check(command, [file])
    let recorded = try command.read("Baselines/app.json")
    #expect(try check(command, [file, "--seed", "9"]).status == 2)
    #expect(try command.run(["review", "--reject", "all"], environment: Self.person).status == 0)
    #expect(command.list("Baselines") == ["app.json"])
    #expect(try check(command, [file, "--seed", "9"]).status == 2)
    #expect(try check(command, [file]).status == 0)
    #expect(command.list("Baselines") == ["app.json"])
    #expect(try command.read("Baselines/app.json") == recorded)
    #expect(try command.run(["review", "--accept", "else"], environment: Self.person).status == 64)
    #expect(try command.run(["review", "nowhere"], environment: Self.person).status == 64)
  }

  @Test func recordModesWriteWhatTheySay() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, [])
    let missing = try check(command, [file, "--record", "never"])
    #expect(missing.status == 2 && missing.out.contains("there is no baseline"), "\(missing.out)")
    #expect(command.list("Baselines").isEmpty)
    #expect(try check(command, [file, "--record", "missing"]).status == 0)
    let first = try command.read("Baselines/app.json")
    #expect(try check(command, [file, "--seed", "9", "--record", "never"]).status == 2)
    #expect(command.list("Baselines") == ["app.json"], "never writes nothing at all")
    let failed = try check(command, [file, "--seed", "9", "--record", "failed"])
    #expect(failed.status == 0 && failed.out.contains("recorded again"), "\(failed.out)")
    #expect(try command.read("Baselines/app.json") != first)
    #expect(try check(command, [file, "--record", "all"]).status == 0)
    #expect(try command.read("Baselines/app.json") == first)
  }

  @Test func nothingIsRecordedWhereCIIsSet() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, [])
    let missing = try check(command, [file], environment: Self.server)
    #expect(missing.status == 2 && missing.out.contains("there is no baseline"), "\(missing.out)")
    for mode in ["missing", "failed", "all"] {
      let output = try check(command, [file, "--record", mode], environment: Self.server)
      #expect(output.status == 64 && output.err.contains("not allowed where CI is set"), "\(output.err)")
    }
    #expect(command.list("Baselines").isEmpty)
    _ = try check(command, [file])
    let before = try command.read("Baselines/app.json")
    #expect(try check(command, [file], environment: Self.server).status == 0)
    #expect(try check(command, [file, "--seed", "9"], environment: Self.server).status == 2)
    #expect(command.list("Baselines") == ["app.json"])
    #expect(try command.run(["review", "--accept", "all"], environment: Self.server).status == 64)
    #expect(try command.read("Baselines/app.json") == before)
  }

  /// With margins this wide two seeds of the same scenario agree; with narrow ones nobody can tell.
  @Test func equivalenceIsToldAndMayBeEnough() throws {
    let command = try Command()
    defer { command.remove() }
    // Without the KPIs of which 2,000 users have next to nothing to tell.
    let lines = try String(contentsOfFile: try Self.scenario(command, []), encoding: .utf8).split(separator: "\n")
    let text = lines.filter { !$0.hasPrefix("  opt_outs:") && !$0.hasPrefix("  retention_14:") }
    let file = try command.write(text.joined(separator: "\n"), to: "app.yaml")
    _ = try check(command, [file])
    let narrow = try check(command, [file, "--seed", "9", "--margin", "1%", "--accept-equivalent"])
    #expect(narrow.status == 2 && narrow.out.contains("It cannot be told at this size"), "\(narrow.out)")
    #expect(narrow.out.contains("±1% of each KPI and ±2 points of each lift"), "\(narrow.out)")
    let wide = ["--seed", "9", "--margin", "100%", "--lift-margin", "100%"]
    let told = try check(command, [file] + wide)
    #expect(told.status == 2 && told.out.contains("Statistically equivalent"), "\(told.out)")
    let enough = try check(command, [file, "--accept-equivalent"] + wide)
    #expect(enough.status == 0 && enough.out.contains("1 equivalent"), "\(enough.out)")
  }

  @Test func brokenBaselinesAreBadData() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, [])
    _ = try check(command, [file])
    _ = try command.write("{\"schema\": 99}", to: "Baselines/app.json")
    let output = try check(command, [file])
    #expect(output.status == 65 && output.out.contains("schema 99"), "\(output.out)")
    #expect(String(decoding: try command.read("Baselines/app.json"), as: UTF8.self) == "{\"schema\": 99}")
  }

  // MARK: Formats

  @Test func severalReportsOfOneRun() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try Self.scenario(command, ["cost <= 0.5 EUR", "lift(both, sessions) > 0% @ 95%"])
    let output = try check(
      command,
      [
        file, "--no-baselines", "--format", "junit", "--out", "r/checks.xml", "--format", "sarif", "--out",
        "r/checks.sarif",
        "--format", "markdown", "--out", "r/summary.md", "--format", "json",
      ])
    #expect(output.status == 1, "\(output.err)")
    #expect(command.list("r") == ["checks.sarif", "checks.xml", "summary.md"])
    let xml = String(decoding: try command.read("r/checks.xml"), as: UTF8.self)
    #expect(xml.contains("<testsuite name=\"app\"") && xml.contains("type=\"check-failed\""))
    #expect(xml.contains("reproduce: engagelab check") && xml.contains("--users 2000"))
    let document = try Command.json(output)
    let scenario = try #require((document["scenarios"] as? [[String: Any]])?.first)
    let checks = try #require(scenario["checks"] as? [[String: Any]])
    #expect(checks.compactMap { $0["verdict"] as? String } == ["fail", "fail", "fail", "pass"])
    let sarif = try JSONSerialization.jsonObject(with: command.read("r/checks.sarif")) as? [String: Any]
    let results = ((sarif?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]) ?? []
    let place = ((results.first?["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]) ?? [:]
    #expect((place["region"] as? [String: Any])?["startLine"] as? Int == checks[0]["line"] as? Int)
    let github = try check(command, [file, "--no-baselines", "--format", "github"])
    #expect(github.out.contains("::error file=") && github.status == 1)
  }

  @Test func badUsageIsExplained() throws {
    let command = try Command()
    defer { command.remove() }
    for arguments in [
      [], ["x.yaml", "--record", "perhaps"], ["x.yaml", "--margin", "0"],
      ["x.yaml", "--no-baselines", "--record", "all"],
      ["x.yaml", "--out", "a", "--out", "b"],
    ] {
      let output = try command.run(["check"] + arguments, environment: Self.person)
      #expect(output.status == 64 && output.err.contains("Usage:"), "\(arguments): \(output.err)")
    }
    let file = try Self.scenario(command, [])
    _ = try command.write("in the way", to: "taken")
    let output = try check(command, [file, "--out", "taken/report.txt"])
    #expect(output.status == 74, "\(output.err)")
    #expect(try command.run(["check", "--help"]).out.contains("differs from its baseline"))
  }

  // MARK: What is simulated

  @Test func checksChangeNoResult() throws {
    let command = try Command()
    defer { command.remove() }
    let digests = try [[], ["cost <= 5 EUR"]].map { checks in
      let file = try Self.scenario(command, checks)
      _ = try command.run(["run", file, "--users", "500", "--out", "o", "-q"])
      let results = try JSONSerialization.jsonObject(with: command.read("o/results.json")) as? [String: Any]
      return try #require(results?["digest"] as? String)
    }
    #expect(digests[0] == digests[1])
  }
}
