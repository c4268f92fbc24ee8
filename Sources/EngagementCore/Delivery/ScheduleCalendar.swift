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
      for (date, second, zone) in moments(of: campaign.schedule) {
        for userZone in 0..<userZones {
          let source = zone.flatMap { zones.names.firstIndex(of: $0) } ?? userZone
          let wall = zones.wallClock(date: date, second: second, from: source, to: userZone)
          let time = wall - start.dayNumber * secondsPerDay
          guard time >= 0, time < horizonDays * secondsPerDay else { continue }
          result[userZone * horizonDays + time / secondsPerDay].append(
            ProgramPlan.Due(time: LocalTime(time), campaign: Int32(index)))
        }
      }
    }
    return result.map { $0.sorted { ($0.time, $0.campaign) < ($1.time, $1.campaign) } }
  }

  /// Dates and times of a schedule on its own clock; nothing for schedules that depend on the user.
  private func moments(of schedule: Schedule) -> [(CivilDate, Int, String?)] {
    switch schedule {
    case .once(let date, let at, let zone): return [(date, at.second, zone.name)]
    case .weekly(let weekdays, let at, let zone):
      // One day more on each side: another zone's Monday may be our Sunday or Tuesday.
      return (-1...horizonDays).map { start.adding(days: $0) }.filter { weekdays.contains($0.weekday) }
        .map { ($0, at.second, zone.name) }
    case .perWeek, .after, .idle, .onTag: return []
    }
  }
}

extension ClockTime {
  /// The fixed second of the day, or the fallback.
  fileprivate var second: Int {
    switch self {
    case .at(let second): second
    case .usual(let fallback): fallback
    }
  }
}

extension Zone {
  fileprivate var name: String? {
    if case .fixed(let name) = self { name } else { nil }
  }
}
