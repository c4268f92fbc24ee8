import Foundation

/// A continuous distribution known by the logarithms of its two tails and its quantiles.
///
/// Tails are computed each on its own side: neither is ever one minus the other.
public protocol ContinuousDistribution: Sendable {
  /// `ln P(X <= x)`.
  func logCDF(_ x: Double) -> Double
  /// `ln P(X > x)`.
  func logUpperTail(_ x: Double) -> Double
  /// The x whose lower tail is `p` and upper tail `q = 1 - p`; the smaller of the two decides.
  func quantile(lower p: Double, upper q: Double) throws -> Double
}

extension ContinuousDistribution {
  /// P(X <= x).
  public func cdf(_ x: Double) -> Double { exp(logCDF(x)) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { exp(logUpperTail(x)) }

  /// The x with P(X <= x) = p.
  ///
  /// - Parameter p: a probability in [0, 1].
  /// - Throws: `StatisticsError.invalidArgument` outside [0, 1].
  public func quantile(_ p: Double) throws -> Double {
    try checkProbability(p)
    return try quantile(lower: p, upper: 1 - p)
  }

  /// The x with P(X > x) = q.
  ///
  /// - Parameter q: a probability in [0, 1].
  /// - Throws: `StatisticsError.invalidArgument` outside [0, 1].
  public func upperQuantile(_ q: Double) throws -> Double {
    try checkProbability(q)
    return try quantile(lower: 1 - q, upper: q)
  }

  private func checkProbability(_ value: Double) throws {
    guard value >= 0, value <= 1 else {
      throw StatisticsError.invalidArgument(name: "probability", reason: "must be between 0 and 1, not \(value)")
    }
  }
}

/// Throws unless a distribution's parameter is positive and finite.
func requirePositive(_ value: Double, _ name: String) throws {
  guard value > 0, value.isFinite else {
    throw StatisticsError.invalidArgument(name: name, reason: "must be positive and finite, not \(value)")
  }
}

/// Throws unless a shape is positive and small enough for its series to end within a blink.
func requireShape(_ value: Double, _ name: String) throws {
  try requirePositive(value, name)
  guard value <= 1e12 else {
    throw StatisticsError.invalidArgument(name: name, reason: "must not exceed 1e12, not \(value)")
  }
}
