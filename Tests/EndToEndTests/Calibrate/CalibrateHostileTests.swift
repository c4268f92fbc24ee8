import Foundation
import Testing

/// Data and requests nobody should have: a clear message, the right exit code, and nothing written.
@Suite struct CalibrateHostileTests {
  private static let log = ["calibrate", "activity", "data.csv", "--user", "user", "--time", "day", "--out", "fit"]

  private func run(_ text: String, _ arguments: [String]) throws -> (output: Command.Output, files: [String]) {
    let command = try Command()
    defer { command.remove() }
    _ = try command.write(text, to: "data.csv")
    let output = try command.run(arguments)
    return (output, command.list("fit"))
  }

  @Test(arguments: [
    ("", 65, "data.csv: error: the file is empty"),
    ("user,day\n", 65, "no rows"),
    ("uid,day\na,1\n", 64, "there is no column 'user'"),
    ("user,day\na,1\na,2\na,3\n", 3, "too few"),
    ("user,day\na,1\nb,1\nc,2\n", 3, "none of 3 users was active"),
    ("user,day\na,x\nb,y\n", 65, "cannot be used"),
    ("user,day\na,1\nb,\"2\n", 65, "a quote opened"),
  ])
  func refusedWithAMessage(text: String, status: Int32, message: String) throws {
    let (output, files) = try run(text, Self.log)
    #expect(output.status == status, "\(output.err)\(output.out)")
    #expect(output.err.contains(message), "\(output.err)")
    #expect(output.out.isEmpty)
    #expect(files.isEmpty)
  }

  /// 10 % of broken rows are too many, unless it is said that they are not; then the report counts them.
  @Test func brokenRows() throws {
    var text = "user,day\n"
    var state: UInt32 = 1
    func chance(_ percent: UInt32) -> Bool {
      state = state &* 1_664_525 &+ 1_013_904_223
      return (state >> 16) % 100 < percent
    }
    for user in 0..<600 {
      text += "\(user),\(user % 5)\n"
      for day in (user % 5 + 1)..<25 {
        if chance([1, 5, 20, 60][user % 4]) { break }
        guard chance([10, 30, 60, 85, 45][user % 5]) else { continue }
        text += chance(12) ? "\(user),soon\n" : "\(user),\(day)\n"
      }
    }
    let (refused, files) = try run(text, Self.log)
    #expect(refused.status == 65)
    #expect(refused.err.contains("--max-bad-rows"), "\(refused.err)")
    #expect(files.isEmpty)
    let (allowed, written) = try run(text, Self.log + ["--max-bad-rows", "20%"])
    #expect(allowed.status == 0, "\(allowed.err)")
    #expect(allowed.out.contains("could not be used"), "\(allowed.out)")
    #expect(written.count == 4)
  }

  @Test(
    arguments: [
      (["calibrate", "retention", "D1=40%"], 3, "one point"),
      (["calibrate", "retention", "D1=20%", "D7=30%"], 65, "more users return on day 7"),
      (["calibrate", "retention", "D1"], 64, "D7=20%"),
      (["calibrate", "retention", "D1=40%", "D1=41%"], 64, "given twice"),
      (["calibrate", "retention", "D1=140%", "D7=20%"], 64, "between 0 and 1"),
      (["calibrate", "experiment", "--control", "100:0", "--treatment", "100:5"], 3, "nobody of the control"),
      (["calibrate", "experiment", "--control", "100", "--treatment", "100:5"], 64, "USERS:SUCCESSES"),
      (["calibrate", "experiment", "--control", "10:20", "--treatment", "100:5"], 64, "at most"),
      (["calibrate", "activity", "--user", "u", "--time", "t"], 64, "--from"),
      (["calibrate", "activity", "data.csv", "--user", "u", "--time", "t", "--query", "SELECT 1"], 64, "--query"),
      (["calibrate", "activity", "data.csv", "--user", "u", "--time", "t", "--install", "x"], 64, "--event"),
      (["calibrate", "activity", "data.csv", "--user", "u", "--time", "t", "--until", "soon"], 64, "--until"),
      (["calibrate", "activity", "none.csv", "--user", "u", "--time", "t"], 65, "there is no such file"),
      (["calibrate", "summary", "data.csv", "--repeats", "x", "--last", "t"], 64, "either --days or --length"),
      (
        ["calibrate", "activity", "--from", "mysql://x", "--query", "SELECT 1", "--user", "u", "--time", "t"], 64,
        "postgres://"
      ),
      (
        ["calibrate", "activity", "--from", "sqlite:none.db", "--query", "SELECT 1", "--user", "u", "--time", "t"], 65,
        "none.db"
      ),
    ] as [([String], Int32, String)])
  func badRequests(arguments: [String], status: Int32, message: String) throws {
    let (output, _) = try run("u,t\na,1\n", arguments)
    #expect(output.status == status, "\(output.err)\(output.out)")
    #expect(output.err.contains(message), "\(output.err)")
    #expect(output.out.isEmpty)
  }

  @Test func interruptionLeavesNothingBehind() throws {
    let command = try Command()
    defer { command.remove() }
    let words = "interrupted; nothing was written"
    let errors = try command.interrupted(
      "engagelab calibrate activity - --user user --time day --out fit", header: "user,day", row: "a,1", until: words)
    #expect(errors.contains(words), "\(errors)")
    #expect(command.list("fit").isEmpty)
  }

  @Test func aFolderThatCannotBeWrittenIsFoundOutFirst() throws {
    let (output, _) = try run(
      "user,day\na,1\n", ["calibrate", "activity", "data.csv", "--user", "user", "--time", "day", "--out", "data.csv"])
    #expect(output.status == 74, "\(output.err)")
  }
}
