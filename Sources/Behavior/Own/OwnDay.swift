/// The day on which an ``OwnBehavior`` is asked.
@frozen
public struct OwnDay: Sendable, Equatable {
  /// Day of the horizon on the person's own calendar; negative in the warm-up.
  public var day: Int32
  /// 0 for Monday to 6.
  public var weekday: Int32
  /// Days since the install.
  public var age: Int32
  /// Days since the last day with a session, at least 0; there is one, as the install begins with a session.
  public var silence: Int32

  @inlinable
  public init(day: Int32, weekday: Int32, age: Int32, silence: Int32) {
    self.day = day
    self.weekday = weekday
    self.age = age
    self.silence = silence
  }
}
