/// Seconds in a day.
public let secondsPerDay = 86_400

/// Seconds on a user's own clock since 00:00 of the scenario's first day (negative in the warm-up).
///
/// A user lives by the clock on the wall: local time with days of 86,400 s. Zones and daylight saving are applied where
/// times of a fixed zone enter (see `ZoneTable`), so that hours, quiet hours and days mean what they mean to the user.
public typealias LocalTime = Int32

extension LocalTime {
  /// The day that contains this moment (floor, also before the start).
  @inlinable @inline(__always)
  public var day: Int32 {
    let quotient = self / 86_400
    return self < 0 && quotient &* 86_400 != self ? quotient &- 1 : quotient
  }

  /// Seconds since local midnight.
  @inlinable @inline(__always)
  public var secondOfDay: Int32 { self &- day &* 86_400 }
}
