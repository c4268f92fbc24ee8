import Primitives

/// Turns dates and weekdays into moments on the clocks of users.
struct ScheduleCalendar {
  let zones: ZoneTable
  let start: CivilDate
  let horizonDays: Int

  /// What is due on each day of the horizon for users of each zone: index zone × days + day, sorted by time.
  func dues(of campaigns: [(index: Int, definition: CampaignDefinition)], userZones: Int) -> [[ProgramPlan.Due]] {
    var result = [[ProgramPlan.Due]](repeating: [], count: userZones * horizonDays)
    for (index, campaign) in campaigns {
      for (date, at, zone) in moments(of: campaign.schedule) {
        let clock = ProgramPlan.CompiledClock(at)
        for userZone in 0..<userZones {
          // The usual hour is one of the user's own clock.
          let source = clock.isUsualHour ? userZone : zone.flatMap { zones.names.firstIndex(of: $0) } ?? userZone
          let wall = zones.wallClock(date: date, second: Int(clock.second), from: source, to: userZone)
          let time = wall - start.dayNumber * secondsPerDay
          guard time >= 0, time < horizonDays * secondsPerDay else { continue }
          result[userZone * horizonDays + time / secondsPerDay].append(
            ProgramPlan.Due(time: LocalTime(time), campaign: Int32(index), clock: clock))
        }
      }
    }
    return result.map { $0.sorted { ($0.time, $0.campaign) < ($1.time, $1.campaign) } }
  }

  /// Dates and times of a schedule on its own clock; nothing for schedules that depend on the user.
  private func moments(of schedule: Schedule) -> [(CivilDate, ClockTime, String?)] {
    switch schedule {
    case .dates(let dates, let at, let zone): return dates.map { ($0, at, zone.name) }
    case .weekly(let weekdays, let at, let zone):
      // Two days more on each side: zones are up to 26 hours apart.
      return (-2...horizonDays + 1).map { start.adding(days: $0) }.filter { weekdays.contains($0.weekday) }
        .map { ($0, at, zone.name) }
    case .monthly(let days, let at, let zone):
      return (-2...horizonDays + 1).map { start.adding(days: $0) }.filter { days.contains($0.components.day) }
        .map { ($0, at, zone.name) }
    case .perWeek, .after, .idle, .onTag, .onAppInfo, .onSegment, .onFeedback: return []
    }
  }
}

extension Zone {
  fileprivate var name: String? {
    if case .fixed(let name) = self { name } else { nil }
  }
}
