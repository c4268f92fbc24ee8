import LabStatistics
import Primitives

/// The BG/NBD model: users come at their own constant rate and may leave for good after each repeat event.
///
/// ```swift
/// let model = BGNBD(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426)  // CDNOW, in weeks
/// let customer = try RepeatHistory(repeats: 2, last: 30.43, length: 38.86)
/// model.probabilityAlive(customer)  // 0.727
/// try model.expectedRepeats(in: 39, after: customer)  // 1.226
/// ```
///
/// The rate is Gamma(r, alpha) over users, the chance to leave Beta(a, b). Who never repeats is certainly still there,
/// which fits apps badly; see `MBGNBD`.
///
/// Source: Fader, Hardie & Lee, "Counting your customers the easy way: an alternative to the Pareto/NBD model",
/// *Marketing Science* 24 (2005), https://doi.org/10.1287/mksc.1040.0098.
public struct BGNBD: RepeatModel, Equatable {
  public static let name = "BG/NBD"
  public static let parameters = [
    ModelParameter("r", .positive), ModelParameter("alpha", .positive), ModelParameter("a", .positive),
    ModelParameter("b", .positive),
  ]

  /// Shape of the rates.
  public let r: Double
  /// Inverse scale of the rates, in the unit of time.
  public let alpha: Double
  /// First shape of the chance to leave.
  public let a: Double
  /// Second shape of the chance to leave.
  public let b: Double

  public init(r: Double, alpha: Double, a: Double, b: Double) {
    self.r = r
    self.alpha = alpha
    self.a = a
    self.b = b
  }

  public init(_ values: [Double]) {
    let four = values.count == 4 ? values : [.nan, .nan, .nan, .nan]
    self.init(r: four[0], alpha: four[1], a: four[2], b: four[3])
  }

  public var values: [Double] { [r, alpha, a, b] }

  private var core: BetaGeometric { BetaGeometric(r: r, alpha: alpha, a: a, b: b) }

  /// Equation 6 of the source.
  public func logLikelihood(of history: RepeatHistory) -> Double {
    core.parts(history, draws: history.repeats).logLikelihood
  }

  public func gradient(of history: RepeatHistory) -> [Double]? { core.gradient(history, draws: history.repeats) }

  /// Equation 9 of the source.
  public func expectedRepeats(by time: Double) throws -> Double {
    try validate(time: time)
    return try core.expectedEvents(by: time)
  }

  /// Fader, Hardie & Lee, "Computing P(alive) using the BG/NBD model" (2008), http://brucehardie.com/notes/021/.
  public func probabilityAlive(_ history: RepeatHistory) -> Double {
    core.parts(history, draws: history.repeats).alive
  }

  /// Equation 10 of the source: of those still there, rate and chance to leave are again gamma and beta.
  public func expectedRepeats(in time: Double, after history: RepeatHistory) throws -> Double {
    try validate(time: time)
    let x = Double(history.repeats)
    let posterior = BetaGeometric(r: r + x, alpha: alpha + history.length, a: a, b: b + x)
    return try probabilityAlive(history) * posterior.expectedEvents(by: time)
  }

  /// Equation 8 of the source.
  public func probability(of count: Int, by time: Double) throws -> Double {
    try validate(time: time)
    try validate(count: count)
    return try core.probability(of: count, by: time, draws: count)
  }

  public func simulatedRepeats(until horizon: Double, draws: Draws) -> [Double] {
    core.simulated(until: horizon, leavesAtOnce: false, draws: draws)
  }
}
