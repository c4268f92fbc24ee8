import Foundation

/// The binomial distribution: successes among independent trials.
public struct Binomial: DiscreteDistribution {
  /// Number of trials.
  public let trials: Int
  /// Chance of success.
  public let chance: Double

  /// A binomial distribution.
  ///
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(trials: Int, chance: Double) throws {
    guard trials >= 0 else {
      throw StatisticsError.invalidArgument(name: "trials", reason: "must not be negative")
    }
    guard chance >= 0, chance <= 1 else {
      throw StatisticsError.invalidArgument(name: "chance", reason: "must be between 0 and 1, not \(chance)")
    }
    self.trials = trials
    self.chance = chance
  }

  /// `ln P(X = k)`, by Loader's saddle-point form.
  public func logProbability(_ k: Int) -> Double {
    guard k >= 0, k <= trials else { return -.infinity }
    let n = Double(trials)
    if chance == 0 { return k == 0 ? 0 : -.infinity }
    if chance == 1 { return k == trials ? 0 : -.infinity }
    if k == 0 { return n * log1p(-chance) }
    if k == trials { return n * log(chance) }
    let x = Double(k)
    return Saddle.logBetaKernel(a: x, b: n - x, x: chance, y: 1 - chance) + log(n / x) - log(n - x)
  }

  /// `ln P(X <= k)`.
  public func logCDF(_ k: Int) -> Double {
    if k < 0 { return -.infinity }
    if k >= trials { return 0 }
    return IncompleteBeta.logTails(a: Double(k + 1), b: Double(trials - k), x: chance, y: 1 - chance).upper
  }

  /// `ln P(X > k)`.
  public func logUpperTail(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return -.infinity }
    return IncompleteBeta.logTails(a: Double(k + 1), b: Double(trials - k), x: chance, y: 1 - chance).lower
  }

  /// The smallest k with P(X <= k) >= p.
  public func quantile(_ p: Double) -> Int { smallest(in: 0, trials, reaching: p) }
}
