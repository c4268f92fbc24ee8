import Foundation
import Testing

/// Numbers that are not known exactly, through the command.
@Suite struct UncertaintyTests {
  static let gamma = "population.behavior.dropout.gamma"

  private func results(_ command: Command, _ folder: String = "o") throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: command.read("\(folder)/results.json")) as? [String: Any])
  }

  private func run(_ command: Command, _ arguments: String...) throws -> Command.Output {
    try command.run(["run", Command.scenario("first-steps"), "--users", "400", "--out", "o"] + arguments)
  }

  @Test func aDistributionGivesWorlds() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try run(command, "--set", "\(Self.gamma)=normal(0.485, 0.05)", "--replications", "5")
    #expect(output.status == 0, "\(output.err)")
    #expect(output.out.contains("Over 5 worlds that the uncertain numbers allow"))
    let results = try results(command)
    let uncertainty = try #require(results["uncertainty"] as? [String: Any])
    #expect(uncertainty["replications"] as? Int == 5)
    let inputs = try #require(uncertainty["inputs"] as? [[String: Any]])
    #expect(inputs.map { $0["path"] as? String } == [Self.gamma])
    let lifts = try #require(uncertainty["lifts"] as? [[String: Any]])
    #expect(lifts.count == (results["lifts"] as? [Any])?.count)
    // The central world is what the rest of the file is about.
    let central = try #require((lifts[0]["lift"] as? [String: Any])?["central"] as? Double)
    let plain = try #require(
      ((results["lifts"] as? [[String: Any]])?[0]["lift"] as? [String: Any])?["estimate"] as? Double)
    #expect(central == plain)
    // All six worlds take time; in each of them some have left before the start.
    let days = try #require((results["timing"] as? [String: Any])?["user_days"] as? Int)
    let users = try #require(results["users"] as? Int)
    #expect(abs(Double(days) / Double(users * 56 * 4 * 6) - 1) < 0.1)
    #expect(String(decoding: try command.read("o/report.html"), as: UTF8.self).contains("id=\"uncertainty\""))
  }

  /// Everything but the part of its own, the hash and what depends on them is that of the scenario with plain numbers.
  @Test func theRestOfTheFileIsUnchanged() throws {
    let command = try Command()
    defer { command.remove() }
    func document(_ value: String) throws -> NSDictionary {
      let output = try run(command, "--set", "\(Self.gamma)=\(value)", "-q")
      #expect(output.status == 0, "\(output.err)")
      var results = try results(command)
      for key in ["digest", "timing", "uncertainty"] { results[key] = nil }
      var scenario = try #require(results["scenario"] as? [String: Any])
      scenario["hash"] = nil
      results["scenario"] = scenario
      return results as NSDictionary
    }
    #expect(try document("0.5") == document("lognormal(0.5, 0.2)"))
    #expect(try document("0.5") != document("0.6"))
  }

  @Test func digestDoesNotDependOnThreadsOrShards() throws {
    let command = try Command()
    defer { command.remove() }
    let digests = try [("1", "2048"), ("2", "100"), ("3", "33")].map { threads, shard in
      let output = try run(
        command, "--set", "\(Self.gamma)=normal(0.485, 0.05)", "--set", "replications=3", "--threads", threads,
        "--shard",
        shard, "-q")
      #expect(output.status == 0, "\(output.err)")
      return try results(command)["digest"] as? String
    }
    #expect(digests[0]?.count == 64 && Set(digests).count == 1)
  }

  @Test(arguments: [
    ["--replications", "10"], ["--set", "replications=10"], ["--replications", "1"],
    ["--set", "\(gamma)=normal(0.485, 0)"], ["--set", "\(gamma)=uniform(0, 1)"],
    ["--set", "population.behavior.opt_in.ios=beta(36%, 60%)"],
  ])
  func whatMakesNoSenseIsExplained(_ arguments: [String]) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["run", Command.scenario("first-steps"), "--users", "400"] + arguments)
    #expect(output.status == 64)
    #expect(output.err.lowercased().contains("error: "), "\(output.err)")
    #expect(command.list("out").isEmpty)
  }

  @Test func anInterruptedRunWritesNothing() throws {
    let command = try Command()
    defer { command.remove() }
    // On a busy machine the signal may come before the command listens to it: then it comes later the next time.
    var output: Command.Output?
    for seconds in [2.0, 8, 30] where output?.status != 130 {
      output = try command.run(
        [
          "run", Command.scenario("not-known"), "--users", "300", "--replications", "1000", "--set",
          "horizon=500 weeks",
          "--out", "o",
        ], interruptAfter: seconds)
    }
    #expect(output?.status == 130)
    #expect(command.list("o").isEmpty)
  }

  @Test func theScenarioOfTheLibraryShowsIt() throws {
    let run = try LibraryRun("not-known", users: 12_000)
    let uncertainty = try #require(run.results["uncertainty"] as? [String: Any])
    let inputs = try #require(uncertainty["inputs"] as? [[String: Any]])
    #expect(uncertainty["replications"] as? Int == 40 && inputs.count == 6)
    let lifts = try #require(uncertainty["lifts"] as? [[String: Any]])
    let sessions = try #require(lifts.first { $0["kpi"] as? String == "sessions" }?["lift"] as? [String: Any])
    let share = try #require(sessions["world_share"] as? Double)
    let noise = try #require(sessions["noise_share"] as? Double)
    #expect(abs(share + noise - 1) < 1e-9)
    // Most of the doubt is the world's.
    #expect(share > 0.75)
    let verdicts = try #require(run.results["objectives"] as? [[String: Any]])
    #expect(verdicts.first?["verdict"] as? String == "reaches its objective")
    let reached = try #require((uncertainty["objectives"] as? [[String: Any]])?.first?["reaches_share"] as? Double)
    #expect(reached > 0.3 && reached < 0.7)
    // What the row of library.md says.
    let (low, high) = (try #require(sessions["low"] as? Double), try #require(sessions["high"] as? Double))
    #expect(abs(share - 0.82) < 0.01 && abs(low - 0.10) < 0.01 && abs(high - 0.16) < 0.01)
  }
}
