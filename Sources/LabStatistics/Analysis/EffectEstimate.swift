/// An absolute difference with its standard error and interval.
public struct EffectEstimate: Sendable, Equatable, Codable {
  /// Treatment minus control; nil when there is none.
  public let estimate: Double?
  /// Its standard error; nil when there is none.
  public let standardError: Double?
  /// Lower end of the interval; nil when there is none.
  public let low: Double?
  /// Upper end of the interval; nil when there is none.
  public let high: Double?

  /// A difference; numbers that are not finite become nil.
  public init(estimate: Double?, standardError: Double?, interval: Interval?) {
    self.estimate = estimate.flatMap { $0.isFinite ? $0 : nil }
    self.standardError = standardError.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    low = interval?.low
    high = interval?.high
  }
}
