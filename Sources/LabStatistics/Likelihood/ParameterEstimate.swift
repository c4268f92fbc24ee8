/// One estimated parameter.
public struct ParameterEstimate: Sendable, Equatable {
  public let name: String
  public let value: Double
  /// On the natural scale (delta method).
  public let standardError: Double
  /// Symmetric on the unbounded scale, mapped back: it never leaves the parameter's range.
  public let interval: Interval
}
