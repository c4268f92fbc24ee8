/// A number that follows from fitted parameters, with its standard error.
public struct DerivedEstimate: Sendable, Equatable {
  public let value: Double
  public let standardError: Double
  public let interval: Interval
}
