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
