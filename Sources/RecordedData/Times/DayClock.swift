import Foundation
import Primitives

/// Says on which day a moment is: by the clock of which zone, and when a day begins.
///
/// ```swift
/// let clock = DayClock(offset: 2 * 3600, dayStart: 4 * 3600)  // two hours east of UTC, days from 4 in the morning
/// ```
public struct DayClock: Sendable, Equatable {
  /// Seconds east of UTC, for times that are moments; times without zone are taken as they are written.
  public let offset: Int
  /// A time zone with its changes of the clock, in place of the offset.
  public let zone: TimeZone?
  /// Seconds after midnight at which a day begins, below a day; for times with hours.
  public let dayStart: Int

  /// A clock at a fixed distance from UTC.
  public init(offset: Int = 0, dayStart: Int = 0) {
    self.offset = offset
    self.dayStart = dayStart
    zone = nil
  }

  /// The clock of a time zone.
  public init(zone: TimeZone, dayStart: Int = 0) {
    offset = 0
    self.zone = zone
    self.dayStart = dayStart
  }
}
