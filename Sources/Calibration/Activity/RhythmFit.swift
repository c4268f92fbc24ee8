import Behavior
import LabStatistics
import Primitives
import RecordedData

/// The relative activity of weekdays and hours.
///
/// A weekday's share of active users, relative to what the fitted curve expects of the same days, is turned into sessions:
/// the rate m with `1 - B(alpha, beta + m) / B(alpha, beta)` equal to it. So a growing app is not taken for a busy Sunday.
struct RhythmFit {
  /// Weeks below which a weekday is not told from chance.
  static let leastWeeks = 2

  let model: BGBB
  let summary: ActivitySummary

  /// Relative sessions Monday to Sunday with a mean of 1, and the largest standard error; nil with a reason.
  func weekdays(expected: [Double]) -> Result<(profile: [Double], standardError: Double), Reason> {
    guard let days = summary.profile.daysByWeekday else { return .failure(Reason("the days of the log have no dates")) }
    guard days.allSatisfy({ $0 >= Self.leastWeeks }) else {
      return .failure(Reason("fewer than \(Self.leastWeeks) weeks are observed"))
    }
    var actual = [Double](repeating: 0, count: 7)
    var fitted = actual
    for day in summary.firstDay...summary.calibrationEnd {
      let weekday = CivilDate(dayNumber: day).weekday.index
      actual[weekday] += Double(summary.returningCalibrationUsers[day - summary.firstDay])
      fitted[weekday] += expected[day - summary.firstDay]
    }
    guard zip(actual, fitted).allSatisfy({ $0 > 0 && $1 > 0 }) else {
      return .failure(Reason("a weekday has no returning user"))
    }
    var rates: [Double] = []
    for (actual, fitted) in zip(actual, fitted) {
      let share = model.activity * actual / fitted
      guard share < 0.999,
        let rate = try? RootFinding.solve(
          "weekday", start: 1e-6, step: 0.5, limit: 100, { model.activity(atRate: $0) - share })
      else { return .failure(Reason("a weekday is busier than the model allows")) }
      rates.append(rate)
    }
    let mean = rates.reduce(0, +) / 7
    let error = actual.map { 1 / $0.squareRoot() }.max() ?? 0
    return .success((rates.map { $0 / mean }, error))
  }

  /// Relative rows by hour with a mean of 1; nil when times have no hours or an hour has too few rows.
  var hours: [Double]? {
    guard let rows = summary.profile.rowsByHour else { return nil }
    let total = rows.reduce(0, +)
    guard total >= 1000 else { return nil }
    return rows.map { Double($0) * 24 / Double(total) }
  }

  /// Why there is no profile.
  struct Reason: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }
}
