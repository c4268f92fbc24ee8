import LabStatistics

/// What the models of repeat behaviour need to know of one user: how often, how lately, how long observed.
///
/// ```swift
/// let history = try RepeatHistory(repeats: 2, last: 30.43, length: 38.86)  // in weeks since the first purchase
/// ```
public struct RepeatHistory: Sendable, Hashable {
  /// Repeat events after the first one (x).
  public let repeats: Int
  /// Time of the last repeat event since the first event (t_x); 0 without repeats.
  public let last: Double
  /// Time observed since the first event (T), in the same unit.
  public let length: Double

  /// A history that can have happened.
  ///
  /// - Throws: `StatisticsError.invalidArgument` unless `repeats >= 0` and `0 <= last <= length`, all finite, with
  ///   `last` 0 when there are no repeats.
  public init(repeats: Int, last: Double, length: Double) throws {
    guard repeats >= 0 else { throw Self.invalid("repeats", "must not be negative, but is \(repeats)") }
    guard length.isFinite, length >= 0 else {
      throw Self.invalid("length", "must be finite and not negative, but is \(length)")
    }
    guard last.isFinite, last >= 0 else {
      throw Self.invalid("last", "must be finite and not negative, but is \(last)")
    }
    guard last <= length else {
      throw Self.invalid("last", "is \(last), after the end of the time observed, \(length)")
    }
    guard repeats > 0 || last == 0 else { throw Self.invalid("last", "must be 0 without repeats, but is \(last)") }
    self.repeats = repeats
    self.last = last
    self.length = length
  }

  private static func invalid(_ name: String, _ reason: String) -> StatisticsError {
    .invalidArgument(name: name, reason: reason)
  }
}
