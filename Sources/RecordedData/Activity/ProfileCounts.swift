import Primitives

/// Counts rows by hour and by day of the week.
struct ProfileCounts {
  private(set) var hours = Array(repeating: 0, count: 24)
  private(set) var weekdays = Array(repeating: 0, count: 7)

  /// Counts a row.
  mutating func add(_ moment: DayReader.Moment) {
    if let hour = moment.hour { hours[hour] += 1 }
    weekdays[CivilDate(dayNumber: moment.clockDay).weekday.index] += 1
  }
}
