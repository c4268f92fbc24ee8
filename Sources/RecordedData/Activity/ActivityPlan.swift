/// What the rows of an event log mean, and which of them are looked at.
///
/// ```swift
/// var plan = ActivityPlan(userColumn: "uid", timeColumn: "day", eventColumn: "eventName")
/// plan.installEvent = "newPlayer"
/// plan.activityEvents = ["gameStarted"]
/// plan.calibrationEnd = 15
/// ```
public struct ActivityPlan: Sendable {
  /// The column that names the user.
  public var userColumn: String
  /// The column that says when.
  public var timeColumn: String
  /// The column that says what; nil when every row is activity.
  public var eventColumn: String?
  /// The event that makes a user new; nil when a user's first row does.
  public var installEvent: String?
  /// The events that make a day active; empty when all do.
  public var activityEvents: [String] = []
  /// The event that begins a session, if there is one.
  public var sessionEvent: String?
  /// How times are written; nil to find out.
  public var timeFormat: TimeFormat?
  /// By which clock a day is a day.
  public var clock = DayClock()
  /// First day of the observation (days since 1970-01-01, or the number of the day); users who were there before are
  /// left out. Nil for the first day of the rows.
  public var firstDay: Int?
  /// Last day of the observation; nil for the last day of the rows.
  public var lastDay: Int?
  /// The last day that models are fitted on; the days after it are for checking forecasts. Nil to use all.
  public var calibrationEnd: Int?
  /// What the reading allows.
  public var limits = RowLimits()

  /// A plan with everything else at its default.
  public init(userColumn: String, timeColumn: String, eventColumn: String? = nil) {
    self.userColumn = userColumn
    self.timeColumn = timeColumn
    self.eventColumn = eventColumn
  }
}
