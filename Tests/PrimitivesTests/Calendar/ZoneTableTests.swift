import Primitives
import Testing

@Suite struct ZoneTableTests {
  static let names = ["Europe/Paris", "America/Montreal", "UTC", "Asia/Kolkata", "Pacific/Kiritimati", "Etc/GMT+12"]

  /// Wall-clock time in `to` of a wall-clock time in `from`, as text.
  static func translate(_ date: String, _ hour: Int, _ minute: Int, _ from: Int, _ to: Int) throws -> String {
    let zones = try ZoneTable(names)
    let day = try #require(CivilDate(date))
    let wall = zones.wallClock(date: day, second: hour * 3600 + minute * 60, from: from, to: to)
    let result = CivilDate(dayNumber: (wall - ((wall % 86_400) + 86_400) % 86_400) / 86_400)
    let second = ((wall % 86_400) + 86_400) % 86_400
    return "\(result) \(second / 3600):\(second % 3600 / 60)"
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let date: String
    let time: (Int, Int)
    let from: Int
    let to: Int
    let expected: String
    var testDescription: String { "\(date) \(time) \(names[from]) → \(names[to])" }
  }

  static let cases = [
    // Winter and summer.
    Case(date: "2016-01-04", time: (10, 0), from: 0, to: 1, expected: "2016-01-04 4:0"),
    Case(date: "2016-07-04", time: (10, 0), from: 0, to: 1, expected: "2016-07-04 4:0"),
    // Between the two changes of spring (13 March in Montreal, 27 March in Paris) they are five hours apart.
    Case(date: "2016-03-20", time: (10, 0), from: 0, to: 1, expected: "2016-03-20 5:0"),
    Case(date: "2016-01-04", time: (10, 0), from: 0, to: 3, expected: "2016-01-04 14:30"),
    // Over a date line.
    Case(date: "2016-01-04", time: (0, 30), from: 4, to: 5, expected: "2016-01-02 22:30"),
    Case(date: "2016-01-04", time: (23, 30), from: 5, to: 4, expected: "2016-01-06 1:30"),
    // Spring in Paris: 02:00 to 03:00 does not exist and moves on.
    Case(date: "2016-03-27", time: (1, 59), from: 0, to: 2, expected: "2016-03-27 0:59"),
    Case(date: "2016-03-27", time: (2, 30), from: 0, to: 2, expected: "2016-03-27 1:30"),
    Case(date: "2016-03-27", time: (3, 0), from: 0, to: 2, expected: "2016-03-27 1:0"),
    // Autumn in Paris: 02:00 to 03:00 happens twice, the first is meant.
    Case(date: "2016-10-30", time: (1, 59), from: 0, to: 2, expected: "2016-10-29 23:59"),
    Case(date: "2016-10-30", time: (2, 30), from: 0, to: 2, expected: "2016-10-30 0:30"),
    Case(date: "2016-10-30", time: (3, 0), from: 0, to: 2, expected: "2016-10-30 2:0"),
    // The same in Montreal, west of Greenwich.
    Case(date: "2016-03-13", time: (2, 30), from: 1, to: 2, expected: "2016-03-13 7:30"),
    Case(date: "2016-11-06", time: (1, 30), from: 1, to: 2, expected: "2016-11-06 5:30"),
    Case(date: "2016-11-06", time: (2, 0), from: 1, to: 2, expected: "2016-11-06 7:0"),
    // Into a zone that changes.
    Case(date: "2016-03-27", time: (0, 30), from: 2, to: 0, expected: "2016-03-27 1:30"),
    Case(date: "2016-03-27", time: (1, 0), from: 2, to: 0, expected: "2016-03-27 3:0"),
  ]

  @Test(arguments: cases)
  func turnsClocks(_ c: Case) throws {
    #expect(try Self.translate(c.date, c.time.0, c.time.1, c.from, c.to) == c.expected)
  }

  @Test(arguments: ["2016-01-04", "2016-03-27", "2016-10-30"])
  func theUsersOwnClockHasNoChanges(date: String) throws {
    for hour in 0..<24 { #expect(try Self.translate(date, hour, 30, 0, 0) == "\(date) \(hour):30") }
  }

  @Test func anUnknownZoneIsNamed() {
    do {
      _ = try ZoneTable(["UTC", "Europe/Atlantis"])
      Issue.record("a zone that does not exist was found")
    } catch {
      #expect(error.name == "Europe/Atlantis")
    }
  }
}
