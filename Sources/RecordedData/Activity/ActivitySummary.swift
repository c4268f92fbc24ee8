/// What an event log says about activity: all that a model of active days is fitted on and checked against.
///
/// A user counts from the day of the install on, when that day lies within the observation. Days are days since
/// 1970-01-01, or numbers of days where the log has such; arrays by day begin with ``firstDay``.
public struct ActivitySummary: Sendable, Equatable {
  /// What became of the rows.
  public internal(set) var account: RowAccount
  /// How times were written.
  public internal(set) var timeFormat: TimeFormat
  /// First day of the observation.
  public internal(set) var firstDay: Int
  /// Last day of the observation.
  public internal(set) var lastDay: Int
  /// Last day that is calibrated on.
  public internal(set) var calibrationEnd: Int

  /// Users with an install within the observation.
  public internal(set) var users = 0
  /// Users who have rows but no install event.
  public internal(set) var usersWithoutInstall = 0
  /// Users who were there before the observation.
  public internal(set) var usersBefore = 0
  /// Active days of users before their install, which are left out.
  public internal(set) var activeDaysBeforeInstall = 0

  /// The users installed until ``calibrationEnd`` as they were on that day, sorted; for the BG/BB model.
  public internal(set) var groups: [ActivityGroup] = []
  /// Retention within the days until ``calibrationEnd``.
  public internal(set) var retention: RetentionTable
  /// Retention within the whole observation.
  public internal(set) var overallRetention: RetentionTable

  /// Installs of each day.
  public internal(set) var newUsers: [Int]
  /// Active users of each day.
  public internal(set) var activeUsers: [Int]
  /// Active users of each day who were installed on an earlier one.
  public internal(set) var returningUsers: [Int]
  /// Of those, the users who were installed until ``calibrationEnd``: what a fit on these days forecasts.
  public internal(set) var returningCalibrationUsers: [Int]

  /// When in the day and the week activity is.
  public internal(set) var profile = ActivityProfile()
  /// Sessions and active days of the users installed until ``calibrationEnd``, sorted; nil unless the plan names the
  /// event of a session.
  public internal(set) var sessions: [SessionGroup]?

  /// Users of ``groups``.
  public var calibrationUsers: Int { groups.reduce(0) { $0 + $1.users } }

  /// Sums of an array by day over full weeks from ``firstDay`` on.
  public func weekly(_ daily: [Int]) -> [Int] {
    (0..<daily.count / 7).map { week in daily[week * 7..<week * 7 + 7].reduce(0, +) }
  }

  init(account: RowAccount, timeFormat: TimeFormat, window: ObservationWindow) {
    self.account = account
    self.timeFormat = timeFormat
    firstDay = window.first
    lastDay = window.last
    calibrationEnd = window.calibrationEnd
    let none = Array(repeating: 0, count: window.last - window.first + 1)
    (newUsers, activeUsers, returningUsers, returningCalibrationUsers) = (none, none, none, none)
    retention = RetentionTable(days: window.calibrationEnd - window.first + 1)
    overallRetention = RetentionTable(days: none.count)
  }
}
