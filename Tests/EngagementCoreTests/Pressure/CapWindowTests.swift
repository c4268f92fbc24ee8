import EngagementCore
import Primitives
import Testing

/// The time in which messages are counted.
@Suite struct CapWindowTests {
  /// A cap and what it makes of a timeline.
  struct Story: Sendable, CustomTestStringConvertible {
    var name: String
    var caps: [FrequencyCapDefinition]
    var steps: [Step]
    var testDescription: String { name }
    init(_ name: String, _ caps: FrequencyCapDefinition..., steps: [Step]) {
      self.name = name
      self.caps = caps
      self.steps = steps
    }
  }

  @Test(arguments: rolling + calendars + zones + changes) func timeline(_ story: Story) throws {
    #expect(try CapDesk(story.caps).surprises(story.steps) == [])
  }

  static let rolling = [
    Story(
      "a rolling day does not end at midnight", .cap(.push, 1, .days(1)),
      steps: [
        ("2016-01-04 23:00", "push", "sent"), ("2016-01-05 00:00", "push", "dropped"),
        ("2016-01-05 22:59:59", "push", "dropped"), ("2016-01-05 23:00", "push", "sent"),
      ]),
    Story(
      "in a rolling week each push ages out by itself", .cap(.push, 3, .days(7)),
      steps: [
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-05 12:00", "push", "sent"),
        ("2016-01-09 12:00", "push", "sent"), ("2016-01-11 11:00", "push", "dropped"),
        ("2016-01-11 12:00", "push", "sent"), ("2016-01-12 11:59", "push", "dropped"),
        ("2016-01-12 12:00", "push", "sent"), ("2016-01-15 12:00", "push", "dropped"),
        ("2016-01-16 12:00", "push", "sent"), ("2016-01-16 12:01", "push", "dropped"),
      ]),
    Story(
      "a minimum gap is one message in any so many minutes", .cap(nil, 1, .rolling(seconds: 1800)),
      steps: [
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:29:59", "box", "dropped"),
        ("2016-01-04 12:30", "box", "sent"), ("2016-01-04 12:45", "push", "dropped"),
        ("2016-01-04 13:00", "push", "sent"),
      ]),
    Story(
      "a period longer than any life is a lifetime", .cap(.push, 2, .days(100_000)),
      steps: [
        ("2015-12-10 12:00", "push", "sent"), ("2016-01-05 12:00", "push", "sent"),
        ("2016-12-31 12:00", "push", "dropped"), ("2025-12-31 12:00", "push", "dropped"),
      ]),
  ]

  static let calendars = [
    Story(
      "a day of the calendar ends at midnight: 23:00 and 00:00 are legal", .cap(.push, 1, .day),
      steps: [
        ("2016-01-04 23:00", "push", "sent"), ("2016-01-04 23:59:59", "push", "dropped"),
        ("2016-01-05 00:00", "push", "sent"), ("2016-01-05 23:00", "push", "dropped"),
        ("2016-01-09 09:00", "push", "sent"),
      ]),
    Story(
      "a week begins on Sunday", .cap(.push, 2, .calendar(.week(first: .sunday), zone: .user)),
      steps: [
        ("2016-01-08 12:00", "push", "sent"), ("2016-01-09 12:00", "push", "sent"),
        ("2016-01-09 23:59:59", "push", "dropped"), ("2016-01-10 00:00", "push", "sent"),
        ("2016-01-11 00:00", "push", "sent"), ("2016-01-16 12:00", "push", "dropped"),
        ("2016-01-17 00:00", "push", "sent"),
      ]),
    Story(
      "a week begins on Monday", .cap(.push, 2, .calendar(.week(first: .monday), zone: .user)),
      steps: [
        ("2016-01-08 12:00", "push", "sent"), ("2016-01-09 12:00", "push", "sent"),
        ("2016-01-10 00:00", "push", "dropped"), ("2016-01-10 23:59:59", "push", "dropped"),
        ("2016-01-11 00:00", "push", "sent"),
      ]),
    Story(
      "a month begins on the 1st, whatever its length", .cap(.push, 1, .month),
      steps: [
        ("2016-01-31 23:59", "push", "sent"), ("2016-02-01 00:00", "push", "sent"),
        ("2016-02-29 23:59:59", "push", "dropped"), ("2016-03-01 00:00", "push", "sent"),
        ("2016-03-31 12:00", "push", "dropped"), ("2016-04-30 12:00", "push", "sent"),
      ]),
    Story(
      "calendars hold in the warm-up too, and in its first month", .cap(.push, 1, .month),
      steps: [
        ("2015-12-06 00:00", "push", "sent"), ("2015-12-31 23:59", "push", "dropped"),
        ("2016-01-01 00:00", "push", "sent"), ("2016-01-04 00:00", "push", "dropped"),
      ]),
    Story(
      "a lifetime never ends", .cap(.push, 2, .lifetime),
      steps: [
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:00", "push", "sent"),
        ("2016-12-31 12:00", "push", "dropped"), ("2016-12-31 12:00", "box", "sent"),
      ]),
  ]

  /// The user lives in Paris: midnight in New York is 06:00 there, in Kolkata 19:30 of the day before.
  static let zones = [
    Story(
      "a day of New York, seen from Paris", .cap(.push, 1, .calendar(.day, zone: .fixed("America/New_York"))),
      steps: [
        ("2016-01-04 23:00", "push", "sent"), ("2016-01-05 00:00", "push", "dropped"),
        ("2016-01-05 05:59:59", "push", "dropped"), ("2016-01-05 06:00", "push", "sent"),
        ("2016-01-06 05:59", "push", "dropped"),
      ]),
    Story(
      "a day of Kolkata begins on the evening before", .cap(.push, 1, .calendar(.day, zone: .fixed("Asia/Kolkata"))),
      steps: [
        ("2016-01-04 19:29", "push", "sent"), ("2016-01-04 19:30", "push", "sent"),
        ("2016-01-05 12:00", "push", "dropped"), ("2016-01-05 19:30", "push", "sent"),
      ]),
    Story(
      "a week of New York begins on Sunday at 06:00 in Paris",
      .cap(.push, 1, .calendar(.week(first: .sunday), zone: .fixed("America/New_York"))),
      steps: [
        ("2016-01-09 12:00", "push", "sent"), ("2016-01-10 05:59", "push", "dropped"),
        ("2016-01-10 06:00", "push", "sent"), ("2016-01-17 05:59", "push", "dropped"),
      ]),
    Story(
      "a month of New York begins on the 1st at 06:00 in Paris, of UTC at 01:00",
      .cap(.push, 1, .calendar(.month, zone: .fixed("America/New_York"))),
      .cap(.inApp, 1, .calendar(.month, zone: .fixed("UTC"))),
      steps: [
        ("2016-01-15 12:00", "push", "sent"), ("2016-01-15 12:00", "box", "sent"),
        ("2016-02-01 00:59", "box", "dropped"), ("2016-02-01 01:00", "box", "sent"),
        ("2016-02-01 05:59", "push", "dropped"), ("2016-02-01 06:00", "push", "sent"),
      ]),
  ]

  /// New York changes its clocks on 13 March 2016 and 6 November, Paris on 27 March and 30 October.
  static let changes = [
    Story(
      "between the changes of spring, New York is an hour nearer",
      .cap(.push, 1, .calendar(.day, zone: .fixed("America/New_York"))),
      steps: [
        ("2016-03-13 05:59", "push", "sent"), ("2016-03-13 06:00", "push", "sent"),
        ("2016-03-14 04:59", "push", "dropped"), ("2016-03-14 05:00", "push", "sent"),
        ("2016-03-27 04:59", "push", "sent"), ("2016-03-27 05:59", "push", "dropped"),
        ("2016-03-27 06:00", "push", "sent"), ("2016-03-28 05:59", "push", "dropped"),
        ("2016-03-28 06:00", "push", "sent"),
      ]),
    Story(
      "a day of UTC begins at 02:00 in the summer of Paris and at 01:00 in its winter",
      .cap(.push, 1, .calendar(.day, zone: .fixed("UTC"))),
      steps: [
        ("2016-10-30 01:59", "push", "sent"), ("2016-10-30 02:00", "push", "sent"),
        ("2016-10-31 00:59", "push", "dropped"), ("2016-10-31 01:00", "push", "sent"),
      ]),
    Story(
      "a user's own day has 24 hours of the wall clock on every date", .cap(.push, 1, .day),
      steps: [
        ("2016-03-26 23:59", "push", "sent"), ("2016-03-27 00:00", "push", "sent"),
        ("2016-03-27 23:59", "push", "dropped"), ("2016-03-28 00:00", "push", "sent"),
      ]),
  ]

  @Test func aSessionCapCountsFromTheSessionsStart() throws {
    let desk = try CapDesk([.cap(.inApp, 2, .session)])
    desk.caps.noteSessionStart(desk.words)
    #expect(
      desk.surprises([
        ("2016-01-04 12:00", "box", "sent"), ("2016-01-04 12:01", "box", "sent"),
        ("2016-01-04 12:02", "box", "dropped"), ("2016-01-04 12:02", "push", "sent"),
      ]) == [])
    desk.caps.noteSessionStart(desk.words)
    #expect(desk.surprises([("2016-01-04 12:30", "box", "sent"), ("2016-01-04 12:30", "box", "sent")]) == [])
    #expect(desk.send("box", at: .wall("2016-01-04 12:31")) == "dropped")
  }

  /// Forked lives do not see each other's messages.
  @Test func theStateOfAUserIsCopiedAsWords() throws {
    let desk = try CapDesk([.cap(.push, 1, .day), .cap(nil, 3, .days(7)), .cap(.push, 2, .lifetime)])
    desk.send("push", at: 0)
    let fork = UnsafeMutablePointer<Int32>.allocate(capacity: desk.caps.stateWords)
    defer { fork.deallocate() }
    fork.update(from: desk.words, count: desk.caps.stateWords)
    let later = LocalTime.wall("2016-01-06 12:00")
    #expect(desk.send("push", at: later) == "sent")
    #expect(desk.send("push", at: later) == "dropped")
    #expect(desk.caps.decide(0, channel: .push, at: later, zone: 0, words: fork) == .free)
  }
}
