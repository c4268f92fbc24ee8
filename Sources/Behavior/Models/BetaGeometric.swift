import Foundation
import LabStatistics
import Primitives

/// What BG/NBD and MBG/NBD share: after `draws` chances to leave, each taken with the user's own probability p ~ Beta(a, b),
/// events come at a rate ~ Gamma(r, alpha).
///
/// BG/NBD has a chance after each repeat event (`draws` = x); MBG/NBD also one after the first event (`draws` = x + 1).
struct BetaGeometric {
  let r: Double
  let alpha: Double
  let a: Double
  let b: Double

  var rates: GammaPoisson { GammaPoisson(r: r, alpha: alpha) }

  /// The parts of one user's likelihood: the common factor, and the shares of having stayed and of having left.
  struct Parts {
    let logLikelihood: Double
    /// The share of the likelihood in which the user is still there.
    let alive: Double
  }

  /// Fader, Hardie & Lee (2005), equation 6, with `draws` in place of x where p is concerned.
  func parts(_ history: RepeatHistory, draws: Int) -> Parts {
    let x = Double(history.repeats)
    let k = Double(draws)
    let common = RisingFactorial.log(r, x) + RisingFactorial.log(b, k) - RisingFactorial.log(a + b, k)
    let stayed = logSilence(x, history.length)
    guard draws > 0 else { return Parts(logLikelihood: common + stayed, alive: 1) }
    // The brackets keep a small b, which b + k would round away.
    let left = log(a) - log(b + (k - 1)) + logSilence(x, history.last)
    return Parts(
      logLikelihood: common + Logarithms.logSumExp([stayed, left]), alive: 1 / (1 + exp(left - stayed)))
  }

  /// `alpha^r (alpha + time)^-(r + x)`, in a form that keeps its digits where r and alpha are large together.
  private func logSilence(_ x: Double, _ time: Double) -> Double {
    -r * log1p(time / alpha) - x * log(alpha + time)
  }

  /// The derivatives of the log-likelihood by r, alpha, a and b.
  func gradient(_ history: RepeatHistory, draws: Int) -> [Double] {
    let x = Double(history.repeats)
    let k = Double(draws)
    let stayed = parts(history, draws: draws).alive
    let left = 1 - stayed
    let (end, last) = (history.length, history.last)
    func byAlpha(_ time: Double) -> Double { (r * time - x * alpha) / (alpha * (alpha + time)) }
    let both = -RisingFactorial.slope(a + b, k)
    return [
      RisingFactorial.slope(r, x) - stayed * log1p(end / alpha) - left * log1p(last / alpha),
      stayed * byAlpha(end) + left * byAlpha(last),
      both + left / a,
      both + (draws > 0 ? RisingFactorial.slope(b, k) - left / (b + (k - 1)) : 0),
    ]
  }

  /// The chance to stay through `draws` chances to leave.
  func staying(_ draws: Int) -> Double {
    exp(RisingFactorial.log(b, Double(draws)) - RisingFactorial.log(a + b, Double(draws)))
  }

  /// Events within `time` of a user who is there at its beginning, expected over rate and p.
  ///
  /// Fader, Hardie & Lee (2005), equation 9, where its digits hold. It is singular but finite at a = 1 and a + b = 1 and
  /// cancels for short times; there it is the mean of `(1 - (1 + p t / alpha)^-r) / p` over p, from which it derives.
  func expectedEvents(by time: Double) throws -> Double {
    if time == 0 { return 0 }
    if let closed = closedForm(by: time) { return closed }
    let ratio = time / alpha
    let mean = try BetaExpectation.logMean(a: a, b: b) { p, _ in
      let product = p * ratio
      // Below this, 1 - (1 + y)^-r is r y to the last digit.
      return product < 1e-17 ? log(r * ratio) : log(-expm1(-r * log1p(product))) - log(p)
    }
    return exp(mean.logarithm)
  }

  private func closedForm(by time: Double) -> Double? {
    let c = a + b - 1
    guard abs(a - 1) > 1e-6, c > 0.05 else { return nil }
    let end = alpha + time
    guard let function = try? GaussHypergeometric(r, b, c, at: time / end, complement: alpha / end),
      function.sign > 0
    else { return nil }
    let exponent = function.logMagnitude - r * log1p(time / alpha)
    let bracket = -expm1(exponent)
    // How many digits of the function survive the subtraction from 1.
    guard function.relativeError * exp(exponent) < 1e-11 * abs(bracket) else { return nil }
    return c / (a - 1) * bracket
  }

  /// The chance of exactly `count` events by `time`, when the last of them was followed by chance to leave number `draws`.
  ///
  /// Fader, Hardie & Lee (2005), equation 8: either the user is there and had `count` events, or left after the last.
  func probability(of count: Int, by time: Double, draws: Int) throws -> Double {
    let there = time == 0 ? (count == 0 ? 1 : 0) : exp(rates.logProbability(of: count, by: time))
    guard draws > 0 else { return there }
    let leaving = a / (b + Double(draws - 1)) * (try rates.probability(ofAtLeast: count, by: time))
    return staying(draws) * (there + leaving)
  }

  /// One user's event times; `leavesAtOnce` gives the chance to leave after the first event.
  func simulated(until horizon: Double, leavesAtOnce: Bool, draws: Draws) -> [Double] {
    let rate = rates.drawnRate(draws)
    var traits = DrawSequence(draws, .activityTraits, occurrence: 1)
    let p = Samplers.beta(&traits, a, b)
    var leaving = DrawSequence(draws, .churn)
    var gaps = DrawSequence(draws, .conversion)
    var times: [Double] = []
    var time = 0.0
    if leavesAtOnce, leaving.next() < p { return times }
    while times.count < mostRepeats {
      time -= Elementary.log(gaps.next()) / rate
      guard time <= horizon else { break }
      times.append(time)
      if leaving.next() < p { break }
    }
    return times
  }
}
