import Foundation
import Testing

/// `engagelab compare` of two runs.
@Suite struct CompareTests {
  private func run(_ command: Command, _ folder: String, _ arguments: String...) throws {
    let output = try command.run(
      ["run", Command.scenario("first-steps"), "--users", "1000", "--out", folder, "-q"] + arguments)
    #expect(output.status == 0, "\(output.err)")
  }

  @Test func runsKeepWhatWasPlayed() throws {
    let command = try Command()
    defer { command.remove() }
    try run(command, "a", "--set", "limits.push.at_most=1", "--seed", "3")
    #expect(command.list("a") == ["report.html", "results.json", "scenario.yaml"])
    let text = String(decoding: try command.read("a/scenario.yaml"), as: UTF8.self)
    #expect(text.contains("seed: 3") && text.contains("size: 1000") && text.contains("at_most: 1"))
    // It can be played again as it is, to the same digest.
    let again = try command.run(["run", "a/scenario.yaml", "--out", "b", "-q"])
    #expect(again.status == 0, "\(again.err)")
    let output = try command.run(["compare", "a", "b"])
    #expect(output.status == 0 && output.out.contains("The same, to the last digit"), "\(output.out)\(output.err)")
  }

  @Test func scenariosComeFirstThenWhatWasFound() throws {
    let command = try Command()
    defer { command.remove() }
    try run(command, "a")
    try run(command, "b", "--set", "limits.push.at_most=1", "--set", "campaigns.digest.when.at=\"18:00\"")
    let output = try command.run(["compare", "a", "b/results.json"])
    #expect(output.status == 0, "\(output.err)")
    for part in [
      "campaigns.digest.when.at", "10:00", "18:00", "limits.push.at_most", "the same people", "capped",
      "What became of the messages",
    ] {
      #expect(output.out.contains(part), "\(part) in\n\(output.out)")
    }
    let document = try Command.json(try command.run(["compare", "a", "b", "--format", "json"]))
    let scenario = try #require(document["scenario"] as? [[String: Any]])
    #expect(scenario.compactMap { $0["path"] as? String } == ["campaigns.digest.when.at", "limits.push.at_most"])
    #expect(document["people"] as? String == "same")
    let markdown = try command.run(["compare", "a", "b", "--format", "markdown", "--out", "c/compare.md"])
    #expect(markdown.status == 0 && markdown.out.isEmpty)
    #expect(
      String(decoding: try command.read("c/compare.md"), as: UTF8.self).contains("### What differs in the scenarios"))
  }

  @Test func otherPeopleAreSaidToBeOthers() throws {
    let command = try Command()
    defer { command.remove() }
    try run(command, "a")
    try run(command, "b", "--seed", "2")
    #expect(try command.run(["compare", "a", "b"]).out.contains("different people"))
    try run(command, "c", "--set", "population.traits.platform={ios: 50%, android: 50%}")
    #expect(try command.run(["compare", "a", "c"]).out.contains("different people"))
  }

  @Test func whatIsNoRunOfThisVersionIsRefused() throws {
    let command = try Command()
    defer { command.remove() }
    try run(command, "a")
    let text = String(decoding: try command.read("a/results.json"), as: UTF8.self)
    _ = try command.write(text.replacing("\"schema\": 1,", with: "\"schema\": 77,"), to: "other.json")
    let other = try command.run(["compare", "a", "other.json"])
    #expect(other.status == 65 && other.err.contains("schema 77"), "\(other.err)")
    #expect(try command.run(["compare", "a", "nowhere"]).status == 65)
    #expect(try command.run(["compare", "a", "."]).status == 65)
    #expect(try command.run(["compare", "a"]).status == 64)
    #expect(try command.run(["compare", "a", "a", "--confidence", "5%"]).status == 64)
  }

  @Test func aScenarioThatIsNotThatOfTheResultsIsLeftAside() throws {
    let command = try Command()
    defer { command.remove() }
    try run(command, "a")
    try run(command, "b", "--seed", "2")
    let text = String(decoding: try command.read("a/scenario.yaml"), as: UTF8.self)
    _ = try command.write(text.replacing("horizon: 56 days", with: "horizon: 57 days"), to: "a/scenario.yaml")
    let output = try command.run(["compare", "a", "b"])
    #expect(output.out.contains("is not the scenario of the results"), "\(output.out)")
    try FileManager.default.removeItem(at: command.folder.appendingPathComponent("b/scenario.yaml"))
    #expect(try command.run(["compare", "a", "b"]).out.contains("no scenario.yaml beside the results"))
  }
}
