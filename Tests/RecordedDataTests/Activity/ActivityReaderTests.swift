import Foundation
import Primitives
import RecordedData
import Testing

/// Event logs: what is counted, against numbers that other programs computed from the same files.
@Suite struct ActivityReaderTests {
  private func gamePlan() -> ActivityPlan {
    var plan = ActivityPlan(userColumn: "uid", timeColumn: "day", eventColumn: "eventName")
    plan.installEvent = "newPlayer"
    plan.activityEvents = ["gameStarted"]
    return plan
  }

  /// Groups from lines of `uid,x,t_x,n`.
  private func published() throws -> [[Int]: Int] {
    let source = try DataFile.records(Fixtures.path("mobile-game-summary.csv.gz"))
    var groups: [[Int]: Int] = [:]
    while try source.next() {
      groups[(1...3).compactMap { source.field($0).flatMap { Int($0.text) } }, default: 0] += 1
    }
    return groups
  }

  @Test func mobileGame() throws {
    let expected = try Fixtures.expected().mobileGame
    let summary = try ActivityReader(gamePlan()).read(Fixtures.path("mobile-game-events.csv.gz"))
    #expect(summary.account.rows == 29_324)
    #expect(summary.account.badRows.total == 0)
    #expect(summary.account.duplicates == 0)
    #expect(summary.users == 3971)
    #expect(summary.usersWithoutInstall == 23)
    #expect(summary.activeDaysBeforeInstall == 4)
    #expect(summary.timeFormat == .dayNumber)
    #expect((summary.firstDay, summary.lastDay) == (0, 30))
    #expect(summary.retention.active == expected.active)
    #expect(summary.retention.atRisk == expected.atRisk)
    #expect(summary.activeUsers == expected.dau)
    #expect(summary.newUsers.reduce(0, +) == 3971)
    let groups = Dictionary(
      uniqueKeysWithValues: summary.groups.map { ([$0.activeDays, $0.lastActiveDay, $0.days], $0.users) })
    #expect(groups == (try published()))
    #expect(summary.profile.rowsByHour == nil)
    #expect(summary.profile.rowsByWeekday == nil)
  }

  @Test func mobileGameWithHoldout() throws {
    var plan = gamePlan()
    plan.calibrationEnd = 15
    let expected = try Fixtures.expected().mobileGame.days0to15
    let summary = try ActivityReader(plan).read(Fixtures.path("mobile-game-events.csv.gz"))
    #expect(summary.calibrationUsers == expected.users)
    #expect(summary.groups.reduce(0) { $0 + $1.activeDays * $1.users } == expected.sumX)
    #expect(summary.returningCalibrationUsers == expected.dailyActual)
    #expect(summary.retention.atRisk.count == 16)
    #expect(summary.overallRetention.active == (try Fixtures.expected().mobileGame.active))
    #expect(summary.weekly(summary.returningCalibrationUsers).count == 4)
  }

  // Users: a (install day 1, active 1 2 4), b (install 2, active 3), c active on day 0 before the observation.
  private static let small = """
    user,time,event
    a,2024-03-04T09:15:00,install
    a,2024-03-04T09:20:00,open
    a,2024-03-05T23:59:59,open
    a,2024-03-05T10:00:00,open
    a,2024-03-07T00:00:00,open
    b,2024-03-05T12:00:00,install
    b,2024-03-06T12:00:00,open
    c,2024-03-03T12:00:00,open
    c,2024-03-06T13:00:00,open

    """

  private func read(_ text: String, _ change: (inout ActivityPlan) -> Void = { _ in }) throws -> ActivitySummary {
    var plan = ActivityPlan(userColumn: "user", timeColumn: "time", eventColumn: "event")
    change(&plan)
    return try ActivityReader(plan).read(Rows.of(text))
  }

  @Test func firstRowsAreInstallsUnlessAnEventIs() throws {
    let all = try read(Self.small)
    #expect(all.users == 3)
    #expect(all.newUsers == [1, 1, 1, 0, 0])
    #expect(all.activeUsers == [1, 1, 2, 2, 1])
    #expect(all.returningUsers == [0, 0, 1, 2, 1])
    #expect(
      all.groups == [
        ActivityGroup(activeDays: 1, lastActiveDay: 1, days: 2, users: 1),
        ActivityGroup(activeDays: 2, lastActiveDay: 3, days: 3, users: 1),
        ActivityGroup(activeDays: 1, lastActiveDay: 3, days: 4, users: 1),
      ])
    let named = try read(Self.small) {
      $0.installEvent = "install"
      $0.activityEvents = ["open"]
    }
    #expect(named.users == 2)
    #expect(named.usersWithoutInstall == 1)
    #expect(named.overallRetention.active[0] == 1, "b did nothing on the day of the install")
  }

  @Test func whoWasThereBeforeIsNotNew() throws {
    let summary = try read(Self.small) { $0.firstDay = CivilDate("2024-03-04")?.dayNumber }
    #expect(summary.users == 2)
    #expect(summary.usersBefore == 1)
    #expect(summary.account.rowsBefore == 1)
    #expect(summary.activeUsers == [1, 2, 1, 1])
  }

  @Test func rowsAfterTheObservationAreLeftOut() throws {
    let summary = try read(Self.small) { $0.lastDay = CivilDate("2024-03-06")?.dayNumber }
    #expect(summary.account.rowsAfter == 1)
    #expect(summary.activeUsers == [1, 1, 2, 2])
    // Days without rows belong to the observation too.
    let longer = try read(Self.small) { $0.lastDay = CivilDate("2024-03-31")?.dayNumber }
    #expect(longer.groups.map(\.days) == [26, 27, 28])
  }

  @Test func profilesFollowTheClock() throws {
    let summary = try read(Self.small)
    #expect(summary.profile.rowsByHour?[12] == 3)
    #expect(summary.profile.rowsByHour?.reduce(0, +) == 9)
    #expect(summary.profile.rowsByWeekday == [2, 3, 2, 1, 0, 0, 1])
    #expect(summary.profile.activeUsersByWeekday == [1, 2, 2, 1, 0, 0, 1])
    #expect(summary.profile.daysByWeekday == [1, 1, 1, 1, 0, 0, 1])
  }

  @Test func daysBeginWhenTheyAreSaidTo() throws {
    // With days from 4 in the morning, midnight of the 7th belongs to the 6th.
    let late = try read(Self.small) { $0.clock = DayClock(dayStart: 4 * 3600) }
    #expect(late.activeUsers == [1, 1, 2, 3])
    #expect(late.profile.rowsByHour?[0] == 1, "hours stay those of the clock")
  }

  @Test func momentsFollowTheZone() throws {
    let text = "user,time,event\na,2024-03-04T23:30:00Z,x\na,2024-07-01T22:30:00Z,x\n"
    #expect(try read(text).lastDay == CivilDate("2024-07-01")?.dayNumber)
    let east = try read(text) { $0.clock = DayClock(offset: 2 * 3600) }
    #expect(east.firstDay == CivilDate("2024-03-05")?.dayNumber)
    #expect(east.profile.rowsByHour?[1] == 1)
    // Paris is one hour ahead in March and two in July.
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    let paris = try read(text) { $0.clock = DayClock(zone: zone) }
    #expect(paris.profile.rowsByHour?[0] == 2)
    #expect(paris.lastDay == CivilDate("2024-07-02")?.dayNumber)
  }

  @Test func sessionsAreCountedPerActiveDay() throws {
    let summary = try read(Self.small) { $0.sessionEvent = "open" }
    // a: 4 opens on 3 days, b: 1 on 2, c: 2 on 2.
    #expect(
      summary.sessions == [
        SessionGroup(sessions: 1, activeDays: 2, users: 1), SessionGroup(sessions: 2, activeDays: 2, users: 1),
        SessionGroup(sessions: 4, activeDays: 3, users: 1),
      ])
    #expect(summary.sessions?.perActiveDay == 1)
  }

  @Test func jsonLinesAndTextGiveTheSame() throws {
    let lines = Self.small.split(separator: "\n").dropFirst().map { line in
      let parts = line.split(separator: ",")
      return "{\"event\":\"\(parts[2])\",\"user\":\"\(parts[0])\",\"time\":\"\(parts[1])\"}\n"
    }
    let json = try read(lines.joined())
    let text = try read(Self.small)
    #expect(json.groups == text.groups)
    #expect(json.profile == text.profile)
    #expect(json.activeUsers == text.activeUsers)
  }
}
