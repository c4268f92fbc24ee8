import Foundation

/// Offsets from UTC of the time zones of a scenario, with their daylight-saving changes.
public struct ZoneTable: Sendable {
  /// Identifiers in the order of their ids.
  public let names: [String]
  private let zones: [TimeZone]

  /// Looks up zones; a name that is no IANA identifier is returned as the failure.
  public init(_ names: [String]) throws(UnknownZone) {
    self.names = names
    var zones: [TimeZone] = []
    for name in names {
      guard let zone = TimeZone(identifier: name) else { throw UnknownZone(name: name) }
      zones.append(zone)
    }
    self.zones = zones
  }

  /// A name that is not a time zone.
  public struct UnknownZone: Error, Equatable {
    public let name: String
  }

  /// Turns a wall-clock time in one zone into the wall-clock time of the same moment in another.
  ///
  /// - Parameters:
  ///   - date: The date in `source`.
  ///   - second: Seconds since midnight on the clock of `source`. A time that a daylight-saving change skips moves on with
  ///     the clock; of a repeated hour the first is meant.
  /// - Returns: Seconds since 1970-01-01 00:00 on the clock of `target`.
  public func wallClock(date: CivilDate, second: Int, from source: Int, to target: Int) -> Int {
    if source == target { return date.dayNumber * secondsPerDay + second }
    let wall = date.dayNumber * secondsPerDay + second
    let zone = zones[source]
    // The offsets of the day before and after: equal unless a change lies between. The earlier one is tried first (the
    // first of a repeated hour) and holds for a skipped time too (it moves on with the clock).
    let earlier = offset(of: zone, at: wall - secondsPerDay)
    let later = offset(of: zone, at: wall + secondsPerDay)
    let isLater = offset(of: zone, at: wall - earlier) != earlier && offset(of: zone, at: wall - later) == later
    let utc = wall - (isLater ? later : earlier)
    return utc + offset(of: zones[target], at: utc)
  }

  /// Seconds from UTC to the clock of a zone at noon UTC of a date.
  public func offset(of zone: Int, on date: CivilDate) -> Int {
    offset(of: zones[zone], at: date.dayNumber * secondsPerDay + secondsPerDay / 2)
  }

  private func offset(of zone: TimeZone, at utc: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc)))
  }
}
