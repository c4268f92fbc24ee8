import Foundation
import Testing

/// `engagelab design`: what it writes, what it says, and what it refuses.
@Suite struct DesignCommandTests {
  private func design(_ command: Command, _ arguments: [String]) throws -> Command.Output {
    try command.run(
      ["design", Command.scenario("first-steps"), "--users", "3000", "--tests", "400", "--out", "out"] + arguments)
  }

  @Test func filesDoNotDependOnThreads() throws {
    let command = try Command()
    defer { command.remove() }
    let one = try design(command, ["--threads", "1"])
    #expect(one.status == 0, "\(one.err)")
    #expect(command.list("out") == ["design.html", "design.json", "design.md", "experiment.yaml"])
    let first = try command.read("out/design.json")
    let two = try design(command, ["--threads", "2", "--quiet"])
    #expect(two.status == 0 && two.out.isEmpty)
    #expect(try command.read("out/design.json") == first)
    let object = try #require(try JSONSerialization.jsonObject(with: first) as? [String: Any])
    #expect(object["schema"] as? String == "engagelab.design/1")
    let advice = try #require(object["recommendation"] as? [String: Any])
    let sentence = try #require(advice["sentence"] as? String)
    #expect(one.out.replacing("\n", with: " ").contains(sentence))
    #expect((object["cells"] as? [Any])?.isEmpty == false && (object["rules"] as? [Any])?.count == 7)
    let page = String(decoding: try command.read("out/design.html"), as: UTF8.self)
    for id in ["chart-power", "chart-lift", "chart-a-a", "chart-sequence"] { #expect(page.contains("id=\"\(id)\"")) }
    #expect(!page.contains(">nan") && !page.contains(">inf"))
  }

  /// What a design recommends is a test that `run` plays.
  @Test func blockIsPartOfAScenario() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try design(
      command, ["--who", "platform = ios", "--kpi", "sessions", "--weights", "60%,40%", "--looks", "14, 28"])
    #expect(output.status == 0, "\(output.err)")
    let block = String(decoding: try command.read("out/experiment.yaml"), as: UTF8.self)
    let scenario = try String(contentsOfFile: Command.scenario("first-steps"), encoding: .utf8)
    let file = try command.write(scenario + "\n" + block, to: "with-test.yaml")
    let validation = try command.run(["validate", file])
    #expect(validation.status == 0, "\(validation.err)\(block)")
    let run = try command.run(["run", file, "--users", "2000", "--out", "run"])
    #expect(run.status == 0, "\(run.err)")
  }

  @Test(arguments: [
    (["--arm", "wekly"], "did you mean `weekly`"), (["--kpi", "zzz"], "no KPI is called"),
    (["--looks", "7,900"], "beyond the horizon"), (["--weights", "50%"], "two shares"),
    (["--prior", "uniform"], "not a prior"), (["--power", "3%"], "power must be"),
    (["--users-grid", "4000000"], "are asked for"), (["--who", "colour = red"], "colour"),
  ])
  func refusals(arguments: [String], words: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try design(command, arguments)
    #expect(output.status == 64, "\(output.err)")
    #expect(output.err.contains(words), "\(output.err)")
    #expect(command.list("out").isEmpty)
  }
}
