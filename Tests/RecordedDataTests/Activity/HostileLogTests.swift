import Foundation
import Primitives
import RecordedData
import Testing

/// Logs nobody should have, and logs that everybody has.
@Suite struct HostileLogTests {
  /// Users who come on several days, a row each: user, time, event.
  static func rows(_ users: Int) -> [String] {
    var numbers = FixedNumbers(7)
    return (0..<users).flatMap { user in
      let start = numbers.next(20)
      return (0..<1 + numbers.next(12)).map { _ in
        let day = CivilDate(dayNumber: 19_000 + start + numbers.next(30))
        return
          "u\(user),\(day)T\(clockText(numbers.next(86_400), showsSeconds: true))Z,\(["open", "buy", "install"][numbers.next(3)])"
      }
    }
  }

  static func read(
    _ rows: [String], piece: Int = .max, _ change: (inout ActivityPlan) -> Void = { _ in }
  ) throws -> ActivitySummary {
    var plan = ActivityPlan(userColumn: "user", timeColumn: "time", eventColumn: "event")
    change(&plan)
    let text = "user,time,event\n" + rows.map { $0 + "\n" }.joined()
    return try ActivityReader(plan).read(Rows.of(text, piece: piece))
  }

  private func refusal(_ rows: [String], _ change: (inout ActivityPlan) -> Void = { _ in }) -> DataError? {
    #expect(throws: DataError.self) { try Self.read(rows, change) }
  }

  @Test(arguments: 1...6) func theOrderOfRowsChangesNothing(seed: Int) throws {
    var numbers = FixedNumbers(UInt64(seed))
    let rows = Self.rows(300)
    let plan: (inout ActivityPlan) -> Void = {
      $0.sessionEvent = "open"
      $0.clock = DayClock(offset: -5 * 3600, dayStart: 3600)
      $0.calibrationEnd = 19_030
      if seed.isMultiple(of: 2) {
        $0.installEvent = "install"
        $0.firstDay = 19_005
      }
    }
    let first = try Self.read(rows, plan)
    #expect(first.users > 100)
    #expect(try Self.read(rows.shuffled(using: &numbers), piece: 1000, plan) == first)
  }

  @Test func rowsThatAreThereTwiceAreTold() throws {
    let rows = Self.rows(50)
    let once = try Self.read(rows) { $0.sessionEvent = "open" }
    let twice = try Self.read(rows + rows) { $0.sessionEvent = "open" }
    #expect(once.account.duplicates == 0)
    #expect(twice.account.duplicates == rows.count)
    #expect(twice.account.duplicatesAreComplete)
    #expect(twice.groups == once.groups, "a day is active once")
    #expect(twice.sessions != once.sessions)
    let dropped = try Self.read(rows + rows) {
      $0.sessionEvent = "open"
      $0.limits.dropsDuplicates = true
    }
    #expect(dropped.sessions == once.sessions)
    #expect(dropped.account.usedRows == once.account.usedRows)
  }

  @Test func duplicatesBeyondTheMemoryAreNotLookedFor() throws {
    let rows = Self.rows(2000)
    let summary = try Self.read(rows + rows) { $0.limits.duplicateMemory = 1 << 16 }
    #expect(!summary.account.duplicatesAreComplete)
    let error = refusal(rows + rows) {
      $0.limits.duplicateMemory = 1 << 16
      $0.limits.dropsDuplicates = true
    }
    #expect(error?.message.contains("SELECT DISTINCT") == true)
  }

  @Test func tenPercentOfBrokenRowsAreRefusedWithExamples() {
    var rows = Self.rows(200)
    for index in stride(from: 5, to: rows.count, by: 10) {
      rows[index] =
        ["u1,not a time,open", ",2022-01-10T10:00:00Z,open", "u1,2022-01-10", "u2,2022-01-10T10:00:00Z,"][
          index / 10 % 4]
    }
    let error = refusal(rows)
    #expect(error?.message.contains("more than the 1% allowed") == true)
    #expect(error?.message.contains("line 7: time is not a time with zone such as") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("user is empty") == true)
    #expect(error?.message.contains("other than 3 fields") == true)
    #expect(error?.message.contains("event is empty") == true)
    #expect(error?.file == "data.csv")
  }

  @Test func aFewBrokenRowsAreCounted() throws {
    let rows = Self.rows(200)
    let clean = try Self.read(rows)
    let summary = try Self.read(
      rows.prefix(40) + ["u1,soon,open", "\"\",2022-01-10T10:00:00Z,open"] + rows.dropFirst(40))
    #expect(summary.groups == clean.groups)
    #expect(summary.account.badRows.total == 2)
    #expect(summary.account.badRows.examples.map(\.line) == [42, 43])
    #expect(summary.account.badRows.examples.map(\.reason.text).last == "user is an empty text")
  }

  @Test func datesInTheFutureAreBadRows() throws {
    let rows = Self.rows(200) + ["u1,2099-01-01T00:00:00Z,open"]
    let summary = try Self.read(rows) { $0.limits.latestDay = 19_100 }
    #expect(summary.account.badRows.counts == [.inTheFuture(column: "time"): 1])
    #expect(summary.lastDay < 19_100)
  }

  @Test(arguments: [
    ("2099-01-01", "days after all others", "--last-day"), ("1970-01-01", "days before all others", "--first-day"),
  ])
  func datesFarFromAllOthersAreRefused(date: String, said: String, mend: String) throws {
    let rows = Self.rows(200) + ["u1,\(date)T00:00:00Z,open"]
    let error = refusal(rows)
    #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains(mend) == true)
    let summary = try Self.read(rows) { ($0.firstDay, $0.lastDay) = (19_000, 19_060) }
    #expect(summary.account.rowsAfter + summary.account.rowsBefore == 1)
  }

  @Test func eventsThatDoNotOccurAreRefused() {
    let error = refusal(Self.rows(20)) { $0.activityEvents = ["opne"] }
    #expect(error?.message == "no row has the event 'opne'; did you mean 'open'?")
    #expect(error?.kind == .usage)
  }

  @Test func eventsWithoutTheirColumnAreRefused() {
    let error = refusal(Self.rows(20)) {
      $0.eventColumn = nil
      $0.installEvent = "install"
    }
    #expect(error?.message.contains("not the column") == true)
  }

  @Test func aSplitOutsideTheObservationIsRefused() {
    #expect(refusal(Self.rows(20)) { $0.calibrationEnd = 18_000 }?.message.contains("the split 2019-04-14") == true)
    #expect(
      refusal(Self.rows(20)) { ($0.firstDay, $0.lastDay) = (19_010, 19_005) }?.message.contains("before it begins")
        == true)
    #expect(refusal(Self.rows(20)) { $0.firstDay = 20_000 }?.message.contains("no row lies within") == true)
  }

  @Test func nothingButBadRowsFailsEarly() {
    let error = refusal(Array(repeating: "u,never,open", count: 50_000))
    #expect(error?.message.contains("16384 of 16384 rows") == true)
  }

  @Test func emptyLogsAreRefused() {
    #expect(refusal([])?.message == "the file has no rows")
    #expect(throws: DataError.self) {
      try ActivityReader(ActivityPlan(userColumn: "user", timeColumn: "time")).read(Rows.of(""))
    }
  }

  @Test func aKeyThatNoObjectHasIsNamed() throws {
    let source = try Rows.of("{\"user\":1,\"time\":\"2022-01-01\"}\n{\"user\":2,\"time\":\"2022-01-01\"}\n")
    let error = #expect(throws: DataError.self) {
      try ActivityReader(ActivityPlan(userColumn: "usr", timeColumn: "time")).read(source)
    }
    #expect(error?.message == "no object has the key 'usr'; did you mean 'user'?")
  }

  @Test func usersBeyondTheMemoryAreRefused() {
    let error = refusal((0..<20_000).map { "user-number-\($0),2022-01-10T10:00:00Z,open" }) {
      $0.limits.userMemory = 1 << 20
    }
    #expect(error?.message.contains("allow more with --memory") == true)
  }

  @Test func theProgressHandlerCanEndTheReading() {
    struct Enough: Error {}
    var seen: [Int] = []
    #expect(throws: Enough.self) {
      let text = "user,time\n" + String(repeating: "u,2022-01-10\n", count: 100_000)
      let source = try DataFile.records(MemoryBytes(Array(text.utf8), piece: 1 << 16))
      _ = try ActivityReader(ActivityPlan(userColumn: "user", timeColumn: "time")).read(source) { progress in
        #expect(progress.unit == .bytes)
        #expect(progress.total == text.utf8.count)
        seen.append(progress.done)
        if seen.count == 3 { throw Enough() }
      }
    }
    #expect(seen.count == 3)
    #expect(seen == seen.sorted())
  }
}
