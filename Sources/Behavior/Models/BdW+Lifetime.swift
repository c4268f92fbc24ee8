import Foundation
import LabStatistics

extension BdW {
  /// The mean number of periods until the loss, the period of the loss included; nil when it is infinite.
  ///
  /// Survival falls like `t^(-alpha c)`: the mean is finite for alpha c > 1. The first terms are added one by one, the
  /// rest by Euler and Maclaurin's formula.
  ///
  /// - Throws: `StatisticsError` when the integral of the tail cannot be had.
  public func expectedLifetime() throws -> Double? {
    let power = alpha * c
    guard power > 1 else { return nil }
    let terms = 200
    let start = Double(terms)
    let model = SBG(alpha: alpha, beta: beta)
    func survival(_ time: Double) -> Double { exp(model.logSurvival(after: pow(time, c))) }
    // t = start * s^(-1 / (power - 1)) makes the integrand of the tail smooth and bounded on (0, 1).
    let rate = power - 1
    // Far out S(t) is Gamma(alpha + beta) / Gamma(beta) t^-power.
    let limit = exp(RisingFactorial.log(beta, alpha) - rate * log(start)) / rate
    let tail = try Quadrature.adaptive(from: 0, to: 1, relative: 1e-9) { s in
      let time = start * pow(s, -1 / rate)
      guard time < 1e100, pow(time, c) < 1e14 else { return limit }
      return survival(time) * time / (s * rate)
    }
    let slope = (survival(start + 0.5) - survival(start - 0.5))
    return expectedLifetime(within: terms) + tail + survival(start) / 2 - slope / 12
  }
}
