import EngagementCore
import Primitives
import Testing

@Suite struct ProgramPlanTests {
  static let zones = ["Europe/Paris", "America/Montreal"]
  static let tags: [String: Int32] = ["article": 0, "session": 1, "install": 2]

  /// A plan of one campaign, from Monday 7 March 2016: Montreal changes its clocks on day 6, Paris on day 20.
  static func plan(_ schedule: Schedule, start: String = "2016-03-07", days: Int = 28) throws -> ProgramPlan {
    ProgramPlan(
      definitions: [
        CampaignDefinition(name: "other", schedule: .perWeek(rate: 1, at: .at(secondOfDay: 0))),
        CampaignDefinition(name: "a", schedule: schedule),
      ], selected: [1], tagIDs: tags, tagCount: 3, countMeasure: { $0 == "article" ? 7 : -1 },
      firstMeasure: { $0 == "article" ? 8 : 9 }, zones: try ZoneTable(zones + ["Asia/Tokyo", "Pacific/Kiritimati"]),
      userZones: 2, start: try #require(CivilDate(start)), horizonDays: days)
  }

  /// Everything due for users of a zone.
  static func dues(_ plan: ProgramPlan, zone: Int32, days: Int32 = 28) -> [String] {
    (0..<days).flatMap { day in
      plan.due(zone: zone, day: day).map { k in
        let due = plan.due(k)
        #expect(due.time.day == day && due.campaign == 1)
        return due.time.clock
      }
    }
  }

  @Test(arguments: [0, 1] as [Int32])
  func everyMondayByTheUsersClockKnowsNoDaylightSaving(zone: Int32) throws {
    let plan = try Self.plan(.weekly(weekdays: [.monday], at: .at(secondOfDay: 36_000), zone: .user))
    #expect(Self.dues(plan, zone: zone) == ["0 10:0", "7 10:0", "14 10:0", "21 10:0"])
  }

  @Test func everyMondayInParisMovesForMontreal() throws {
    let plan = try Self.plan(.weekly(weekdays: [.monday], at: .at(secondOfDay: 36_000), zone: .fixed("Europe/Paris")))
    #expect(Self.dues(plan, zone: 0) == ["0 10:0", "7 10:0", "14 10:0", "21 10:0"])
    #expect(Self.dues(plan, zone: 1) == ["0 4:0", "7 5:0", "14 5:0", "21 4:0"])
  }

  @Test func anotherZonesDayMayBeOursBeforeOrAfter() throws {
    // Tokyo's Monday 01:00 is Sunday 17:00 in Paris: the first lies before the horizon, the last one within it.
    let early = try Self.plan(.weekly(weekdays: [.monday], at: .at(secondOfDay: 3600), zone: .fixed("Asia/Tokyo")))
    #expect(Self.dues(early, zone: 0) == ["6 17:0", "13 17:0", "20 18:0", "27 18:0"])
    // Kiritimati's Tuesday 00:30 is Sunday evening in Montreal... and the one after the horizon still belongs to it.
    let far = try Self.plan(
      .weekly(weekdays: [.tuesday], at: .at(secondOfDay: 1800), zone: .fixed("Pacific/Kiritimati")), days: 7)
    #expect(Self.dues(far, zone: 1, days: 7) == ["0 5:30"])
    let edge = try Self.plan(
      .weekly(weekdays: [.monday], at: .at(secondOfDay: 1800), zone: .fixed("Pacific/Kiritimati")), days: 7)
    #expect(Self.dues(edge, zone: 1, days: 7) == ["6 6:30"])
  }

  @Test func severalWeekdays() throws {
    let plan = try Self.plan(
      .weekly(weekdays: [.saturday, .tuesday], at: .at(secondOfDay: 72_000), zone: .user), days: 14)
    #expect(Self.dues(plan, zone: 1, days: 14) == ["1 20:0", "5 20:0", "8 20:0", "12 20:0"])
  }

  @Test(arguments: [
    ("2016-03-07", "0 10:0"), ("2016-04-03", "27 10:0"), ("2016-03-06", nil), ("2016-04-04", nil), ("2030-01-01", nil),
  ])
  func onceOnADate(date: String, expected: String?) throws {
    let plan = try Self.plan(
      .once(date: try #require(CivilDate(date)), at: .at(secondOfDay: 36_000), zone: .user))
    #expect(Self.dues(plan, zone: 0) == [expected].compactMap { $0 })
    #expect(!plan.isEmpty)
  }

  @Test func onceInAFixedZoneIsOneMoment() throws {
    let plan = try Self.plan(
      .once(date: try #require(CivilDate("2016-03-10")), at: .at(secondOfDay: 7200), zone: .fixed("Europe/Paris")))
    #expect(Self.dues(plan, zone: 0) == ["3 2:0"])
    #expect(Self.dues(plan, zone: 1) == ["2 20:0"])
  }

  @Test func theUsualHourIsLeftToTheUser() throws {
    let plan = try Self.plan(
      .weekly(weekdays: [.monday], at: .usual(fallback: 64_800), zone: .fixed("Asia/Tokyo")), days: 7)
    for zone in [0, 1] as [Int32] {
      let due = plan.due(try #require(plan.due(zone: zone, day: 0).first))
      #expect(due.clock.isUsualHour)
      #expect(due.time.clock == "0 18:0")
    }
  }

  @Test func daysAfterATagAreTriggersWithTheirDays() throws {
    let plan = try Self.plan(.after(tag: "install", days: [2, 5], at: .at(secondOfDay: 36_000)))
    let triggers = plan.triggers(of: 2).map { plan.trigger($0) }
    #expect(triggers.map(\.day) == [2, 5])
    #expect(triggers.allSatisfy { $0.measure == -1 && $0.firstDay == 9 && $0.clock.second == 36_000 })
    #expect(plan.delayed.count == 2)
    #expect(plan.triggers(of: 0).isEmpty && plan.triggers(of: 1).isEmpty)
    let first = plan.trigger(try #require(plan.triggers(of: 2).first))
    #expect(first.campaign == 1)
    let article = try Self.plan(.after(tag: "article", days: [1], at: .at(secondOfDay: 0)))
    #expect(article.trigger(try #require(article.triggers(of: 0).first)).measure == 7)
  }

  @Test func everyTagOrTheNth() throws {
    let every = try Self.plan(.onTag(tag: "article", occurrence: nil, delay: 60))
    let trigger = every.trigger(try #require(every.triggers(of: 0).first))
    #expect(trigger.measure == -1 && trigger.delay == 60 && trigger.day == -1)
    let third = try Self.plan(.onTag(tag: "article", occurrence: 3, delay: 0))
    let other = third.trigger(try #require(third.triggers(of: 0).first))
    #expect(other.measure == 7 && other.occurrence == 3)
    #expect(third.delayed.count == 0)
  }

  @Test func ratesAndSilences() throws {
    let rate = try Self.plan(.perWeek(rate: 3.5, at: .at(secondOfDay: 64_800)))
    #expect(rate.staggered.count == 1 && rate.staggered[0].clock.second == 64_800)
    for user in 0..<5 as Range<UInt32> {
      let phase = rate.staggered[0].phase(of: user)
      #expect((0..<28).reduce(0) { $0 + rate.staggered[0].messages(on: $1, phase) } == 14)
    }
    let idle = try Self.plan(.idle(days: 14, againEvery: nil, at: .at(secondOfDay: 64_800)))
    #expect(idle.idle.count == 1 && idle.idle[0].days == 14 && idle.idle[0].againEvery == 0)
    #expect((0..<28).allSatisfy { rate.due(zone: 0, day: $0).isEmpty && idle.due(zone: 1, day: $0).isEmpty })
  }

  @Test func nothingSelectedIsAnEmptyPlan() throws {
    let plan = ProgramPlan(
      definitions: [], selected: [], tagIDs: Self.tags, tagCount: 3, countMeasure: { _ in -1 },
      firstMeasure: { _ in -1 }, zones: try ZoneTable(Self.zones), userZones: 2, start: CivilDate(dayNumber: 0),
      horizonDays: 5)
    #expect(plan.isEmpty)
    #expect((0..<5).allSatisfy { plan.due(zone: 1, day: $0).isEmpty })
    #expect(plan.triggers(of: 2).isEmpty)
  }
}
