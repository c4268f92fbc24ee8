import Foundation
import Testing

/// `engagelab audience`, and its page.
@Suite struct AudienceTests {
  private static let page = Command.package.appendingPathComponent("Documentation/audience.md")

  /// What stands between two markers of the page.
  private func part(_ name: String) throws -> Substring {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- \(name): begin -->\n")?.upperBound)
    let end = try #require(text.range(of: "<!-- \(name): end -->")?.lowerBound)
    return text[start..<end]
  }

  private func shop(_ command: Command) throws {
    let lines = try part("scenario").split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("```")
    }
    _ = try command.write(lines.joined(separator: "\n"), to: "shop.yaml")
  }

  /// To renew the example on purpose, set `UPDATE_GOLDEN` to the folder of the sources.
  @Test func theExampleIsWhatThePageShows() throws {
    let command = try Command()
    defer { command.remove() }
    try shop(command)
    let line = "engagelab audience shop.yaml --users 8000"
    let output = try command.shell(line)
    #expect(output.status == 0 && !output.err.contains("error"), "\(output.err)")
    let session = "```console\n$ \(line)\n\(output.out)```\n"
    if let folder = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] {
      let text = try String(contentsOf: Self.page, encoding: .utf8)
      try text.replacing(try part("session"), with: session)
        .write(toFile: "\(folder)/Documentation/audience.md", atomically: true, encoding: .utf8)
      Issue.record("audience.md was written anew; look at the difference before you commit it")
      return
    }
    #expect(try part("session") == session)
  }

  @Test func commandsOfThePageRun() throws {
    let command = try Command()
    defer { command.remove() }
    try shop(command)
    let lines = try Command.shellLines(page: "audience.md")
    #expect(lines.count >= 3)
    for line in lines {
      let output = try command.shell(line)
      #expect(output.status == 0, "\(line): \(output.err)")
    }
  }

  @Test func jsonDoesNotDependOnThreads() throws {
    let command = try Command()
    defer { command.remove() }
    let outputs = try ["1", "3"].map { threads in
      try command.run([
        "audience", Command.scenario("first-steps"), "--users", "2000", "--format", "json", "--threads", threads,
      ])
    }
    #expect(outputs[0].status == 0 && outputs[0].out == outputs[1].out)
    let json = try Command.json(outputs[0])
    let moments = try #require(json["moments"] as? [[String: Any]])
    #expect(moments.map { $0["name"] as? String } == ["launch", "end"])
    let segments = try #require(moments[0]["segments"] as? [[String: Any]])
    let group = try #require(segments[0]["group"] as? [String: Any])
    let members = try #require(group["members"] as? [String: Any])
    let (users, low, high) = (
      try #require(members["users"] as? Int), try #require(members["low"] as? Int),
      try #require(members["high"] as? Int)
    )
    #expect(group["name"] as? String == "inactive" && low < users && users < high)
  }

  @Test(arguments: [
    (["--arm", "weeky"], "no arm is called 'weeky'; did you mean 'weekly'?"), (["--day", "0"], "day 0"),
    (["--day", "57"], "from 1 to 56"), (["--users", "0"], "--users must be from 1"),
    (["--set", "horizon=2 parsecs"], "error:"), (["--format", "csv"], "format"),
  ])
  func wrongQuestionsAreExplained(arguments: [String], words: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["audience", Command.scenario("first-steps")] + arguments)
    #expect(output.status == 64)
    #expect(output.err.contains(words), "\(output.err)")
    #expect(output.out.isEmpty)
  }

  @Test func sharedLimitsAreWarnedOf() throws {
    let command = try Command()
    defer { command.remove() }
    try shop(command)
    let arguments = ["audience", "shop.yaml", "--arm", "wake", "--set", "limits.throttle.per_minute=100"]
    let sample = try command.run(arguments + ["--users", "500"])
    #expect(sample.err.contains("users share a budget, a send rate or places"), "\(sample.err)")
  }
}
