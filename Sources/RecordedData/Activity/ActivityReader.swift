import Primitives

/// Reads an event log in one pass, in any order of its rows, in memory that grows with users and not with rows.
///
/// ```swift
/// let summary = try ActivityReader(plan).read("events.csv.gz")
/// ```
/// A user takes about 60 bytes, the name, and 8 bytes per stretch of 64 days with activity.
public struct ActivityReader: Sendable {
  /// What the rows mean.
  public let plan: ActivityPlan

  /// A reader for a plan.
  public init(_ plan: ActivityPlan) { self.plan = plan }

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: ``DataError``, or what the progress handler throws.
  public func read(_ path: String, progress: RecordProgress.Handler = { _ in }) throws -> ActivitySummary {
    try read(DataFile.records(path), progress: progress)
  }

  /// Reads rows.
  ///
  /// - Throws: ``DataError``, what the source throws, or what the progress handler throws.
  package func read(
    _ source: any RecordSource, progress: RecordProgress.Handler = { _ in }
  ) throws -> ActivitySummary {
    var users = try UserColumn(plan.userColumn, in: source)
    var times = try TimeColumn(
      plan.timeColumn, format: plan.timeFormat, clock: plan.clock, latestDay: plan.limits.latestDay, in: source)
    var events = try EventRoles(plan, in: source)
    var table = ActivityTable(countsSessions: plan.sessionEvent != nil)
    var rowsByDay: [Int: Int] = [:]
    var profile = ProfileCounts()
    var pass = RowPass(source, limits: plan.limits)
    try pass.run(progress: progress) { account in
      let moment = try times.moment(source)
      let role = try events.role(source)
      let user = try users.number(source)
      if user == table.count {
        table.addUser()
        if user & 1023 == 0 {
          try users.check(source, bytes: users.names.bytes + table.bytes, limit: plan.limits.userMemory)
        }
      }
      if let last = plan.lastDay, moment.day > last {
        account.rowsAfter += 1
        return
      }
      // A row before the observation says that the user is not new.
      if plan.installEvent == nil ? role.isActivity : true { table.seen(user, day: moment.day) }
      if role.isInstall { table.installed(user, day: moment.day) }
      if let first = plan.firstDay, moment.day < first {
        account.rowsBefore += 1
        return
      }
      rowsByDay[moment.day, default: 0] += 1
      if role.isNothing { account.otherRows += 1 }
      let isCalibrated = moment.day <= plan.calibrationEnd ?? .max
      if role.isActivity {
        table.active(user, day: moment.day)
        if isCalibrated { profile.add(moment) }
      }
      if role.isSession, isCalibrated { table.session(user) }
    }
    guard let format = times.format else { throw DataError("no row has a time that can be read", in: source.name) }
    try events.checkAllSeen(source)
    let window = try ObservationWindow(
      from: plan.firstDay, until: plan.lastDay, calibrationEnd: plan.calibrationEnd, rowsByDay: rowsByDay,
      hasDates: format.hasDates, source: source.name, maximumBadShare: plan.limits.maximumBadShare)
    let summary = ActivitySummary(account: pass.account, timeFormat: format, window: window)
    return ActivitySummarizer(plan, table, profile).summary(summary)
  }
}
