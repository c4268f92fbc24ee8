import Foundation
import LabStatistics

/// The beta-discrete-Weibull model: sBG with time running faster (c > 1) or slower (c < 1) for each customer.
///
/// `S(t) = B(alpha, beta + t^c) / B(alpha, beta)`; with c = 1 it is `SBG`.
///
/// Source: Fader, Hardie, Liu, Davin & Steenburgh 2018, "How to project customer retention revisited: the role of
/// duration dependence", https://doi.org/10.1016/j.intmar.2018.01.002.
public struct BdW: LikelihoodModel, Equatable {
  public static let name = "BdW"
  public static let parameters = SBG.parameters + [ModelParameter("c", .positive)]

  public let alpha: Double
  public let beta: Double
  public let c: Double

  public init(alpha: Double, beta: Double, c: Double) {
    self.alpha = alpha
    self.beta = beta
    self.c = c
  }

  public init(_ values: [Double]) { self.init(alpha: values[0], beta: values[1], c: values[2]) }

  public var values: [Double] { [alpha, beta, c] }

  /// The share of customers still there after some periods.
  public func survival(after periods: Int) -> Double { exp(logSurvival(after: periods)) }

  /// The share of those there before a period (counted from 1) who stay through it.
  public func retentionRate(in period: Int) -> Double {
    exp(logSurvival(after: period) - logSurvival(after: period - 1))
  }

  /// The mean number of periods begun, among the first so many.
  public func expectedLifetime(within periods: Int) -> Double {
    (0..<max(0, periods)).reduce(0) { $0 + survival(after: $1) }
  }

  private func logSurvival(after periods: Int) -> Double {
    SBG(alpha: alpha, beta: beta).logSurvival(after: pow(Double(periods), c))
  }

  public func logLikelihood(of lifetime: Lifetime) -> Double {
    if lifetime.isCensored { return lifetime.period >= 0 ? logSurvival(after: lifetime.period) : .nan }
    guard lifetime.period >= 1 else { return .nan }
    let before = logSurvival(after: lifetime.period - 1)
    return before + Logarithms.logOneMinusExp(logSurvival(after: lifetime.period) - before)
  }

  public func gradient(of lifetime: Lifetime) -> [Double]? {
    let after = survivalSlopes(after: lifetime.period)
    if lifetime.isCensored { return after }
    let before = survivalSlopes(after: lifetime.period - 1)
    // ln(S(t-1) - S(t)), with the ratio r = S(t) / S(t-1).
    let ratio = logSurvival(after: lifetime.period) - logSurvival(after: lifetime.period - 1)
    let weight = 1 / -expm1(ratio)
    return zip(before, after).map { weight * ($0 - exp(ratio) * $1) }
  }

  /// Derivatives of ln S(t).
  private func survivalSlopes(after periods: Int) -> [Double] {
    guard periods > 0 else { return [0, 0, 0] }
    let time = pow(Double(periods), c)
    let met = RisingFactorial.slope(alpha + beta, time)
    // psi(beta + s) - psi(alpha + beta + s), as a difference that keeps its digits.
    let byTime = -RisingFactorial.slope(beta + time, alpha)
    return [-met, RisingFactorial.slope(beta, time) - met, byTime * time * log(Double(periods))]
  }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    if limits == [ParameterLimit("c", .zero)] { return "who survives the first period never leaves" }
    return SBG.meaning(of: limits)
  }
}
