import Foundation
import LabStatistics
import Primitives

/// The Pareto/NBD model: users come at their own constant rate and leave for good after an exponential lifetime.
///
/// ```swift
/// let model = ParetoNBD(r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669)  // CDNOW, in weeks
/// try model.expectedRepeats(by: 39)
/// ```
///
/// The rate is Gamma(r, alpha) over users and the rate of leaving Gamma(s, beta).
///
/// Source: Schmittlein, Morrison & Colombo, "Counting your customers: who are they and what will they do next?",
/// *Management Science* 33 (1987), https://doi.org/10.1287/mnsc.33.1.1; the likelihood as in Fader & Hardie, "A note on
/// deriving the Pareto/NBD model and related expressions" (2005), http://brucehardie.com/notes/009/.
public struct ParetoNBD: RepeatModel, Equatable {
  public static let name = "Pareto/NBD"
  public static let parameters = [
    ModelParameter("r", .positive), ModelParameter("alpha", .positive), ModelParameter("s", .positive),
    ModelParameter("beta", .positive),
  ]

  /// Shape of the rates of events.
  public let r: Double
  /// Inverse scale of the rates of events, in the unit of time.
  public let alpha: Double
  /// Shape of the rates of leaving.
  public let s: Double
  /// Inverse scale of the rates of leaving, in the unit of time.
  public let beta: Double

  public init(r: Double, alpha: Double, s: Double, beta: Double) {
    self.r = r
    self.alpha = alpha
    self.s = s
    self.beta = beta
  }

  public init(_ values: [Double]) {
    let four = values.count == 4 ? values : [.nan, .nan, .nan, .nan]
    self.init(r: four[0], alpha: four[1], s: four[2], beta: four[3])
  }

  public var values: [Double] { [r, alpha, s, beta] }

  private var rates: GammaPoisson { GammaPoisson(r: r, alpha: alpha) }

  /// The likelihood of the source, with its term for those who left as the integral from which it comes.
  public func logLikelihood(of history: RepeatHistory) -> Double {
    let x = Double(history.repeats)
    return RisingFactorial.log(r, x) + ParetoLeaving(model: self, history: history).logSum
  }

  public func gradient(of history: RepeatHistory) -> [Double]? {
    let slopes = ParetoLeaving(model: self, history: history).slopes
    return [RisingFactorial.slope(r, Double(history.repeats)) + slopes.x, slopes.y, slopes.z, slopes.w]
  }

  /// Schmittlein, Morrison & Colombo (1987); finite also where the mean lifetime diverges, s <= 1.
  public func expectedRepeats(by time: Double) throws -> Double {
    try validate(time: time)
    let logarithm = log1p(time / beta)
    let exponent = (s - 1) * logarithm
    // (1 - e^-y) / y is 1 at s = 1, where the formula as printed is 0 / 0.
    return r / alpha * beta * logarithm * (exponent == 0 ? 1 : -expm1(-exponent) / exponent)
  }

  /// The share of the likelihood in which the user has not left.
  public func probabilityAlive(_ history: RepeatHistory) -> Double {
    ParetoLeaving(model: self, history: history).alive
  }

  /// Of those still there, both rates are again gamma.
  public func expectedRepeats(in time: Double, after history: RepeatHistory) throws -> Double {
    try validate(time: time)
    let posterior = ParetoNBD(
      r: r + Double(history.repeats), alpha: alpha + history.length, s: s, beta: beta + history.length)
    return try probabilityAlive(history) * posterior.expectedRepeats(by: time)
  }

  /// Those who stay have a negative binomial count; those who leave at time u had it by u. The closed form (Fader & Hardie,
  /// http://brucehardie.com/notes/012/) cancels, so the mean over the time of leaving is integrated.
  public func probability(of count: Int, by time: Double) throws -> Double {
    try validate(time: time)
    try validate(count: count)
    if time == 0 { return count == 0 ? 1 : 0 }
    let rates = self.rates
    let stayed = exp(rates.logProbability(of: count, by: time) - s * log1p(time / beta))
    // v = ln(1 + u / beta) has an exponential distribution with rate s.
    let end = log1p(time / beta)
    let places = [alpha, alpha * Double(count) / r].map { log1p($0 / beta) }
    let left = try Quadrature.adaptive(from: 0, to: end, breakpoints: places, relative: 1e-12) { v in
      let u = beta * expm1(v)
      if u <= 0 { return count == 0 ? s : 0 }
      return s * exp(rates.logProbability(of: count, by: u) - s * v)
    }
    return stayed + left
  }

  public func simulatedRepeats(until horizon: Double, draws: Draws) -> [Double] {
    let rate = rates.drawnRate(draws)
    var traits = DrawSequence(draws, .activityTraits, occurrence: 1)
    let leaving = max(Samplers.gamma(&traits, shape: s) / beta, .leastNormalMagnitude)
    var life = DrawSequence(draws, .churn)
    let end = min(horizon, -Elementary.log(life.next()) / leaving)
    var gaps = DrawSequence(draws, .conversion)
    var times: [Double] = []
    var time = 0.0
    while times.count < mostRepeats {
      time -= Elementary.log(gaps.next()) / rate
      guard time <= end else { break }
      times.append(time)
    }
    return times
  }
}
