/// Type S and type M errors: how wrong a significant estimate is likely to be.
///
/// With `l = effect / standard error` and `z` the two-sided critical value, an estimate is significant with
/// probability `power`; given that, it has the wrong sign with probability `typeS`, and its absolute value exceeds
/// the true one by the factor `exaggeration` on average (the winner's curse). Sources: Gelman and Carlin (2014),
/// doi:10.1177/1745691614551642; closed forms of Lu, Qiu and Deng (2019), doi:10.1111/bmsp.12132.
public struct SignMagnitudeErrors: Sendable, Equatable {
  /// Chance of a significant estimate of either sign.
  public let power: Double
  /// Chance that a significant estimate has the wrong sign; nil when there is no effect, hence no right sign.
  public let typeS: Double?
  /// Expected `|estimate| / |effect|` among significant estimates; nil when there is no effect.
  public let exaggeration: Double?

  /// Computes the errors for a true effect.
  ///
  /// - Throws: ``StatisticsError`` when the effect is not finite, the standard error not positive, or `alpha` not in
  ///   (0, 1).
  public init(trueEffect: Double, standardError: Double, alpha: Double = 0.05) throws {
    try Check.finite(trueEffect, "true_effect")
    try Check.positive(standardError, "standard_error")
    try Check.openFraction(alpha, "alpha")
    let z = Normal.twoSidedCritical(alpha: alpha)
    let ratio = abs(trueEffect) / standardError
    let right = Normal.upperTail(z - ratio)
    let wrong = Normal.upperTail(z + ratio)
    power = right + wrong
    guard ratio > 0 else {
      typeS = nil
      exaggeration = nil
      return
    }
    typeS = wrong / power
    // E|X| over |X| > z for X ~ N(ratio, 1): densities at both cuts plus ratio times the difference of the tails.
    let excess = Normal.density(z - ratio) + Normal.density(z + ratio) + ratio * (right - wrong)
    exaggeration = excess / (ratio * power)
  }
}
