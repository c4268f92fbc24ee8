import Foundation

/// The posterior of an effect with a normal likelihood and a normal or flat prior.
///
/// Loss uses the form s phi(m/s) - m Q(m/s), which does not overflow however large m/s is.
public struct NormalPosterior: Sendable, Equatable {
  /// Posterior mean.
  public let mean: Double
  /// Posterior standard deviation.
  public let standardDeviation: Double

  /// The posterior of an effect.
  ///
  /// - Parameters:
  ///   - estimate, standardError: of the effect, standard error above zero.
  ///   - prior: mean and variance of a normal prior; nil for a flat one.
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(estimate: Double, standardError: Double, prior: (mean: Double, variance: Double)? = nil) throws {
    try requirePositive(standardError, "standard error")
    guard let prior else {
      mean = estimate
      standardDeviation = standardError
      return
    }
    try requirePositive(prior.variance, "prior.variance")
    let likelihood = 1 / (standardError * standardError)
    let before = 1 / prior.variance
    mean = (estimate * likelihood + prior.mean * before) / (likelihood + before)
    standardDeviation = 1 / (likelihood + before).squareRoot()
  }

  /// P(effect > 0).
  public var chanceToWin: Double { Normal.cdf(mean / standardDeviation) }

  /// E max(effect, 0): lost by not shipping.
  public var expectedGain: Double { Self.loss(mean, standardDeviation) }

  /// E max(-effect, 0): lost by shipping.
  public var expectedLoss: Double { Self.loss(-mean, standardDeviation) }

  /// The central interval with this probability.
  public func interval(level: Double) -> Interval {
    Interval(center: mean, halfWidth: Normal.twoSidedCritical(alpha: 1 - level) * standardDeviation)
  }

  /// E max(X, 0) for a normal X.
  private static func loss(_ mean: Double, _ deviation: Double) -> Double {
    let z = mean / deviation
    return max(0, deviation * Normal.density(z) + mean * Normal.cdf(z))
  }
}
