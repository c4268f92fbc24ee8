import Foundation
import LabStatistics
import RecordedData
import Testing

/// Data nobody should have: each is refused with a clear message, or has a status in place of a number.
@Suite struct HostileDataTests {
  private func refusal(_ text: String, _ plan: ExperimentPlan? = nil) throws -> DataError? {
    let plan = try plan ?? Sample.plan("y:mean")
    return #expect(throws: DataError.self) { try Sample.read(plan, text) }
  }

  @Test func emptyFile() throws { #expect(try refusal("")?.message == "the file is empty") }
  @Test func onlyBlankLines() throws { #expect(try refusal("\n\n\n")?.message == "the file is empty") }

  @Test func headerOnly() throws {
    #expect(try refusal("arm,y\n")?.message == "the file has a header and no rows")
  }

  @Test func oneArm() throws {
    #expect(try refusal("arm,y\nA,1\nA,2\n")?.message.contains("nothing to set it against") == true)
  }

  @Test func missingControlNamesTheNearest() throws {
    var plan = try Sample.plan("y:mean")
    plan.control = "contrl"
    let error = try refusal("arm,y\ncontrol,1\ntest,2\n", plan)
    #expect(error?.message.contains("did you mean 'control'?") == true)
    #expect(error?.kind == .usage)
  }

  @Test func missingColumnNamesTheNearest() throws {
    let error = try refusal("arm,spned\nA,1\nB,2\n", try Sample.plan("spend:mean"))
    #expect(error?.description == "data.csv:1: error: there is no column 'spend'; did you mean 'spned'?")
  }

  @Test func columnThatIsThereTwice() throws {
    #expect(try refusal("arm,y,y\nA,1,2\nB,2,3\n")?.message.contains("2 times (columns 2, 3)") == true)
    // One that is not asked for does no harm.
    #expect(try Sample.read(try Sample.plan("y:mean"), "arm,y,z,z\nA,1,2,3\nB,2,3,4\n").users == 2)
  }

  @Test func manyArmsFailAtOnce() throws {
    let rows = (0..<5000).map { "arm\($0),1\n" }.joined()
    let error = try refusal("arm,y\n" + rows)
    #expect(error?.message.contains("more than 100 different values") == true)
    #expect(error?.line == 102, "fails at the first arm too many, not at the end")
  }

  @Test func manySegmentValuesFailAtOnce() throws {
    let rows = (0..<5000).map { "A,1,s\($0)\n" }.joined()
    #expect(try refusal("arm,y,s\n" + rows, try Sample.plan("y:mean", segments: ["s"]))?.line == 202)
  }

  @Test func nothingButBadRowsFailsEarly() throws {
    let rows = String(repeating: "A,x\n", count: 200_000)
    let error = try refusal("arm,y\n" + rows)
    #expect(error?.message.contains("16384 of 16384 rows") == true, "\(error?.message ?? "")")
  }

  @Test func splitMustNameTheArms() throws {
    var plan = try Sample.plan("y:mean")
    plan.split = ["A": 0.5, "C": 0.5]
    #expect(try refusal("arm,y\nA,1\nB,2\n", plan)?.message == "the split does not name the arm 'B'")
    plan.split = ["A": 0.4, "B": 0.3, "C": 0.3]
    #expect(try refusal("arm,y\nA,1\nB,2\n", plan)?.message.contains("'C', which has no rows") == true)
  }

  @Test func oneUserPerArmHasAStatus() throws {
    let result = try Sample.analyze(try Sample.plan("y:mean", "z:median"), "arm,y,z\nA,1,2\nB,2,3\n")
    #expect(!result.canTell)
    #expect(result.overall.results[0].statuses.contains(.tooFewUnits))
    #expect(result.overall.results[0].difference.estimate == 1)
    #expect(result.overall.results[1].pValue == nil)
  }

  @Test func equalValuesHaveAStatus() throws {
    let result = try Sample.analyze(try Sample.plan("y:mean"), "arm,y\n" + String(repeating: "A,3\nB,3\n", count: 20))
    #expect(!result.canTell)
    #expect(result.overall.results[0].statuses == [.zeroVariance])
    #expect(result.overall.results[0].difference.estimate == 0)
  }

  @Test func hugeValuesHaveAStatusAndNoNaN() throws {
    let rows = (0..<200).map { "\($0 % 2 == 0 ? "A" : "B"),\($0 % 3 == 0 ? "1e308" : "-1.7e308"),\($0)\n" }
    for tuned in [nil, 100] {
      var plan = try Sample.plan("y:mean", "y/z:ratio", "y:mean:cuped=z", "y:median")
      #expect(plan.metrics.map(\.name) == ["y mean", "y/z", "y adjusted by z", "y median"])
      plan.tunedFor = tuned
      let result = try Sample.analyze(plan, "arm,y,z\n" + rows.joined())
      #expect(result.overall.results[0].statuses.contains(.outOfRange))
      #expect(result.overall.results.allSatisfy { $0.difference.estimate?.isFinite ?? true })
      #expect(!"\(result.overall.value)".contains("nan"))
    }
  }

  @Test func zeroBaselineAndZeroDenominatorHaveStatuses() throws {
    let rows = (0..<50).map { "\($0 % 2 == 0 ? "A" : "B"),\($0 % 2 == 0 ? 0 : $0 % 7),0\n" }.joined()
    let result = try Sample.analyze(try Sample.plan("y:mean", "y/z:ratio"), "arm,y,z\n" + rows)
    #expect(result.overall.results[0].lift.status == .zeroBaseline)
    #expect(result.overall.results[0].pValue != nil)
    #expect(result.overall.results[1].statuses.contains(.zeroDenominator))
  }

  @Test func aMetricWithoutAnswerDoesNotStopTheOthers() throws {
    let users = Sample.users(200)
    let text =
      "constant,"
      + Sample.text(users).split(separator: "\n", omittingEmptySubsequences: true)
      .enumerated().map { $0.offset == 0 ? "\($0.element)\n" : "7,\($0.element)\n" }.joined()
    let result = try Sample.analyze(try Sample.plan("constant:mean", "y:mean"), text)
    #expect(result.overall.results[0].pValue == nil)
    #expect(result.overall.results[1].pValue != nil)
    #expect(result.canTell)
  }

  @Test func filesThatAreNoTextAreNamed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func message(_ bytes: [UInt8]) throws -> String {
      let file = folder.appendingPathComponent("file")
      try Data(bytes).write(to: file)
      let reader = ExperimentReader(try Sample.plan("y:mean"))
      return #expect(throws: DataError.self) { try reader.read(file.path) }?.message ?? ""
    }
    #expect(try message([0x50, 0x4B, 3, 4, 0]).contains("spreadsheet"))
    #expect(try message([0xFF, 0xFE, 0x61, 0]).contains("UTF-16"))
    #expect(try message(Array("PAR1".utf8)).contains("Parquet"))
    #expect(try message([0x28, 0xB5, 0x2F, 0xFD, 0]).contains("zstd"))
    let reader = ExperimentReader(try Sample.plan("y:mean"))
    let folderError = #expect(throws: DataError.self) { try reader.read(folder.path) }
    #expect(folderError?.message.contains("folder") == true)
    let absent = #expect(throws: DataError.self) { try reader.read(folder.path + "/none.csv") }
    #expect(absent?.message == "there is no such file")
  }

  @Test(arguments: [
    ("y:sum", "is not one of mean"), ("a/b/c", "numerator/denominator"), ("y:ratio", "needs two columns"),
    ("a/b:mean", "two columns make a ratio"), ("y:quantile=120%", "between 0% and 100%"), (":mean", "is not a column"),
    ("y:median:cuped=x", "cannot be adjusted"), ("a/b:ratio:cuped=c", "adjusted by a ratio"),
    ("y:mean:cuped=a/b", "must be one column"),
  ])
  func impossibleMetrics(text: String, message: String) {
    let error = #expect(throws: PlanError.self) { try MetricSpecification(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func impossiblePlans() throws {
    func message(_ change: (inout ExperimentPlan) -> Void) throws -> String {
      var plan = try Sample.plan("y:mean")
      change(&plan)
      return #expect(throws: PlanError.self) { try plan.validate() }?.description ?? ""
    }
    #expect(try message { $0.metrics = [] }.contains("at least one metric"))
    #expect(try message { $0.metrics += $0.metrics }.contains("asked for twice"))
    #expect(try message { $0.alpha = 0 }.contains("confidence"))
    #expect(try message { $0.split = ["B": 1] }.contains("does not name the control"))
    #expect(try message { $0.split = ["A": 0.5, "B": 0.6] }.contains("add up to 100%, not 110%"))
    #expect(try message { $0.tunedFor = 1 }.contains("two users"))
  }
}
