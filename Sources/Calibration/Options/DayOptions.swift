import Foundation
import Primitives
import RecordedData

/// The days that a calibration looks at, in the words of its options: dates, or numbers of days.
public struct DayOptions: Sendable {
  /// Last day to fit on; later days check the forecast.
  public var until: String?
  /// First and last day of the observation; nil: those of the rows.
  public var firstDay: String?
  public var lastDay: String?
  /// Time zone of days, for times that are moments; nil: UTC.
  public var zone: String?

  public init() {}

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    for (option, text) in [("--until", until), ("--first-day", firstDay), ("--last-day", lastDay)] {
      if let text, Self.day(text) == nil {
        throw OptionError("\(option) must be a date such as 2016-05-12 or the number of a day, not '\(text)'.")
      }
    }
    if let zone, TimeZone(identifier: zone) == nil {
      throw OptionError("--zone must be the name of a time zone such as Europe/Paris, not '\(zone)'.")
    }
  }

  private static func day(_ text: String) -> Int? { CivilDate(text)?.dayNumber ?? Int(text) }

  var calibrationEnd: Int? { until.flatMap(Self.day) }
  var first: Int? { firstDay.flatMap(Self.day) }
  var last: Int? { lastDay.flatMap(Self.day) }
  var clock: DayClock { zone.flatMap { TimeZone(identifier: $0) }.map { DayClock(zone: $0) } ?? DayClock() }
}
