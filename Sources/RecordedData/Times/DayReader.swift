import Foundation
import Primitives

/// Turns the times of a file into days and hours.
struct DayReader {
  /// A time by the clock.
  struct Moment {
    /// The day, since 1970-01-01 or since the day 0 of the file.
    let day: Int
    /// The hour of the clock, 0 to 23; nil when times have none.
    let hour: Int?
    /// The day of the clock, which is another one than ``day`` between midnight and the beginning of a day.
    let clockDay: Int
  }

  /// The format, once it is known.
  private(set) var format: TimeFormat?
  private let clock: DayClock
  /// Offsets of the zone by hour: asking the zone again for every row is slow.
  private var offsets: [Int: Int] = [:]

  init(format: TimeFormat?, clock: DayClock) {
    self.format = format
    self.clock = clock
  }

  /// What a time is asked to be, for errors.
  var expected: String { format?.text ?? "a time (2016-04-27, 2016-04-27T10:00:00Z, Unix seconds, or a day number)" }

  /// Reads a time; nil when it is none or not in the format of the first one.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Moment? {
    if format == nil { format = TimeFormat.detect(bytes) }
    guard let format, var seconds = format.seconds(bytes) else { return nil }
    if format.isMoment { seconds += offset(at: seconds) }
    let clockDay = Self.floor(seconds, secondsPerDay)
    guard format.hasHours else { return Moment(day: clockDay, hour: nil, clockDay: clockDay) }
    return Moment(
      day: Self.floor(seconds - clock.dayStart, secondsPerDay), hour: (seconds - clockDay * secondsPerDay) / 3600,
      clockDay: clockDay)
  }

  private mutating func offset(at utc: Int) -> Int {
    guard let zone = clock.zone else { return clock.offset }
    // The clocks of the zones in use change at full quarters of an hour.
    let quarter = Self.floor(utc, 900)
    if let known = offsets[quarter] { return known }
    if offsets.count > 1 << 20 { offsets = [:] }
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(quarter * 900)))
    offsets[quarter] = offset
    return offset
  }

  private static func floor(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }
}
