/// What is known of a number that is not known exactly.
///
/// ```swift
/// InputDistribution(.beta, 0.36, 0.02)  // about 36 %, give or take 2 points
/// ```
public struct InputDistribution: Sendable, Equatable {
  /// Its family.
  public enum Kind: String, Sendable, CaseIterable {
    /// Center: the mean. Spread: the standard deviation.
    case normal
    /// A share. Center: the mean, above 0 and below 1. Spread: the standard deviation.
    case beta
    /// A positive number. Center: the median. Spread: the standard deviation of the logarithm.
    case lognormal
  }

  public var kind: Kind
  /// The value that holds where one value is needed.
  public var center: Double
  /// How far the number may be from it, above 0.
  public var spread: Double

  /// Makes a distribution; whether there is such a one is for the check of scenarios to say.
  public init(_ kind: Kind, _ center: Double, _ spread: Double) {
    self.kind = kind
    self.center = center
    self.spread = spread
  }
}
