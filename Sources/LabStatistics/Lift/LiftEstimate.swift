/// A relative lift: (treatment - control) / |control|.
public struct LiftEstimate: Sendable, Equatable, Codable {
  /// The estimate; nil when the control is zero.
  public let estimate: Double?
  /// Lower end of the interval; nil when there is none.
  public let low: Double?
  /// Upper end of the interval; nil when there is none.
  public let high: Double?
  /// Why the estimate or its interval is missing, or how to read it.
  public let status: Status?

  /// A lift.
  public init(estimate: Double?, interval: Interval?, status: Status?) {
    self.estimate = estimate
    low = interval?.low
    high = interval?.high
    self.status = status
  }

  /// The interval; nil when there is none.
  public var interval: Interval? { low == nil && high == nil ? nil : Interval(low: low, high: high) }
}
