import Primitives

/// The days that are looked at: given, or those of the rows.
struct ObservationWindow {
  /// Days without any row after which a few rows are taken for a mistake.
  private static let longestGap = 60
  /// Most days between the first and the last row.
  private static let mostDays = 36_525

  let first: Int
  let last: Int
  /// The last day that is calibrated on.
  let calibrationEnd: Int

  /// Settles the window.
  ///
  /// - Parameters:
  ///   - rowsByDay: rows of each day.
  ///   - hasDates: whether days are dates.
  /// - Throws: ``DataError`` when a few rows lie far from all others and no window was given, or the split is outside.
  init(
    from: Int?, until: Int?, calibrationEnd: Int?, rowsByDay: [Int: Int], hasDates: Bool, source: String,
    maximumBadShare: Double
  ) throws(DataError) {
    let name = { (day: Int) in hasDates ? CivilDate(dayNumber: day).description : "day \(day)" }
    if let from, let until, from > until {
      throw DataError(
        "the observation would end (\(name(until))) before it begins (\(name(from)))", in: source, kind: .usage)
    }
    let days = rowsByDay.keys.sorted()
    guard let earliest = days.first, let latest = days.last else {
      throw DataError("no row lies within the observation", in: source)
    }
    first = from ?? earliest
    last = until ?? latest
    let allowed = maximumBadShare * Double(rowsByDay.values.reduce(0, +))
    if until == nil, let stray = Self.stray(days.reversed(), rowsByDay, allowed) {
      throw DataError(
        "\(stray.rows) row(s) lie \(stray.gap) days after all others (until \(name(latest))); name the last day of the "
          + "observation with --last-day, or mend them", in: source)
    }
    if from == nil, let stray = Self.stray(days, rowsByDay, allowed) {
      throw DataError(
        "\(stray.rows) row(s) lie \(stray.gap) days before all others (from \(name(earliest))); name the first day of "
          + "the observation with --first-day, or mend them", in: source)
    }
    guard last - first < Self.mostDays else {
      throw DataError(
        "the observation would last \(last - first + 1) days; name its days with --first-day and --last-day", in: source
      )
    }
    self.calibrationEnd = calibrationEnd ?? last
    guard (first...last).contains(self.calibrationEnd) else {
      throw DataError(
        "the split \(name(self.calibrationEnd)) is not between \(name(first)) and \(name(last)), the days of the "
          + "observation", in: source, kind: .usage)
    }
  }

  /// The few rows at an end of the time that a long gap divides from the others.
  private static func stray(
    _ days: some Collection<Int>, _ rowsByDay: [Int: Int], _ allowed: Double
  ) -> (rows: Int, gap: Int)? {
    var rows = 0
    for (day, next) in zip(days, days.dropFirst()) {
      rows += rowsByDay[day] ?? 0
      guard Double(rows) <= allowed else { return nil }
      if abs(next - day) > longestGap { return (rows, abs(next - day)) }
    }
    return nil
  }
}
