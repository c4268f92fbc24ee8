import Primitives

/// The days, weeks or months of a calendar, as they begin on the clock of the users of one zone.
struct PeriodTable: Sendable {
  private let firstDay: Int32
  /// For each local day the period that its midnight lies in.
  private let ofDay: Table<Int32>
  /// Local times at which the periods begin, ascending.
  private let starts: Table<LocalTime>

  /// Makes the table of one calendar for one zone of users.
  ///
  /// - Parameters:
  ///   - calendar: Zone whose midnights begin the periods, a position in `zones`; nil: the user's own.
  ///   - user: Zone of the users, a position in `zones`.
  ///   - days: Days since `start` that may be asked about. Later ones are right for forty days more; earlier ones belong
  ///     to the first period.
  init(
    _ unit: FrequencyCapDefinition.CalendarUnit, calendar: Int?, user: Int, zones: ZoneTable, start: CivilDate,
    days: ClosedRange<Int>, arena: Arena
  ) {
    // Forty days more on either side, so that the first day's month has begun and the last one's end is known.
    let starts = (days.lowerBound - 40...days.upperBound + 40).map { start.adding(days: $0) }
      .filter { unit.begins(on: $0) }
      .map { date in
        let wall = zones.wallClock(date: date, second: 0, from: calendar ?? user, to: user)
        return LocalTime(clamping: wall - start.dayNumber * secondsPerDay)
      }
    var period = 0
    let ofDay = days.map { day in
      while period + 1 < starts.count && Int(starts[period + 1]) <= day * secondsPerDay { period += 1 }
      return Int32(period)
    }
    firstDay = Int32(clamping: days.lowerBound)
    self.ofDay = arena.table(ofDay)
    self.starts = arena.table(starts)
  }

  /// The period that contains a moment.
  func period(at time: LocalTime) -> Int32 {
    let day = Int(time.day) - Int(firstDay)
    var period = Int(ofDay[min(max(day, 0), ofDay.count - 1)])
    while period + 1 < starts.count && starts[period + 1] <= time { period += 1 }
    return Int32(period)
  }

  /// When the next period begins.
  func end(of period: Int32) -> LocalTime {
    let next = Int(period) + 1
    return next < starts.count ? starts[next] : .max
  }
}

extension FrequencyCapDefinition.CalendarUnit {
  /// Whether a period begins on this date.
  func begins(on date: CivilDate) -> Bool {
    switch self {
    case .day: true
    case .week(let first): date.weekday == first
    case .month: date.components.day == 1
    }
  }
}
