import EngagementCore
import Primitives
import Testing

/// Quiet hours, send windows, and both together; times are of the user's wall clock.
@Suite struct SendHoursTests {
  static func quiet(_ from: Int, _ to: Int, _ rule: QuietHoursDefinition.Rule = .postpone) -> QuietHoursDefinition {
    QuietHoursDefinition(from: from * 3600, to: to * 3600, rule: rule)
  }
  static func window(_ from: Int, _ to: Int, _ rule: SendWindowDefinition.Rule = .postpone) -> SendWindowDefinition {
    SendWindowDefinition(from: from * 3600, to: to * 3600, rule: rule)
  }

  static func say(_ hours: SendHours, at time: String) -> String {
    switch hours.decide(at: .wall(time)) {
    case .open: "open"
    case .postpone(let until): until.date(from: CapDesk.start)
    case .drop(.quietHours): "dropped by quiet hours"
    case .drop(.sendWindow): "dropped by the window"
    case .drop(.noOpening): "dropped for good"
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var quiet: QuietHoursDefinition?
    var window: SendWindowDefinition?
    var time: String
    var outcome: String
    var testDescription: String { "\(time): \(outcome)" }
    init(_ quiet: QuietHoursDefinition?, _ window: SendWindowDefinition?, _ time: String, _ outcome: String) {
      self.quiet = quiet
      self.window = window
      self.time = time
      self.outcome = outcome
    }
  }

  @Test(arguments: quietOnly + windowOnly + together) func table(_ row: Case) {
    let hours = SendHours(quiet: row.quiet, window: row.window)
    #expect(Self.say(hours, at: row.time) == row.outcome)
  }

  static let quietOnly = [
    Case(quiet(22, 8), nil, "2016-01-04 21:59:59", "open"),
    Case(quiet(22, 8), nil, "2016-01-04 22:00", "2016-01-05 08:00"),
    Case(quiet(22, 8), nil, "2016-01-05 00:00", "2016-01-05 08:00"),
    Case(quiet(22, 8), nil, "2016-01-05 07:59:59", "2016-01-05 08:00"),
    Case(quiet(22, 8), nil, "2016-01-05 08:00", "open"),
    Case(quiet(12, 14), nil, "2016-01-05 11:59", "open"),
    Case(quiet(12, 14), nil, "2016-01-05 12:00", "2016-01-05 14:00"),
    Case(quiet(22, 8, .drop), nil, "2016-01-05 03:00", "dropped by quiet hours"),
    Case(quiet(22, 8, .drop), nil, "2016-01-05 08:00", "open"),
    // The same time of the next day, and from there to the end.
    Case(quiet(22, 8, .nextDay), nil, "2016-01-04 23:00", "2016-01-06 08:00"),
    Case(quiet(22, 8, .nextDay), nil, "2016-01-05 03:00", "2016-01-06 08:00"),
    Case(quiet(12, 14, .nextDay), nil, "2016-01-05 13:00", "2016-01-06 14:00"),
    Case(quiet(22, 8), nil, "2015-12-31 23:00", "2016-01-01 08:00"), Case(nil, nil, "2016-01-05 03:00", "open"),
    // Hours that end where they begin are none, a window that does is the whole day.
    Case(quiet(9, 9), nil, "2016-01-05 09:00", "open"),
  ]

  static let windowOnly = [
    Case(nil, window(9, 21), "2016-01-04 08:59:59", "2016-01-04 09:00"),
    Case(nil, window(9, 21), "2016-01-04 09:00", "open"),
    Case(nil, window(9, 21), "2016-01-04 20:59:59", "open"),
    Case(nil, window(9, 21), "2016-01-04 21:00", "2016-01-05 09:00"),
    Case(nil, window(9, 21, .drop), "2016-01-04 21:00", "dropped by the window"),
    Case(nil, window(9, 21, .drop), "2016-01-04 20:00", "open"),
    Case(nil, window(9, 21, .nextDay), "2016-01-04 07:00", "2016-01-05 09:00"),
    Case(nil, window(9, 21, .nextDay), "2016-01-04 23:00", "2016-01-05 09:00"),
    // A window may span midnight.
    Case(nil, window(20, 2), "2016-01-04 19:00", "2016-01-04 20:00"),
    Case(nil, window(20, 2), "2016-01-04 23:00", "open"),
    Case(nil, window(20, 2), "2016-01-05 01:59", "open"),
    Case(nil, window(20, 2), "2016-01-05 02:00", "2016-01-05 20:00"),
    Case(nil, window(20, 2, .nextDay), "2016-01-05 03:00", "2016-01-06 20:00"),
    Case(nil, window(9, 9), "2016-01-05 03:00", "open"),
  ]

  static let together = [
    // The window opens in quiet hours: it goes out when they end.
    Case(quiet(22, 8), window(6, 20), "2016-01-04 21:00", "2016-01-05 08:00"),
    Case(quiet(22, 8), window(6, 20), "2016-01-05 05:00", "2016-01-05 08:00"),
    Case(quiet(22, 8), window(6, 20), "2016-01-05 07:00", "2016-01-05 08:00"),
    Case(quiet(22, 8), window(6, 20), "2016-01-05 12:00", "open"),
    // Quiet hours end after the window: the next day's.
    Case(quiet(12, 14), window(10, 13), "2016-01-05 12:30", "2016-01-06 10:00"),
    Case(quiet(12, 14), window(10, 13, .drop), "2016-01-05 12:30", "dropped by the window"),
    Case(quiet(12, 14, .drop), window(13, 16), "2016-01-05 12:30", "dropped by quiet hours"),
    // "Next day" skips one day only once.
    Case(quiet(22, 8, .nextDay), window(9, 21, .nextDay), "2016-01-04 23:00", "2016-01-05 09:00"),
    Case(quiet(8, 10, .nextDay), window(9, 21, .nextDay), "2016-01-05 09:30", "2016-01-06 10:00"),
    Case(quiet(8, 10, .nextDay), window(9, 21, .nextDay), "2016-01-05 07:00", "2016-01-06 10:00"),
    Case(quiet(22, 9, .nextDay), window(20, 23), "2016-01-04 22:30", "2016-01-06 20:00"),
    // They leave no moment of the day.
    Case(quiet(8, 12), window(9, 11), "2016-01-05 09:30", "dropped for good"),
    Case(quiet(8, 12), window(9, 11), "2016-01-05 15:00", "dropped for good"),
    Case(quiet(22, 8), window(23, 7), "2016-01-05 15:00", "dropped for good"),
  ]

  /// A release satisfies both, and it is the first that does where both rules are to wait; no combination loops.
  @Test(arguments: [Int](0..<24)) func everyReleaseIsTheFirstThatBothAllow(from: Int) {
    for to in 0..<24 {
      for (start, end) in [(9, 21), (20, 2), (13, 14), (0, 12)] {
        let hours = SendHours(quiet: Self.quiet(from, to), window: Self.window(start, end))
        func isOpen(_ hour: Int) -> Bool {
          let isQuiet = from < to ? (from..<to).contains(hour) : from != to && (hour >= from || hour < to)
          return !isQuiet && (start < end ? (start..<end).contains(hour) : hour >= start || hour < end)
        }
        for due in 0..<24 {
          let first = (due..<due + 24).first { isOpen($0 % 24) }
          let decision = hours.decide(at: LocalTime(due * 3600))
          switch first {
          case nil: #expect(decision == .drop(.noOpening))
          case due: #expect(decision == .open)
          case let hour?: #expect(decision == .postpone(until: LocalTime(hour * 3600)))
          }
        }
      }
    }
  }

  // MARK: Daylight saving

  /// In Paris the night before 27 March 2016 has one hour less and the one before 30 October one more; quiet hours are
  /// hours on the wall and end at 08:00 all the same.
  @Test(arguments: ["2016-03-26", "2016-03-27", "2016-10-29", "2016-10-30"])
  func quietHoursAreHoursOfTheWallClockOnTheNightsOfChanges(date: String) throws {
    let night = SendHours(quiet: Self.quiet(22, 8), window: nil)
    let next = try #require(CivilDate(date)).adding(days: 1)
    #expect(Self.say(night, at: "\(date) 22:00") == "\(next) 08:00")
    #expect(Self.say(night, at: "\(next) 01:30") == "\(next) 08:00")
    #expect(Self.say(night, at: "\(next) 02:30") == "\(next) 08:00")
    #expect(Self.say(night, at: "\(next) 08:00") == "open")
    #expect(Self.say(night, at: "\(date) 21:59") == "open")
  }

  /// A push at 16:30 of New York reaches Paris at 22:30, but at 21:30 in the weeks between the changes of both: then it is
  /// not in quiet hours.
  @Test(
    arguments: [
      ("2016-03-12", "2016-03-13 08:00"), ("2016-03-13", "open"), ("2016-03-26", "open"),
      ("2016-03-27", "2016-03-28 08:00"), ("2016-10-29", "2016-10-30 08:00"), ("2016-10-30", "open"),
      ("2016-11-05", "open"), ("2016-11-06", "2016-11-07 08:00"),
    ])
  func aFixedTimeMovesInAndOutOfQuietHours(date: String, outcome: String) throws {
    let zones = try ZoneTable(CapDesk.zones)
    let sent = try #require(CivilDate(date))
    let wall = zones.wallClock(date: sent, second: 16 * 3600 + 1800, from: 1, to: 0)
    let time = LocalTime(wall - CapDesk.start.dayNumber * secondsPerDay)
    #expect(Self.say(SendHours(quiet: Self.quiet(22, 8), window: nil), at: time.date(from: CapDesk.start)) == outcome)
  }

  // MARK: With caps

  /// Messages that the night held burst at 08:00, and caps are asked again then.
  @Test func deferredSendsAreCheckedAgainAtTheirRelease() throws {
    let hours = SendHours(quiet: Self.quiet(22, 8), window: nil)
    let desk = try CapDesk([.cap(.push, 1, .day), .cap(.push, 1, .hours(12))])
    let dues = ["2016-01-04 21:00", "2016-01-04 22:30", "2016-01-05 02:00", "2016-01-05 21:30"]
    var story: [String] = []
    var agenda = dues.map { (due: LocalTime.wall($0), time: LocalTime.wall($0)) }
    while !agenda.isEmpty {
      agenda.sort { ($0.time, $0.due) < ($1.time, $1.due) }
      var next = agenda.removeFirst()
      let label = next.due.date(from: CapDesk.start).suffix(5)
      switch hours.decide(at: next.time) {
      case .postpone(let until):
        next.time = until
        agenda.append(next)
        story.append("\(label) held")
      case .open: story.append("\(label) \(desk.send("push", at: next.time))")
      case .drop: story.append("\(label) dropped by the hours")
      }
    }
    // At 22:30 it would have been over the day's cap; at its release both caps are asked, and the rolling one is over.
    #expect(
      story == ["21:00 sent", "22:30 held", "02:00 held", "22:30 dropped", "02:00 dropped", "21:30 sent"])
  }
}
