import Primitives

/// Makes the summary of an event log from what was kept of its users.
struct ActivitySummarizer {
  private let plan: ActivityPlan
  private let table: ActivityTable
  private let profile: ProfileCounts
  /// Users by (x, t_x, n).
  private var groups: [SIMD4<Int32>: Int] = [:]
  /// Users by sessions and active days.
  private var sessionGroups: [SIMD2<Int32>: Int] = [:]

  init(_ plan: ActivityPlan, _ table: ActivityTable, _ profile: ProfileCounts) {
    self.plan = plan
    self.table = table
    self.profile = profile
  }

  /// Fills an empty summary.
  func summary(_ empty: ActivitySummary) -> ActivitySummary {
    var copy = self
    return copy.filled(empty)
  }

  private mutating func filled(_ empty: ActivitySummary) -> ActivitySummary {
    var summary = empty
    let days = table.days.sorted
    let starts = plan.installEvent == nil ? table.firstDays : table.installDays
    for user in 0..<table.count {
      guard starts[user] != ActivityTable.never else {
        // A user with rows of no use, or only after the observation, is nobody to count.
        if plan.installEvent != nil, table.firstDays[user] != ActivityTable.never { summary.usersWithoutInstall += 1 }
        continue
      }
      let install = Int(starts[user])
      guard install >= summary.firstDay else {
        summary.usersBefore += 1
        continue
      }
      add(user, install: install, days, to: &summary)
    }
    Self.countAtRisk(&summary.retention, installs: summary.newUsers)
    Self.countAtRisk(&summary.overallRetention, installs: summary.newUsers)
    summary.groups = groups.map {
      ActivityGroup(activeDays: Int($0.key.x), lastActiveDay: Int($0.key.y), days: Int($0.key.z), users: $0.value)
    }
    .sorted { ($0.days, $0.activeDays, $0.lastActiveDay) < ($1.days, $1.activeDays, $1.lastActiveDay) }
    addProfile(to: &summary)
    if plan.sessionEvent != nil { summary.sessions = sortedSessions }
    return summary
  }

  private mutating func add(
    _ user: Int, install: Int, _ days: DaySets.Sorted, to summary: inout ActivitySummary
  ) {
    let (first, end) = (summary.firstDay, summary.calibrationEnd)
    summary.users += 1
    summary.newUsers[install - first] += 1
    let isCalibrated = install <= end
    var (active, last, calibrated) = (0, 0, 0)
    days.forEach(user: user) { day in
      let age = day - install
      guard age >= 0 else {
        summary.activeDaysBeforeInstall += 1
        return
      }
      summary.activeUsers[day - first] += 1
      summary.overallRetention.active[age] += 1
      if day <= end {
        calibrated += 1
        summary.retention.active[age] += 1
      }
      guard age > 0 else { return }
      summary.returningUsers[day - first] += 1
      guard isCalibrated else { return }
      summary.returningCalibrationUsers[day - first] += 1
      if day <= end {
        active += 1
        last = age
      }
    }
    guard isCalibrated else { return }
    groups[SIMD4(Int32(active), Int32(last), Int32(end - install), 0), default: 0] += 1
    if plan.sessionEvent != nil { sessionGroups[SIMD2(table.sessions[user], Int32(calibrated)), default: 0] += 1 }
  }

  private var sortedSessions: [SessionGroup] {
    sessionGroups.map { SessionGroup(sessions: Int($0.key.x), activeDays: Int($0.key.y), users: $0.value) }
      .sorted { ($0.activeDays, $0.sessions) < ($1.activeDays, $1.sessions) }
  }

  /// A user is at risk on every day from the install to the end of the table.
  private static func countAtRisk(_ table: inout RetentionTable, installs: [Int]) {
    let days = table.atRisk.count
    var users = 0
    for age in (0..<days).reversed() {
      users += installs[days - 1 - age]
      table.atRisk[age] = users
    }
  }

  private func addProfile(to summary: inout ActivitySummary) {
    if summary.timeFormat.hasHours { summary.profile.rowsByHour = profile.hours }
    guard summary.timeFormat.hasDates else { return }
    summary.profile.rowsByWeekday = profile.weekdays
    var (users, days) = (Array(repeating: 0, count: 7), Array(repeating: 0, count: 7))
    for day in summary.firstDay...summary.calibrationEnd {
      let weekday = CivilDate(dayNumber: day).weekday.index
      users[weekday] += summary.activeUsers[day - summary.firstDay]
      days[weekday] += 1
    }
    summary.profile.activeUsersByWeekday = users
    summary.profile.daysByWeekday = days
  }
}
