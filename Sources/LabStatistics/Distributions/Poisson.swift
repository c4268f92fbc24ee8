import Foundation

/// The Poisson distribution.
public struct Poisson: DiscreteDistribution {
  /// Mean.
  public let mean: Double

  /// A Poisson distribution with a mean of zero or more.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(mean: Double) throws {
    guard mean >= 0, mean.isFinite else {
      throw StatisticsError.invalidArgument(name: "mean", reason: "must be finite and not negative, not \(mean)")
    }
    guard mean <= 1e12 else {
      throw StatisticsError.invalidArgument(name: "mean", reason: "must not exceed 1e12, not \(mean)")
    }
    self.mean = mean
  }

  /// `ln P(X = k)`, by Loader's saddle-point form.
  public func logProbability(_ k: Int) -> Double {
    if k < 0 { return -.infinity }
    if mean == 0 { return k == 0 ? 0 : -.infinity }
    if k == 0 { return -mean }
    return Saddle.logGammaKernel(shape: Double(k), x: mean) - log(Double(k))
  }

  /// `ln P(X <= k)`.
  public func logCDF(_ k: Int) -> Double {
    if k < 0 { return -.infinity }
    return mean == 0 ? 0 : IncompleteGamma.logTails(shape: Double(k) + 1, x: mean).upper
  }

  /// `ln P(X > k)`.
  public func logUpperTail(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return mean == 0 ? -.infinity : IncompleteGamma.logTails(shape: Double(k) + 1, x: mean).lower
  }

  /// The smallest k with P(X <= k) >= p.
  public func quantile(_ p: Double) -> Int {
    smallest(in: 0, Int(min(1e15, mean + 45 * (mean + 45).squareRoot() + 45)), reaching: p)
  }
}
