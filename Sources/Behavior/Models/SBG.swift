import Foundation
import LabStatistics

/// The shifted beta-geometric model: every period a customer leaves with a chance of his own, Beta(alpha, beta).
///
/// Retention rates rise with time by sorting alone: those who leave easily leave first.
///
/// Source: Fader & Hardie 2007, "How to project customer retention", https://doi.org/10.1002/dir.20074.
public struct SBG: LikelihoodModel, Equatable {
  public static let name = "sBG"
  public static let parameters = [ModelParameter("alpha", .positive), ModelParameter("beta", .positive)]

  public let alpha: Double
  public let beta: Double

  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }

  public init(_ values: [Double]) { self.init(alpha: values[0], beta: values[1]) }

  public var values: [Double] { [alpha, beta] }

  /// The share of customers still there after some periods, `B(alpha, beta + t) / B(alpha, beta)`.
  public func survival(after periods: Int) -> Double { exp(logSurvival(after: Double(periods))) }

  /// The share of those there before a period who stay through it, `(beta + t - 1) / (alpha + beta + t - 1)`.
  ///
  /// - Parameter period: counted from 1.
  public func retentionRate(in period: Int) -> Double {
    let before = Double(period - 1)
    return (beta + before) / (alpha + beta + before)
  }

  /// The mean number of periods until the loss, the period of the loss included; nil when it is infinite (alpha <= 1).
  public var expectedLifetime: Double? { alpha > 1 ? (alpha + beta - 1) / (alpha - 1) : nil }

  /// The mean number of periods begun, among the first so many: finite for every alpha.
  public func expectedLifetime(within periods: Int) -> Double {
    var (survival, sum) = (1.0, 0.0)
    for period in stride(from: 1, through: periods, by: 1) {
      sum += survival
      survival *= retentionRate(in: period)
    }
    return sum
  }

  /// ln S(t) for any time from 0, whole or not.
  package func logSurvival(after time: Double) -> Double {
    // (b)_t / (a + b)_t = (b)_a / (b + t)_a: the shorter products lose fewer digits.
    time > 32 && time > alpha
      ? RisingFactorial.log(beta, alpha) - RisingFactorial.log(beta + time, alpha)
      : RisingFactorial.log(beta, time) - RisingFactorial.log(alpha + beta, time)
  }

  public func logLikelihood(of lifetime: Lifetime) -> Double {
    if lifetime.isCensored { return lifetime.period >= 0 ? logSurvival(after: Double(lifetime.period)) : .nan }
    guard lifetime.period >= 1 else { return .nan }
    let before = Double(lifetime.period - 1)
    return log(alpha) + RisingFactorial.log(beta, before) - RisingFactorial.log(alpha + beta, before + 1)
  }

  public func gradient(of lifetime: Lifetime) -> [Double]? {
    let stayed = Double(lifetime.isCensored ? lifetime.period : lifetime.period - 1)
    let met = RisingFactorial.slope(alpha + beta, Double(lifetime.period))
    return [
      (lifetime.isCensored ? 0 : 1 / alpha) - met, RisingFactorial.slope(beta, stayed) - met,
    ]
  }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    switch BetaLimit(limits, first: "alpha", second: "beta") {
    case .point: "all customers have the same chance to leave (geometric lifetimes)"
    case .never: "nobody leaves"
    case .always: "everybody leaves in the first period"
    case .extremes: "a customer leaves in the first period or never"
    case nil: nil
    }
  }
}
