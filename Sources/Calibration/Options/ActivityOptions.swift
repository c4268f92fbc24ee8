import Primitives
import RecordedData

/// What a calibration from a log of events is asked for, in the words of its options.
public struct ActivityOptions: Sendable {
  /// Columns: who, when and, where there are several events, what.
  public var user: String
  public var time: String
  public var event: String?
  /// Event that makes a user new; nil: the user's first row.
  public var install: String?
  /// Events that make a day active; empty: all.
  public var activities: [String] = []
  /// Event that begins a session.
  public var session: String?
  public var days = DayOptions()
  public var rows = RowOptions()

  public init(user: String, time: String) {
    self.user = user
    self.time = time
  }

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    if event == nil, install != nil || !activities.isEmpty || session != nil {
      throw OptionError("--install, --activity and --session name events: say with --event which column has them.")
    }
    try days.check()
    try rows.check()
  }

  /// Reads and fits.
  ///
  /// - Throws: `DataError`, ``CalibrationError``, what the rows and the handler throw.
  package func result(
    _ records: any RecordSource, level: Double, progress: RecordProgress.Handler
  ) throws -> CalibrationResult {
    var plan = ActivityPlan(userColumn: user, timeColumn: time, eventColumn: event)
    plan.installEvent = install
    plan.activityEvents = activities
    plan.sessionEvent = session
    (plan.firstDay, plan.lastDay, plan.calibrationEnd) = (days.first, days.last, days.calibrationEnd)
    plan.clock = days.clock
    plan.limits = rows.limits
    return try ActivityCalibration(ActivityReader(plan).read(records, progress: progress), level: level).result()
  }
}
