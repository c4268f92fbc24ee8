import Foundation
import Testing

/// Logs, replay and one user's story through the built command.
@Suite struct EventLogTests {
  private static let own = """
    user,time,event,category
    anna,2015-12-28T08:10:00,home,
    anna,2016-01-05T08:10:00,home,
    anna,2016-01-05T08:10:20,article,
    ben,2016-01-06T19:00:00,home,

    """

  @Test(arguments: ["events.jsonl", "events.csv"])
  func aLogGivesBackItsDecisions(name: String) throws {
    let command = try Command()
    defer { command.remove() }
    let scenario = Command.scenario("first-steps")
    let run = try command.run(["run", scenario, "--users", "300", "--out", "o", "--log", name, "--log-users", "40"])
    #expect(run.status == 0, "\(run.err)")
    #expect(run.out.contains("Log of 40 user(s): \(name)"))
    let replay = try command.run(["replay", scenario, "--events", name, "--out", "decisions.jsonl"])
    #expect(replay.status == 0, "\(replay.err)")
    #expect(replay.out.contains("decisions of the log were reproduced one for one"))
    let decisions = try String(contentsOf: command.folder.appendingPathComponent("decisions.jsonl"), encoding: .utf8)
    #expect(decisions.contains("\"kind\":\"decision\""))
  }

  @Test func aChangedRuleIsFoundOut() throws {
    let command = try Command()
    defer { command.remove() }
    let scenario = Command.scenario("media")
    _ = try command.run([
      "run", scenario, "--users", "300", "--out", "o", "-q", "--log", "e.jsonl", "--log-users", "60",
    ])
    let replay = try command.run(["replay", scenario, "--events", "e.jsonl", "--set", "limits.push.at_most=1"])
    #expect(replay.status == 2)
    #expect(replay.err.contains("differ from the log"))
  }

  @Test func aLogOfYourOwnIsReplayed() throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.write(Self.own, to: "own.csv")
    let replay = try command.run(["replay", Command.scenario("first-steps"), "--events", "own.csv", "--arm", "weekly"])
    #expect(replay.status == 0, "\(replay.err)")
    #expect(replay.out.hasPrefix("2 user(s)"))
    #expect(replay.out.contains("weekly: "))
    #expect(replay.out.contains("sent "))
  }

  @Test(arguments: [
    ("user,time,event\na,2016-01-05T08:00:00,hmoe\n", "own.csv:2: error: the scenario has no tag `hmoe`"),
    ("user,time,event\na,yesterday,home\n", "own.csv:2: error: `yesterday` is no time"),
    (
      "user,time,event\na,2016-01-05T08:00:00,home\na,2016-01-04T08:00:00,home\n",
      "own.csv:3: error: the lines of user a"
    ),
    ("time,event\n2016-01-05T08:00:00,home\n", "own.csv:2: error: a line without a user"),
    ("user,time\na,2016-01-05T08:00:00\n", "own.csv:2: error: a line without an event"),
  ])
  func aFaultyLogIsRefused(log: String, message: String) throws {
    let command = try Command()
    defer { command.remove() }
    _ = try command.write(log, to: "own.csv")
    let replay = try command.run(["replay", Command.scenario("first-steps"), "--events", "own.csv"])
    #expect(replay.status == 65)
    #expect(replay.err.contains(message), "\(replay.err)")
  }

  @Test func aUsersStoryIsTold() throws {
    let command = try Command()
    defer { command.remove() }
    let scenario = Command.scenario("media")
    let story = try command.run(["explain", scenario, "--arm", "all", "--user", "7", "--users", "3000"])
    #expect(story.status == 0, "\(story.err)")
    #expect(story.out.hasPrefix("User 7: "))
    #expect(story.out.contains("The horizon begins under `all`."))
    #expect(story.out.contains("> weekly_digest: in the audience"))
    #expect(story.out.contains("In all: "))
    let one = try command.run([
      "explain", scenario, "--arm", "all", "--user", "7", "--users", "3000", "--campaign", "weekly_traffic",
    ])
    #expect(!one.out.contains("> weekly_digest"))
    for wrong in [["--user", "999999999"], ["--user", "1", "--arm", "al"], ["--user", "1", "--campaign", "x"]] {
      #expect(try command.run(["explain", scenario] + wrong).status == 64)
    }
  }
}
