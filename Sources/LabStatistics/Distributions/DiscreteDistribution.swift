import Foundation

/// A distribution on the integers known by the logarithms of its probabilities and tails.
public protocol DiscreteDistribution: Sendable {
  /// `ln P(X = k)`.
  func logProbability(_ k: Int) -> Double
  /// `ln P(X <= k)`.
  func logCDF(_ k: Int) -> Double
  /// `ln P(X > k)`, strictly above k.
  func logUpperTail(_ k: Int) -> Double
}

extension DiscreteDistribution {
  /// P(X = k).
  public func probability(_ k: Int) -> Double { exp(logProbability(k)) }

  /// P(X <= k).
  public func cdf(_ k: Int) -> Double { exp(logCDF(k)) }

  /// P(X > k), strictly above k.
  public func upperTail(_ k: Int) -> Double { exp(logUpperTail(k)) }

  /// P(X >= k).
  public func atLeast(_ k: Int) -> Double { exp(logUpperTail(k - 1)) }

  /// The smallest k in `low...high` with P(X <= k) >= p.
  func smallest(in low: Int, _ high: Int, reaching p: Double) -> Int {
    var low = low
    var high = high
    // A hair of tolerance, so that a probability equal to p up to rounding counts as reached.
    let target = p * (1 - 1e-14)
    while low < high {
      let middle = low + (high - low) / 2
      if cdf(middle) >= target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
