import Primitives

/// How the times of a file are written; found out once, from the first time that can be read.
public enum TimeFormat: Sendable, Hashable {
  /// `2016-04-27`.
  case date
  /// `20160427`.
  case compactDate
  /// `2016-04-27T10:00:00` or with a space, on the clock of the user.
  case localTimestamp
  /// `2016-04-27T10:00:00Z` or with an offset such as `+02:00`: a moment, whatever the clock.
  case timestamp
  /// Seconds since 1970-01-01 00:00 UTC.
  case unixSeconds
  /// Milliseconds since 1970-01-01 00:00 UTC.
  case unixMilliseconds
  /// Whole numbers that count days from any beginning.
  case dayNumber

  /// The format in words, after "times are".
  public var text: String {
    switch self {
    case .date: "a date such as 2016-04-27"
    case .compactDate: "a date such as 20160427"
    case .localTimestamp: "a local time such as 2016-04-27T10:00:00"
    case .timestamp: "a time with zone such as 2016-04-27T10:00:00Z"
    case .unixSeconds: "Unix time in seconds"
    case .unixMilliseconds: "Unix time in milliseconds"
    case .dayNumber: "a number of a day"
    }
  }

  /// Whether times have an hour.
  public var hasHours: Bool {
    switch self {
    case .date, .compactDate, .dayNumber: false
    default: true
    }
  }

  /// Whether days have dates and weekdays.
  public var hasDates: Bool { self != .dayNumber }

  /// Whether times are moments, which are on different days in different zones.
  public var isMoment: Bool {
    switch self {
    case .timestamp, .unixSeconds, .unixMilliseconds: true
    default: false
    }
  }

  /// The format of a time; nil for what is none.
  ///
  /// Whole numbers are a date where they make one (`19970102`), the number of a day below a million, seconds of 1973 to
  /// 5138, else milliseconds.
  package static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeFormat? {
    let candidates: [TimeFormat] = [
      .date, .compactDate, .timestamp, .localTimestamp, .dayNumber, .unixSeconds, .unixMilliseconds,
    ]
    return candidates.first { format in
      guard let seconds = format.seconds(bytes) else { return false }
      switch format {
      case .compactDate: return (1900...2199).contains(CivilDate(dayNumber: seconds / secondsPerDay).components.year)
      case .unixSeconds: return (100_000_000..<100_000_000_000).contains(seconds)
      case .unixMilliseconds: return (100_000_000..<100_000_000_000).contains(seconds)
      default: return true
      }
    }
  }

  /// Seconds since 1970-01-01 00:00 (since day 0 for numbers of days), in UTC for moments, else on the clock of the user.
  ///
  /// - Returns: nil for what is not in this format.
  package func seconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var reader = TimeReader(bytes)
    switch self {
    case .date:
      guard let day = reader.date(separator: UInt8(ascii: "-")), reader.isAtEnd else { return nil }
      return day * secondsPerDay
    case .compactDate:
      guard let day = reader.date(separator: nil), reader.isAtEnd else { return nil }
      return day * secondsPerDay
    case .localTimestamp:
      guard let time = reader.timestamp(), reader.isAtEnd else { return nil }
      return time
    case .timestamp:
      guard let time = reader.timestamp(), let offset = reader.offset(), reader.isAtEnd else { return nil }
      return time - offset
    case .unixSeconds:
      guard let number = reader.integer(hasFraction: true), reader.isAtEnd, abs(number) < Self.latest else {
        return nil
      }
      return number
    case .unixMilliseconds:
      guard let number = reader.integer(hasFraction: true), reader.isAtEnd, abs(number) / 1000 < Self.latest else {
        return nil
      }
      return number >= 0 ? number / 1000 : (number - 999) / 1000
    case .dayNumber:
      guard let number = reader.integer(hasFraction: false), reader.isAtEnd, abs(number) < 1_000_000 else { return nil }
      return number * secondsPerDay
    }
  }

  /// The end of the year 9999 in Unix seconds.
  private static let latest = 253_402_300_800
}
