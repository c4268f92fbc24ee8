/// Whether a user of some age came back on that day (classic retention of day N).
public struct DayReturn: Sendable, Hashable {
  /// Days since the install; 1 is the day after it.
  public let day: Int
  public let returned: Bool

  public init(day: Int, returned: Bool) {
    self.day = day
    self.returned = returned
  }
}
