import ArrowData
import CArrow
import CEngagementLab
import Foundation
import Testing

/// Recorded data as tables: the same as the file, and problems that name rows.
@Suite struct DataTests {
  /// A file and a table with the same rows.
  private struct Recorded {
    var csv: String
    var table: ColumnTable

    /// Calls a verb with the file, then with the table.
    func both(_ verb: String, _ request: [String: Any]) async throws -> (file: Call, table: Call) {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
      try Data(csv.utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let first = try await Ask.call(verb, request.merging(["path": file.path]) { $1 })
      return (first, try await DataTests.call(verb, request, table))
    }
  }

  private static func call(_ verb: String, _ request: [String: Any], _ table: ColumnTable) async throws -> Call {
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    defer { stream.deallocate() }
    table.export(to: stream)
    let call = Call(verb, try Ask.json(request), data: stream)
    #expect(stream.pointee.release == nil, "the job has taken the stream over")
    await call.wait()
    return call
  }

  /// Numbers without a pattern, the same each time.
  private struct Numbers {
    var state: UInt64 = 1
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
  }

  private static let experiment: Recorded = {
    var numbers = Numbers()
    var csv = "user,arm,spend,kept,country\n"
    var (users, arms, spend, kept, countries): ([Int], [String], [Double?], [Bool], [String]) = ([], [], [], [], [])
    for user in 0..<6000 {
      users.append(user)
      arms.append(numbers.next() < 0.5 ? "A" : "B")
      spend.append(user == 40 ? nil : numbers.next() * 10)
      kept.append(numbers.next() < 0.3)
      countries.append(["fr", "a, b", "two\nlines", "say \"hi\""][Int(numbers.next() * 4)])
      let quoted = countries[user].replacing("\"", with: "\"\"")
      csv += "\(user),\(arms[user]),\(spend[user].map { "\($0)" } ?? ""),\(kept[user]),\"\(quoted)\"\n"
    }
    let half = 2500
    func columns(_ range: Range<Int>) -> [Column] {
      [
        Column(Array(users[range])), Column(texts: arms[range].map { $0 }), Column(Array(spend[range])),
        Column(kept[range].map { $0 }), Column(texts: countries[range].map { $0 }),
      ]
    }
    let fields: [(name: String, type: ColumnType)] = [
      ("user", .int64), ("arm", .text), ("spend", .float64), ("kept", .bool), ("country", .text),
    ]
    return Recorded(
      csv: csv, table: ColumnTable(fields: fields, batches: [columns(0..<half), columns(half..<6000)]))
  }()

  private static var question: [String: Any] {
    [
      "arm": "arm", "control": "A", "metrics": ["spend:mean", "kept:proportion"], "segments": [["country"]],
    ]
  }

  @Test(arguments: [false, true])
  func anExperiment(_ hasUnit: Bool) async throws {
    var question = Self.question
    if hasUnit { question["unit"] = "user" }
    let (file, table) = try await Self.experiment.both("analyze", question)
    #expect(file.errors == [] && table.errors == [])
    #expect(table.unit == "rows" && file.unit == "bytes" && table.progress.done == 6000)
    let (a, b) = (try file.table("comparisons"), try table.table("comparisons"))
    #expect(a.rows == 2 + 4 * 2)
    for name in a.names { #expect(a.numbers(name) == b.numbers(name) && a.texts(name) == b.texts(name), "\(name)") }
    #expect(table.documents == ["json", "text", "markdown", "html"])
    #expect(table.problems.first?.what.contains("row 41") == true, "\(table.problems)")
  }

  @Test func rowsAreNamed() async throws {
    var numbers = Numbers()
    let values = (0..<50).map { $0 == 20 || $0 == 30 ? "oops" : "\(numbers.next())" }
    // Two lines in the row before.
    let notes = (0..<50).map { $0 == 19 ? "two\nlines" : "one" }
    let table = ColumnTable([
      ("note", Column(texts: notes)), ("arm", Column(names: (0..<50).map { $0 % 2 == 0 ? "A" : "B" })),
      ("x", Column(texts: values)),
    ])
    let call = try await Self.call("analyze", ["arm": "arm", "control": "A", "metrics": ["x:mean"]], table)
    let problem = try #require(call.errors.first)
    #expect(problem.kind == "data" && problem.source == "data")
    #expect(problem.what.contains("row 21: x is not a number: 'oops'"), "\(problem.what)")
    #expect(problem.what.contains("row 31:") && problem.what.contains("`max_bad_rows`"))
    let missing = try await Self.call("analyze", ["arm": "arm", "control": "A", "metrics": ["y:mean"]], table)
    #expect(missing.errors.first?.what == "there is no column 'y'; its columns are: note, arm, x")
    #expect(missing.errors.first?.line == 0)
  }

  @Test func whatIsNoDataForTheVerb() async throws {
    let table = ColumnTable([("arm", Column(names: [])), ("x", Column([Double?]()))])
    let question: [String: Any] = ["arm": "arm", "control": "A", "metrics": ["x:mean"]]
    #expect(try await Self.call("analyze", question, table).errors.first?.what == "the table has no rows")
    let both = try await Self.call("analyze", question.merging(["path": "x.csv"]) { $1 }, table)
    #expect(both.errors.first?.path == "path")
    let delimiter = try await Self.call("analyze", question.merging(["delimiter": "tab"]) { $1 }, table)
    #expect(delimiter.errors.first?.path == "delimiter")
    let run = try await Self.call("run", ["scenario": Ask.scenario()], table)
    #expect(run.errors.first?.what == "there is no use for a table called `data`")
    let points = try await Self.call("calibrate", ["kind": "retention", "points": ["D1=40%", "D7=20%"]], table)
    #expect(points.errors.first?.kind == "usage")
  }

  @Test func tooFewDataAreAWarning() async throws {
    let table = ColumnTable([("arm", Column(names: ["A", "B", "A"])), ("x", Column([1, 2, 3]))])
    let call = try await Self.call("analyze", ["arm": "arm", "control": "A", "metrics": ["x:mean"]], table)
    #expect(call.isDone)
    #expect(call.problems.contains { $0.kind == "undecided" && $0.severity == "warning" })
  }

  // MARK: Calibration

  /// Days on which users were active, as a file and as a table with dates.
  private static let activity: Recorded = {
    var numbers = Numbers()
    var (users, days): ([Int], [Int]) = ([], [])
    for user in 0..<1500 {
      let (active, leaving) = (numbers.next(), numbers.next() * 0.2)
      for day in 0..<40 {
        if day > 0, numbers.next() < leaving { break }
        if day == 0 || numbers.next() < active {
          users.append(user)
          days.append(day)
        }
      }
    }
    let start = 16_804  // 2016-01-04
    let dates = days.map { day -> String in
      let (month, first) = day < 28 ? (1, 4) : (2, 1 - 28)
      return "2016-0\(month)-" + (day + first < 10 ? "0" : "") + "\(day + first)"
    }
    let csv = "uid,at\n" + zip(users, dates).map { "\($0),\($1)\n" }.joined()
    return Recorded(
      csv: csv, table: ColumnTable([("uid", Column(users)), ("at", Column(dates: days.map { start + $0 }))]))
  }()

  @Test func activity() async throws {
    let request: [String: Any] = ["kind": "activity", "user": "uid", "time": "at", "until": "2016-02-01"]
    let (file, table) = try await Self.activity.both("calibrate", request)
    #expect(file.errors == [] && table.errors == [])
    let (a, b) = (try file.table("parameters"), try table.table("parameters"))
    #expect(a.texts("parameter").contains("dropout.gamma"))
    for name in ["parameter", "index", "value", "standard_error", "low", "high", "basis"] {
      #expect(a.numbers(name) == b.numbers(name) && a.texts(name) == b.texts(name), "\(name)")
    }
    #expect(table.documents == ["behavior.yaml", "json", "text", "markdown", "html"])
    #expect(try #require(table.document("behavior.yaml")).contains("behavior:"))
    #expect(try table.table("models").numbers("chosen").contains(1))
    #expect(try table.table("series").rows > 0)
  }

  @Test func pointsAndCounts() async throws {
    let retention = try await Ask.call(
      "calibrate", ["kind": "retention", "points": ["1": 0.4, "7": "20%", "30": 0.1, "90": 0.06]])
    #expect(try retention.table("parameters").texts("parameter").contains("activity.mean"))
    let listed = try await Ask.call(
      "calibrate", ["kind": "retention", "points": ["D1=40%", "D7=20%", "D30=10%", "D90=6%"]])
    #expect(listed.document("behavior.yaml") == retention.document("behavior.yaml"))
    let test = try await Ask.call(
      "calibrate", ["kind": "experiment", "control": "10000:350", "treatment": "10000:420"])
    #expect(try test.table("effects").rows == 1)
  }

  @Test func dataThatDoNotTell() async throws {
    let table = ColumnTable([("uid", Column([1, 2, 3])), ("at", Column(dates: [16_804, 16_804, 16_805]))])
    let call = try await Self.call("calibrate", ["kind": "activity", "user": "uid", "time": "at"], table)
    #expect(call.errors.first?.kind == "undecided", "\(call.errors)")
  }
}
