import EngagementCore
import Primitives
import Testing

/// What becomes of a message over a cap, and who gets the last slot.
@Suite struct CapOverTests {
  static func cap(
    _ limit: Int, _ window: FrequencyCapDefinition.Window, _ rule: OverCapRule
  ) -> FrequencyCapDefinition {
    .cap(.push, limit, window) { $0.whenOver = rule }
  }

  /// "Does a capped push go out the next day?" Dropped: no. Deferred: when a slot is free.
  @Test(
    arguments: [
      (.drop, .day, "dropped"), (.advance, .day, "advanced"),
      (.postpone(tries: 1), .day, "held until 2016-01-05 00:00"),
      (.drop, .days(1), "dropped"), (.advance, .days(1), "advanced"),
      (.postpone(tries: 1), .days(1), "held until 2016-01-05 11:00"),
      (.postpone(tries: 1), .month, "held until 2016-02-01 00:00"),
      (
        .postpone(tries: 1), .calendar(.week(first: .wednesday), zone: .fixed("America/New_York")),
        "held until 2016-01-06 06:00"
      ),
      // Nobody knows when there will be another session, and a life does not begin anew.
      (.postpone(tries: 1), .session, "dropped"), (.postpone(tries: 1), .lifetime, "dropped"),
      (.advance, .lifetime, "advanced"),
    ] as [(OverCapRule, FrequencyCapDefinition.Window, String)])
  func dropDeferOrAdvance(rule: OverCapRule, window: FrequencyCapDefinition.Window, outcome: String) throws {
    #expect(
      try CapDesk([Self.cap(1, window, rule)]).surprises([
        ("2016-01-04 11:00", "push", "sent"), ("2016-01-04 12:00", "push", outcome),
      ]) == [])
  }

  @Test func aDeferredMessageIsAskedAboutAgain() throws {
    let desk = try CapDesk([Self.cap(1, .days(1), .postpone(tries: 2))])
    let due = LocalTime.wall("2016-01-04 12:00")
    desk.send("push", at: due)
    #expect(desk.send("push", at: due + 60) == "held until 2016-01-05 12:00")
    // Another takes the slot that it waited for.
    #expect(desk.send("push", at: .wall("2016-01-05 12:00")) == "sent")
    #expect(desk.send("push", at: .wall("2016-01-05 12:00"), attempt: 1) == "held until 2016-01-06 12:00")
    #expect(desk.send("push", at: .wall("2016-01-06 12:00"), attempt: 2) == "sent")
    // After its tries it is dropped.
    #expect(desk.send("push", at: .wall("2016-01-06 12:00"), attempt: 2) == "dropped")
  }

  /// Of several caps that hold it back all must be free; one that drops decides.
  @Test func theHardestOfSeveralRulesDecides() throws {
    let hour = Self.cap(1, .hours(1), .postpone(tries: 3))
    let day = Self.cap(2, .day, .postpone(tries: 1))
    let desk = try CapDesk([hour, day])
    #expect(
      desk.surprises([
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:10", "push", "held until 2016-01-04 13:00"),
        ("2016-01-04 23:30", "push", "sent"), ("2016-01-04 23:40", "push", "held until 2016-01-05 00:30"),
      ]) == [])
    #expect(desk.rule(desk.decide("push", at: .wall("2016-01-04 23:40"))) == hour.inWords)
    #expect(desk.send("push", at: .wall("2016-01-04 23:40"), attempt: 1) == "dropped")
    #expect(desk.rule(desk.decide("push", at: .wall("2016-01-04 23:40"), attempt: 1)) == day.inWords)
    let mixed = try CapDesk([hour, Self.cap(2, .day, .advance), Self.cap(3, .days(7), .drop)])
    #expect(
      mixed.surprises([
        ("2016-01-04 12:00", "push", "sent"), ("2016-01-04 12:10", "push", "held until 2016-01-04 13:00"),
        ("2016-01-04 13:00", "push", "sent"), ("2016-01-04 13:10", "push", "advanced"),
        ("2016-01-05 12:00", "push", "sent"), ("2016-01-05 12:10", "push", "dropped"),
      ]) == [])
  }

  /// One slot suffices: a message waits for the first.
  @Test func underTheMostPermissiveRuleAMessageWaitsForTheFirstSlot() throws {
    let caps = [
      Self.cap(1, .days(2), .postpone(tries: 1)), Self.cap(1, .day, .postpone(tries: 1)), Self.cap(1, .hours(1), .drop),
    ]
    #expect(
      try CapDesk(caps, combine: .mostPermissive).surprises([
        ("2016-01-04 23:30", "push", "sent"), ("2016-01-04 23:40", "push", "held until 2016-01-05 00:00"),
        ("2016-01-05 00:00", "push", "sent"), ("2016-01-05 00:40", "push", "held until 2016-01-06 00:00"),
        ("2016-01-05 01:00", "push", "sent"),
      ]) == [])
  }

  // MARK: The last slot

  static let morning = LocalTime.wall("2016-01-04 09:00")

  /// `push` is due at 09:00; `offer`, of higher priority, later.
  @Test(
    arguments: [
      (.firstCome, 1, "2016-01-04 18:00", "sent"), (.priority, 1, "2016-01-04 18:00", "gives way to offer"),
      // Two slots are enough for both.
      (.priority, 2, "2016-01-04 18:00", "sent"),
      // The slot of the next day is another one, by the calendar; and priority does not look beyond today.
      (.priority, 1, "2016-01-05 08:00", "sent"), (.lookAhead(days: 7), 1, "2016-01-05 08:00", "sent"),
      (.lookAhead(days: 1), 1, "2016-01-04 18:00", "gives way to offer"),
    ] as [(LastSlotRule, Int, String, String)])
  func whoGetsTheLastSlotOfADay(rule: LastSlotRule, limit: Int, due: String, outcome: String) throws {
    let desk = try CapDesk([.cap(.push, limit, .day)], lastSlot: rule)
    #expect(desk.send("push", at: Self.morning, ahead: [("offer", .wall(due))]) == outcome)
  }

  /// Under a rolling week the slot matters for as long as the message would be remembered and the view reaches.
  @Test(
    arguments: [
      (1, "2016-01-05 08:59", "gives way to offer"), (1, "2016-01-05 09:00", "sent"),
      (7, "2016-01-06 12:00", "gives way to offer"), (7, "2016-01-07 08:59", "gives way to offer"),
      // By then the message has aged out of the three days.
      (7, "2016-01-07 09:00", "sent"), (7, "2016-01-09 12:00", "sent"),
    ] as [(Int, String, String)])
  func lookingAheadUnderARollingCap(days: Int, due: String, outcome: String) throws {
    let desk = try CapDesk([.cap(.push, 1, .days(3))], lastSlot: .lookAhead(days: days))
    #expect(desk.send("push", at: Self.morning, ahead: [("offer", .wall(due))]) == outcome)
  }

  /// Free slots at the later time, less those who wait for them: none left.
  @Test(arguments: [(3, 2, true), (3, 3, false), (4, 3, true), (2, 1, true), (1, 1, false), (2, 2, false)])
  func slotsAreKeptForAllWhoWait(limit: Int, waiting: Int, isSent: Bool) throws {
    let desk = try CapDesk([.cap(.push, limit, .days(7))], lastSlot: .lookAhead(days: 30))
    let ahead = (1...waiting).map { ("offer", Self.morning + LocalTime($0 * 3600)) }
    #expect(desk.send("push", at: Self.morning, ahead: ahead) == (isSent ? "sent" : "gives way to offer"))
  }

  @Test func aMessageGivesWayOnlyWhereItStandsInTheWay() throws {
    let ahead = [("offer", LocalTime.wall("2016-01-04 18:00"))]
    let caps = [FrequencyCapDefinition.cap(nil, 1, .day) { $0.category = "offer" }, .cap(.inApp, 1, .day)]
    let desk = try CapDesk(caps, lastSlot: .priority)
    #expect(desk.send("push", at: Self.morning, ahead: ahead) == "sent")
    #expect(desk.send("box", at: Self.morning, ahead: ahead) == "sent")
    // The later message is over its own cap anyway.
    let full = try CapDesk([.cap(.push, 1, .day), caps[0]], lastSlot: .lookAhead(days: 3))
    full.send("offer", at: .wall("2016-01-04 00:00"))
    let noon = LocalTime.wall("2016-01-05 00:00")
    full.note("offer", .sent, at: noon - 1)
    #expect(full.send("push", at: noon, ahead: [("offer", noon + 3600)]) == "gives way to offer")
    let spent = try CapDesk(
      [.cap(.push, 2, .day), .cap(nil, 1, .days(2)) { $0.category = "offer" }], lastSlot: .priority)
    spent.send("offer", at: .wall("2016-01-04 08:00"))
    #expect(spent.send("push", at: Self.morning, ahead: ahead) == "sent")
  }

  @Test func whoIsOverACapIsToldSoAndWhoCountsNotStandsInNobodysWay() throws {
    let campaigns = [
      CapDesk.campaign("silent") { $0.countsTowardLimits = false }, CapDesk.campaign("free") { $0.obeysLimits = false },
      CapDesk.campaign("push"), CapDesk.campaign("offer"),
    ]
    let desk = try CapDesk([.cap(.push, 1, .day)], lastSlot: .priority, campaigns: campaigns)
    let ahead = [("offer", LocalTime.wall("2016-01-04 18:00"))]
    #expect(desk.send("silent", at: Self.morning, ahead: ahead) == "sent")
    #expect(desk.send("push", at: Self.morning, ahead: ahead) == "gives way to offer")
    #expect(desk.send("free", at: Self.morning, ahead: ahead) == "sent")
    #expect(desk.send("push", at: Self.morning, ahead: ahead) == "dropped")
  }

  /// A looser cap of its own does not excuse a message from standing in the way under the cap of another.
  @Test func preemptionSeesTheCapsOfTheLaterMessage() throws {
    let own = FrequencyCapDefinition.cap(nil, 5, .day) { $0.category = "news" }
    let desk = try CapDesk([.cap(.push, 1, .day), own], combine: .mostSpecific, lastSlot: .priority)
    #expect(
      desk.send("news", at: Self.morning, ahead: [("push", .wall("2016-01-04 18:00"))]) == "gives way to push")
    #expect(desk.send("news", at: Self.morning, ahead: [("news", .wall("2016-01-04 18:00"))]) == "sent")
  }

  @Test func sessionsAreNotForeseen() throws {
    let desk = try CapDesk([.cap(.inApp, 1, .session)], lastSlot: .priority)
    #expect(desk.send("box", at: Self.morning, ahead: [("box", Self.morning + 3600)]) == "sent")
  }

  @Test(
    arguments: [(.firstCome, nil), (.priority, "2016-01-05 00:00"), (.lookAhead(days: 3), "2016-01-07 09:00")]
      as [(LastSlotRule, String?)])
  func howFarAheadTheCallerMustLook(rule: LastSlotRule, end: String?) throws {
    #expect(
      try CapDesk([.cap(.push, 1, .day)], lastSlot: rule).caps.aheadEnd(at: Self.morning) == end.map { .wall($0) })
  }
}
