import DatabaseData
import Foundation
import PostgresForTests
import RecordedData
import Testing

/// `engagelab audience --to`: the users of a segment in a table.
@Suite struct AudienceTableTests {
  private static let scenario = """
    scenario: tiny
    start: 2016-01-04
    warm_up: 4 weeks
    horizon: 2 weeks
    population: {size: 3_000, new_per_day: 20, behavior: {preset: retail}}
    app: {activities: {home: {next: {exit: 100%}, dwell: 20 s}}}
    segments:
      silent: days_since(session) >= 7
    campaigns:
      come_back: {who: not silent, what: {channel: push, title: Hello}, when: {every: tuesday, at: "18:00"}}
    programs: {wake: {campaigns: [come_back]}}
    comparison: {arms: {wake: [wake]}}
    kpis: {sessions: {count: session}}
    """

  /// Plays a small scenario with more arguments, in a folder of its own.
  private func audience(_ command: Command, _ arguments: [String]) throws -> Command.Output {
    _ = try command.write(Self.scenario, to: "tiny.yaml")
    return try command.run(["audience", "tiny.yaml"] + arguments)
  }

  /// The rows of a query.
  private func rows(_ database: String, _ query: String) throws -> [[String]] {
    let source = try DatabaseLocation(database).records(query)
    var rows: [[String]] = []
    while try source.next() { rows.append(source.columns.indices.map { source.field($0)?.text ?? "NULL" }) }
    return rows
  }

  /// What an estimate of everyone counts at its end: members with and without the app.
  private func census(_ command: Command, day: String) throws -> [String] {
    let output = try audience(command, ["--users", "1000000", "--day", day, "--format", "json"])
    let moments = try #require(try Command.json(output)["moments"] as? [[String: Any]])
    let segments = try #require(moments.last?["segments"] as? [[String: Any]])
    let group = try #require(segments[0]["group"] as? [String: Any])
    return try ["members", "uninstalled"].map { key in
      let count = try #require(group[key] as? [String: Any])
      return "\(try #require(count["users"] as? Int))"
    }
  }

  @Test func sqliteHoldsThoseWhomTheEstimateCounts() throws {
    let command = try Command()
    defer { command.remove() }
    let file = "sqlite:" + command.folder.appendingPathComponent("crm.db").path
    let arguments = ["--segment", "silent", "--day", "7", "--to", file, "--table", "silent"]
    let first = try audience(command, arguments)
    #expect(first.status == 0, "\(first.err)")
    let census = try census(command, day: "7")
    #expect(
      try rows(file, "SELECT count(*) - sum(has_app) AS gone, sum(has_app) FROM silent") == [[census[1], census[0]]])
    #expect(try rows(file, "SELECT DISTINCT segment, day FROM silent") == [["silent", "2016-01-11"]])
    let range = try rows(file, "SELECT count(DISTINCT user_id) - count(*), min(user_id) >= 0, max(user_id) FROM silent")
    #expect(range[0][0] == "0" && range[0][1] == "1" && (Int(range[0][2]) ?? .max) < 3_000 + 7 * 20)

    let again = try audience(command, arguments)
    #expect(again.status == 64 && again.err.contains("is there already") && again.err.contains("--existing append"))
    let threads = try audience(command, arguments + ["--existing", "replace", "--threads", "3"])
    #expect(threads.status == 0 && threads.out == first.out)
    let campaign = try audience(
      command,
      ["--segment", "come_back", "--users", "100", "--to", file, "--table", "silent", "--existing", "append"])
    #expect(campaign.status == 0 && campaign.out.contains("100 people played"), "\(campaign.err)")
    let groups = try rows(file, "SELECT segment, day, count(*) FROM silent GROUP BY 1, 2 ORDER BY 1")
    #expect(groups.map { $0[0] } == ["come_back", "silent"] && groups[0][1] == "2016-01-18")
    #expect(Int(groups[1][2]) == (Int(census[0]) ?? 0) + (Int(census[1]) ?? 0))
  }

  @Test(arguments: [
    (["--to", "sqlite:x.db", "--table", "t"], "--to needs a --segment"),
    (["--to", "sqlite:x.db", "--segment", "silent"], "--to needs a --table"),
    (["--table", "t"], "--table needs a database"),
    (["--to", "sqlite:x.db", "--table", "t", "--segment", "silnt"], "did you mean 'silent'?"),
    (["--to", "sqlite:x.db", "--table", "t", "--segment", "silent", "--day", "99"], "day 99"),
    (["--to", "somewhere", "--table", "t", "--segment", "silent"], "cannot tell what database"),
    (["--to", "sqlite:x.db", "--table", "t", "--segment", "silent", "--format", "json"], "--format"),
    (["--to", "sqlite:x.db", "--table", "t", "--segment", "silent", "--existing", "keep"], "existing"),
  ])
  func wrongRequestsWriteNothing(arguments: [String], words: String) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try audience(command, arguments)
    #expect(output.status == 64 && output.err.contains(words), "\(output.err)")
    #expect(output.out.isEmpty && !command.list("").contains("x.db"))
  }

  @Test(
    .enabled(
      if: PostgresServer.programs != nil || PostgresServer.isContinuousIntegration,
      Comment(rawValue: PostgresServer.advice)))
  func postgresTakesThemOrSaysWhyNot() throws {
    let server = try PostgresServer()
    defer { server.stop() }
    let command = try Command()
    defer { command.remove() }
    try server.run(
      """
      CREATE SCHEMA push; CREATE TABLE push.taken (user_id int);
      CREATE TABLE picky (user_id bigint CHECK (user_id < 2000), segment text, day date, has_app boolean);
      CREATE USER guest PASSWORD 'guest-word';
      """)
    func write(_ table: String, _ address: String? = nil, _ more: [String] = []) throws -> Command.Output {
      let output = try audience(
        command,
        ["--segment", "silent", "--day", "7", "--to", address ?? server.address(), "--table", table] + more)
      for secret in ["p@ss", "p%40ss", "guest-word", "other-word"] {
        #expect(!(output.out + output.err).contains(secret), "a password is shown")
      }
      return output
    }
    let done = try write("push.silent")
    #expect(done.status == 0, "\(done.err)")
    let census = try census(command, day: "7")
    let count = "SELECT count(*) FILTER (WHERE has_app), count(*) FILTER (WHERE NOT has_app) FROM push.silent"
    #expect(try server.query(count) == [census])
    #expect(try server.query("SELECT DISTINCT segment, day FROM push.silent") == [["silent", "2016-01-11"]])
    #expect(try write("push.silent", nil, ["--existing", "replace"]).status == 0)
    #expect(try server.query(count) == [census])

    let guest = server.address(user: "guest", password: "guest-word")
    for (output, status, words) in [
      (try write("push.silent"), Int32(64), "is there already"),
      (try write("push.taken", nil, ["--existing", "append"]), 64, "no such column"),
      (try write("nowhere.silent"), 65, "schema \"nowhere\" does not exist"),
      (try write("mine", server.address(password: "other-word")), 65, "the password is wrong"),
      (try write("push.mine", guest), 65, "may not do this"),
      (try write("push.silent", guest, ["--existing", "append"]), 65, "may not do this"),
      (try write("picky", nil, ["--existing", "append"]), 65, "check constraint"),
      (try write("mine", server.address(database: "nothing")), 65, "no database of this name"),
    ] {
      #expect(output.status == status && output.err.contains(words), "\(output.err)")
      #expect(output.out.isEmpty)
    }
    #expect(try server.query(count) == [census])
    #expect(try server.query("SELECT count(*) FROM picky") == [["0"]])
    #expect(try server.query("SELECT to_regclass('push.mine') IS NULL, to_regclass('mine') IS NULL") == [["t", "t"]])
  }
}
