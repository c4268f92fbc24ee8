import Foundation

/// How much of the type I error has been spent by information fraction `t`, per side.
///
/// For a two-sided test of total level .05 spend .025 on each side; see ``GroupSequentialDesign``.
public enum AlphaSpending: Sendable, Equatable {
  /// Lan and DeMets (1983), O'Brien-Fleming type: `2 - 2 Phi(z_{a/2} / sqrt t)`.
  case lanDeMetsOBrienFleming
  /// Lan and DeMets (1983), Pocock type: `a ln(1 + (e - 1) t)`.
  case lanDeMetsPocock
  /// Kim and DeMets (1987): `a t^rho`, rho positive.
  case kimDeMets(power: Double)
  /// Hwang, Shih and DeCani (1990): `a (1 - e^{-gamma t}) / (1 - e^{-gamma})`; gamma 0 is `a t`.
  case hwangShihDeCani(gamma: Double)

  /// The error spent up to information fraction `t`.
  ///
  /// - Parameters:
  ///   - t: information fraction, zero or more; from 1 on everything is spent.
  ///   - alpha: the level to spend, of one side.
  /// - Throws: ``StatisticsError`` when an argument or the family's parameter is out of range.
  public func spent(at t: Double, alpha: Double) throws -> Double {
    try Check.nonNegative(t, "t")
    try Check.openFraction(alpha, "alpha")
    try validate()
    if t == 0 { return 0 }
    let t = min(t, 1)
    switch self {
    case .lanDeMetsOBrienFleming:
      return min(alpha, 2 * Normal.upperTail(Normal.upperQuantile(alpha / 2) / t.squareRoot()))
    case .lanDeMetsPocock: return alpha * log1p((exp(1) - 1) * t)
    case .kimDeMets(let power): return alpha * pow(t, power)
    case .hwangShihDeCani(let gamma):
      if gamma == 0 { return alpha * t }
      if gamma < -700 { return alpha * exp(-gamma * (t - 1)) }
      return alpha * expm1(-gamma * t) / expm1(-gamma)
    }
  }

  private func validate() throws {
    switch self {
    case .kimDeMets(let power): try Check.positive(power, "power")
    case .hwangShihDeCani(let gamma): try Check.finite(gamma, "gamma")
    default: break
    }
  }
}
