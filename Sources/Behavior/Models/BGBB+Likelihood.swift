import Foundation
import LabStatistics

extension BGBB {
  /// The two ways to a history: still alive at the end, or gone after the last activity.
  struct LikelihoodParts {
    private let model: BGBB
    private let x: Double
    private let t: Double
    private let n: Double
    /// ln P(history and alive after the last opportunity).
    let alive: Double
    /// ln P(history and gone); minus infinity for a user who was active at the last opportunity.
    let left: Double
    /// Derivatives of `left` by the parameters through the sum over times of leaving.
    private let sumSlopes: SIMD4<Double>

    /// - Parameter history: must be possible.
    init(_ model: BGBB, _ history: OpportunityHistory) {
      self.model = model
      x = Double(history.active)
      t = Double(history.last)
      n = Double(history.opportunities)
      let (alpha, beta, gamma, delta) = (model.alpha, model.beta, model.gamma, model.delta)
      alive =
        RisingFactorial.log(alpha, x) + RisingFactorial.log(beta, n - x) - RisingFactorial.log(alpha + beta, n)
        + RisingFactorial.log(delta, n) - RisingFactorial.log(gamma + delta, n)
      guard history.last < history.opportunities else {
        left = -.infinity
        sumSlopes = .zero
        return
      }
      // Terms relative to the first (gone right after the last activity); each follows from the one before.
      var term = 1.0
      var sum = 1.0
      var logSlopes = SIMD4<Double>.zero
      var slopes = SIMD4<Double>.zero
      for step in history.last..<(history.opportunities - 1) {
        let i = Double(step)
        let (failed, tried) = (beta - x + i, alpha + beta + i)
        let (stayed, asked) = (delta + i, gamma + delta + 1 + i)
        term *= failed / tried * (stayed / asked)
        logSlopes += SIMD4(-1 / tried, 1 / failed - 1 / tried, -1 / asked, 1 / stayed - 1 / asked)
        sum += term
        slopes += term * logSlopes
      }
      let first =
        RisingFactorial.log(alpha, x) + RisingFactorial.log(beta, t - x) - RisingFactorial.log(alpha + beta, t)
        + log(gamma) + RisingFactorial.log(delta, t) - RisingFactorial.log(gamma + delta, t + 1)
      left = first + log(sum)
      sumSlopes = slopes / sum
    }

    /// ln(e^alive + e^left), the log-likelihood.
    var total: Double { max(alive, left) + log1p(exp(-abs(alive - left))) }

    /// Derivatives of the log-likelihood by alpha, beta, gamma, delta.
    func gradient() -> [Double] {
      let (alpha, beta, gamma, delta) = (model.alpha, model.beta, model.gamma, model.delta)
      let activeSlope = RisingFactorial.slope(alpha, x)
      func slopes(trials: Double, survived: Double, asked: Double) -> SIMD4<Double> {
        let tried = RisingFactorial.slope(alpha + beta, trials)
        let met = RisingFactorial.slope(gamma + delta, asked)
        return SIMD4(
          activeSlope - tried, RisingFactorial.slope(beta, trials - x) - tried, -met,
          RisingFactorial.slope(delta, survived) - met)
      }
      let total = total
      var result = exp(alive - total) * slopes(trials: n, survived: n, asked: n)
      if left > -.infinity {
        var inner = slopes(trials: t, survived: t, asked: t + 1) + sumSlopes
        inner.z += 1 / gamma
        result += exp(left - total) * inner
      }
      return [result.x, result.y, result.z, result.w]
    }
  }
}
