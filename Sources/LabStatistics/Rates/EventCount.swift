/// Events during an exposure, such as opens in so many user-days.
public struct EventCount: Sendable, Equatable, Codable {
  /// Number of events.
  public let events: Int
  /// Exposure in any unit, the same for both arms.
  public let exposure: Double

  /// Events during an exposure.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for negative events or an exposure that is not positive.
  public init(events: Int, exposure: Double) throws {
    guard events >= 0 else {
      throw StatisticsError.invalidArgument(name: "events", reason: "must not be negative")
    }
    try requirePositive(exposure, "exposure")
    self.events = events
    self.exposure = exposure
  }

  /// Events per unit of exposure.
  public var rate: Double { Double(events) / exposure }
}
