import Foundation
import Testing

/// Data and requests nobody should have: a clear message and the right exit code for each.
@Suite struct AnalyzeHostileTests {
  private func run(_ bytes: [UInt8], _ arguments: [String] = ["--metric", "y:mean"]) throws -> Command.Output {
    let command = try Command()
    defer { command.remove() }
    let file = command.folder.appendingPathComponent("data.csv")
    try Data(bytes).write(to: file)
    return try command.run(["analyze", "data.csv", "--arm", "arm", "--control", "A"] + arguments)
  }

  @Test(arguments: [
    ("", 65, "data.csv: error: the file is empty"),
    ("arm,y\n", 65, "a header and no rows"),
    ("arm,y\nA,1\nA,2\n", 65, "nothing to set it against"),
    ("arm,y\nB,1\nC,2\n", 64, "no row of 'arm' has the control 'A'"),
    ("arm,z\nA,1\nB,2\n", 64, "data.csv:1: error: there is no column 'y'; its columns are: arm, z"),
    ("amr,y\nA,1\nB,2\n", 64, "there is no column 'arm'; did you mean 'amr'?"),
    ("arm,y,y\nA,1,1\nB,2,2\n", 65, "the column 'y' is there 2 times"),
    ("arm,y\nA,1\nB,\"2\n", 65, "data.csv:3: error: a quote opened"),
    ("arm,y\rA,1\rB,2\r", 65, "carriage returns"),
    ("arm,y\nA,nan\nB,inf\n", 65, "y is not a finite number"),
    ("PK\u{3}\u{4}", 65, "spreadsheet"),
  ])
  func refusedWithAMessage(text: String, status: Int32, message: String) throws {
    let output = try run(Array(text.utf8))
    #expect(output.status == status, "\(output.out)")
    #expect(output.err.contains(message), "\(output.err)")
    #expect(output.out.isEmpty)
  }

  @Test func wrongEncodingNamesTheLine() throws {
    let output = try run(Array("arm,y\nA,1\nB".utf8) + [0xE9] + Array(",2\n".utf8))
    #expect(output.status == 65)
    #expect(output.err.contains("data.csv:3: error: the text is not UTF-8"))
    #expect(try run([0xFF, 0xFE, 0x61, 0x00]).err.contains("UTF-16"))
  }

  @Test(arguments: [
    "arm,y\nA,1\nB,2\n",
    "arm,y\nA,3\nB,3\nA,3\nB,3\n",
    "arm,y\nA,1e308\nB,-1e308\nA,-1e308\nB,1e308\n",
  ])
  func withoutAnAnswerEndsWithThree(text: String) throws {
    let output = try run(Array(text.utf8))
    #expect(output.status == 3)
    #expect(output.err.contains("too little data"))
    #expect(output.out.contains("because"), "\(output.out)")
    #expect(!output.out.lowercased().contains("nan"))
  }

  @Test func aMillionArmsFailAtOnce() throws {
    var text = "arm,y\n"
    for arm in 0..<1_000_000 { text += "arm-\(arm),1\n" }
    let output = try run(Array(text.utf8))
    #expect(output.status == 65)
    #expect(output.err.contains("data.csv:102: error: the column 'arm' has more than 100 different values"))
  }

  @Test func aHugeFieldIsRefused() throws {
    let output = try run(Array("arm,y\nA,\"".utf8) + [UInt8](repeating: 0x31, count: 20_000_000))
    #expect(output.status == 65)
    #expect(output.err.contains("data.csv:2: error: the record on this line is longer than 16 MB"))
  }

  @Test func foldersAbsentAndForbiddenFiles() throws {
    let command = try Command()
    defer { command.remove() }
    let options = ["--arm", "arm", "--control", "A", "--metric", "y:mean"]
    let folder = try command.run(["analyze", "."] + options)
    #expect(folder.status == 65)
    #expect(folder.err.contains("this is a folder"))
    let absent = try command.run(["analyze", "none.csv"] + options)
    #expect(absent.status == 65)
    #expect(absent.err.contains("none.csv: error: there is no such file"))
    let file = try command.write("arm,y\n", to: "closed.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    // The superuser may read everything.
    guard getuid() != 0 else { return }
    let closed = try command.run(["analyze", "closed.csv"] + options)
    #expect(closed.status == 65)
    #expect(closed.err.contains("may not be read"))
  }

  @Test(arguments: [
    ([], "at least one metric"), (["--metric", "y:total"], "is not one of mean"),
    (["--metric", "y:mean", "--confidence", "120%"], "--confidence"),
    (["--metric", "y:mean", "--split", "A=50%"], "two arms or more"),
    (["--metric", "y:mean", "--split", "A=50%,B=60%"], "add up to 100%"),
    (["--metric", "y:mean", "--correction", "bonfer"], "bonferroni"),
    (["--metric", "y:mean", "--memory", "lots"], "--memory"),
    (["--metric", "y:mean", "--delimiter", "::"], "--delimiter"),
    (["--metric", "y:mean", "--covariate", "a/b"], "no metric can be adjusted"),
    (["--metric", "y:mean", "--metric", "y:mean"], "asked for twice"),
    (["--metric", "y:mean", "--metrics", "x"], "--metric"),
    (["--quantile", "y"], "--quantile is written"),
  ])
  func badUsageSaysWhatIsAllowed(arguments: [String], message: String) throws {
    let output = try run(Array("arm,y\nA,1\nB,2\n".utf8), arguments)
    #expect(output.status == 64, "\(output.out)")
    #expect(output.err.contains(message), "\(output.err)")
  }

  @Test func interruptionLeavesNothingBehind() throws {
    let command = try Command()
    defer { command.remove() }
    let words = "interrupted; nothing was written"
    let errors = try command.interrupted(
      "engagelab analyze - --arm arm --control A --metric y:mean --out report.txt", header: "arm,y", row: "A,1",
      until: words)
    #expect(errors.contains(words), "\(errors)")
    #expect(command.list(".").contains("report.txt") == false)
  }
}
