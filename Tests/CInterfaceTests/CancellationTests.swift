import ArrowData
import CArrow
import CEngagementLab
import CInterface
import Foundation
import Testing

/// Long work tells how far it is, and stops when it is asked to.
@Suite(.serialized) struct CancellationTests {
  /// Work that would take minutes.
  private static var long: [String: [String: Any]] {
    [
      "run": ["scenario": Ask.scenario(users: 500_000)],
      "sweep": ["scenario": Ask.scenario(users: 500_000), "vary": ["limits.push.at_most=1,2,3"]],
      "design": ["scenario": Ask.scenario(users: 100_000), "tests": 1_000_000],
      "log": ["scenario": Ask.scenario(users: 500_000), "users": 500_000],
    ]
  }

  @Test(arguments: [("run", "users"), ("sweep", "points"), ("design", "tests"), ("log", "users")])
  func stops(_ verb: String, _ unit: String) async throws {
    let call = try Ask.start(verb, try #require(Self.long[verb]))
    // Under way: the total is known. A job that ends before would fail what follows.
    await call.wait { $0.progress.total > 0 }
    #expect(call.unit == unit && call.progress.total > 0)
    #expect(engagelabWait(call.job, 0) == Int32(ENGAGELAB_RUNNING))
    call.cancel()
    #expect(await call.wait() == Int32(ENGAGELAB_CANCELLED))
    #expect(call.documents == [] && call.tables == [] && call.problems == [])
  }

  @Test(arguments: [
    ("analyze", ["arm": "arm", "control": "A", "metrics": ["day:mean"]] as [String: any Sendable]),
    ("calibrate", ["kind": "activity", "user": "user", "time": "day"]),
  ])
  func readingATableStops(_ verb: String, _ request: [String: any Sendable]) async throws {
    // The same rows again and again: hours of reading, and no memory.
    let count = 10_000
    let columns: [(name: String, column: Column)] = [
      ("user", Column(Array(0..<count))), ("arm", Column(names: (0..<count).map { $0 % 2 == 0 ? "A" : "B" })),
      ("day", Column((0..<count).map { $0 % 30 })),
    ]
    let table = ColumnTable(
      fields: columns.map { ($0.name, $0.column.type) },
      batches: Array(repeating: columns.map(\.column), count: 1_000_000))
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    defer { stream.deallocate() }
    table.export(to: stream)
    let call = Call(verb, try Ask.json(request), data: stream)
    await call.wait { $0.progress.done > 0 }
    #expect(call.unit == "rows" && call.state == Int32(ENGAGELAB_RUNNING))
    call.cancel()
    #expect(await call.wait() == Int32(ENGAGELAB_CANCELLED))
    #expect(call.tables == [] && call.problems == [])
  }

  @Test func whatWasDoneOfASweepIsKept() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sweep-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let request: [String: Any] = [
      "scenario": Ask.scenario(users: 20_000), "vary": ["limits.push.at_most=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16"],
      "folder": folder.path, "threads": 1,
    ]
    let call = try Ask.start("sweep", request)
    await call.wait { $0.progress.done >= 2 }
    call.cancel()
    #expect(await call.wait() == Int32(ENGAGELAB_CANCELLED))
    let journal = try String(contentsOf: folder.appendingPathComponent("sweep.journal"), encoding: .utf8)
    #expect(journal.split(separator: "\n").count >= 2)
  }

  @Test func aJobThatIsGivenBackStopsByItself() async throws {
    var call: Call? = try Ask.start("run", try #require(Self.long["run"]))
    #expect(try #require(call).state == Int32(ENGAGELAB_RUNNING))
    call = nil
    // The threads are free again: another job ends.
    #expect(try await Ask.call("run", ["scenario": Ask.scenario()]).isDone)
  }

  @Test func cancellingWhatIsOverChangesNothing() async {
    let call = await Call.done("schema", "{}")
    #expect(call.isDone)
    call.cancel()
    #expect(call.isDone && call.document("schema") != nil)
  }
}
