/// When rows of activity come: by hour of the clock and day of the week, within the days that are calibrated on.
public struct ActivityProfile: Sendable, Equatable {
  /// Rows by hour of the clock, 0 to 23; nil when times have no hours.
  public internal(set) var rowsByHour: [Int]?
  /// Rows by day of the week of the clock, Monday first; nil when days have no dates.
  public internal(set) var rowsByWeekday: [Int]?
  /// Sum of the active users of all Mondays, all Tuesdays and so on; nil when days have no dates.
  public internal(set) var activeUsersByWeekday: [Int]?
  /// How many Mondays, Tuesdays and so on there are; nil when days have no dates.
  public internal(set) var daysByWeekday: [Int]?
}
