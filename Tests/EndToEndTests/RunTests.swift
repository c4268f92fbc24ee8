import Foundation
import Testing

/// `engagelab run` as a strategist and as CI use it.
@Suite struct RunTests {
  private func results(_ command: Command, _ folder: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: command.read("\(folder)/results.json"))
    return try #require(object as? [String: Any])
  }

  @Test func writesResultsReportAndSummary() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["run", Command.scenario("first-steps"), "--users", "3000"])
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("report.html"))
    #expect(output.out.contains("Digest"))
    let folders = command.list("out")
    #expect(folders.count == 1)
    let folder = "out/\(folders.first ?? "")"
    #expect(command.list(folder) == ["report.html", "results.json", "scenario.yaml"])
    let results = try results(command, folder)
    for key in [
      "schema", "version", "scenario", "seed", "users", "digest", "kpis", "arms", "lifts", "objectives", "timing",
    ] {
      #expect(results[key] != nil, "\(key)")
    }
  }

  @Test func isSilentInAPipeWhenAskedTo() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["run", Command.scenario("null"), "--users", "500", "--quiet", "--out", "o"])
    #expect(output.status == 0)
    #expect(output.out.isEmpty)
    #expect(!output.err.contains("users/s"), "progress is for terminals")
  }

  @Test func digestDoesNotDependOnThreadsOrShards() throws {
    let command = try Command()
    defer { command.remove() }
    let digests = try [("1", "2048"), ("2", "2048"), ("2", "1"), ("3", "333")].map { threads, shard in
      let output = try command.run([
        "run", Command.scenario("media"), "--users", "1500", "--threads", threads, "--shard", shard, "--out", "o", "-q",
      ])
      #expect(output.status == 0, "\(output.err)")
      return try results(command, "o")["digest"] as? String
    }
    #expect(digests[0]?.count == 64)
    #expect(Set(digests).count == 1)
  }

  @Test func anotherSeedIsAnotherResult() throws {
    let command = try Command()
    defer { command.remove() }
    let digests = try ["1", "2"].map { seed in
      _ = try command.run([
        "run", Command.scenario("first-steps"), "--users", "500", "--seed", seed, "--out", "o", "-q",
      ])
      return try results(command, "o")["digest"] as? String
    }
    #expect(digests[0] != digests[1])
  }

  @Test func identicalArmsDifferByExactlyNothing() throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.run(["run", Command.scenario("null"), "--users", "2000", "--out", "o", "-q"])
    let lifts = try #require(try results(command, "o")["lifts"] as? [[String: Any]])
    #expect(!lifts.isEmpty)
    for lift in lifts {
      for part in ["difference", "lift"] {
        let interval = try #require(lift[part] as? [String: Any])
        for key in ["estimate", "low", "high"] { #expect(interval[key] as? Double == 0, "\(lift)") }
      }
    }
  }

  @Test func overridesChangeTheScenario() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run([
      "run", Command.scenario("first-steps"), "--set", "population.size=700", "--set", "horizon=3 weeks", "--out", "o",
      "-q",
    ])
    #expect(output.status == 0, "\(output.err)")
    let scenario = try #require(try results(command, "o")["scenario"] as? [String: Any])
    #expect(scenario["horizon_days"] as? Int == 21)
  }

  @Test(arguments: ["population.size=-5", "population.sise=5", "nonsense", "horizon=2 parsecs"])
  func badOverridesAreExplained(_ override: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["run", Command.scenario("first-steps"), "--set", override])
    #expect(output.status == 64)
    #expect(output.err.contains("error:"))
    #expect(command.list("out").isEmpty)
  }

  @Test func anInterruptedRunLeavesWhatWasThere() throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.run(["run", Command.scenario("first-steps"), "--users", "300", "--out", "o", "-q"])
    let before = try command.read("o/results.json")
    // On a busy machine the signal may come before the command listens to it: then it comes later the next time.
    var output: Command.Output?
    for seconds in [2.0, 8, 30] where output?.status != 130 {
      output = try command.run(
        ["run", Command.scenario("media"), "--users", "20000000", "--out", "o"], interruptAfter: seconds)
    }
    #expect(output?.status == 130)
    #expect(output?.err.contains("interrupted") == true)
    #expect(try command.read("o/results.json") == before)
    #expect(command.list("o") == ["report.html", "results.json", "scenario.yaml"])
  }

  @Test func unwritableFoldersAreFoundBeforeTheRun() throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.write("in the way", to: "taken")
    let output = try command.run(["run", Command.scenario("media"), "--users", "20000000", "--out", "taken"])
    #expect(output.status == 74)
    #expect(output.err.contains("taken"))
    #expect(String(decoding: try command.read("taken"), as: UTF8.self) == "in the way")
  }

  @Test func aFullDiskLosesNothing() throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.run(["run", Command.scenario("first-steps"), "--users", "300", "--out", "o", "-q"])
    let before = try command.read("o/results.json")
    // A limit on the size of files stands in for a full disk: the report does not fit.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"", Command.executable.path, "run",
      Command.scenario("first-steps"),
      "--users", "400", "--out", "o", "-q",
    ]
    process.currentDirectoryURL = command.folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
    #expect(try command.read("o/results.json") == before)
    #expect(command.list("o") == ["report.html", "results.json", "scenario.yaml"])
  }
}
