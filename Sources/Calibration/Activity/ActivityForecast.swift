import Behavior
import Primitives
import RecordedData

/// How many users return on each day of a log, by a fitted curve: the installs of each day times the retention of their age.
struct ActivityForecast {
  private let newUsers: [Int]
  private let firstDay: Int

  /// Forecasts the users who were installed within the days that were calibrated on.
  init(_ summary: ActivitySummary) {
    firstDay = summary.firstDay
    let installed = summary.calibrationEnd - summary.firstDay
    newUsers = summary.newUsers.enumerated().map { $0.offset <= installed ? $0.element : 0 }
  }

  /// Returning users by day from the first day on.
  ///
  /// - Parameters:
  ///   - retention: the share of users active so many days after the install.
  ///   - weekday: what a weekday's share is relative to the curve, Monday first; nil for 1.
  func returning(_ retention: (Int) -> Double, weekday: [Double]? = nil) -> [Double] {
    let curve = newUsers.indices.map { $0 == 0 ? 0 : retention($0) }
    return newUsers.indices.map { day in
      var sum = 0.0
      for install in 0..<day { sum += Double(newUsers[install]) * curve[day - install] }
      guard let weekday else { return sum }
      return sum * weekday[CivilDate(dayNumber: firstDay + day).weekday.index]
    }
  }
}
