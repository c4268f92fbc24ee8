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
    // Moved up by whole days so that the division is one of positive numbers, which needs no correction.
    let days = UInt64(bitPattern: Int64(self) &+ 86_400 &* 32_768) / 86_400
    return Int32(truncatingIfNeeded: days) &- 32_768
  }

  /// Seconds since local midnight.
  @inlinable @inline(__always)
  public var secondOfDay: Int32 { self &- day &* 86_400 }

  /// Hour of the local day, 0 to 23.
  @inlinable @inline(__always)
  public var hour: Int32 { Int32(bitPattern: UInt32(bitPattern: secondOfDay) / 3600) }
}
