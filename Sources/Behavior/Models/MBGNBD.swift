import LabStatistics
import Primitives

/// The MBG/NBD model: as `BGNBD`, but users may also leave right after their first event.
///
/// ```swift
/// let model = MBGNBD(r: 0.525, alpha: 6.183, a: 0.891, b: 1.614)  // CDNOW, in weeks
/// try model.expectedRepeats(by: 39)
/// ```
///
/// Sources: Batislam, Denizel & Filiztekin, "Empirical validation and comparison of models for customer base analysis",
/// *International Journal of Research in Marketing* 24 (2007), https://doi.org/10.1016/j.ijresmar.2006.12.005; Hoppe &
/// Wagner, "Customer base analysis: the case for a central variant of the Betageometric/NBD model", *Marketing: Journal
/// of Research and Management* 3 (2007).
public struct MBGNBD: RepeatModel, Equatable {
  public static let name = "MBG/NBD"
  public static let parameters = BGNBD.parameters

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

  /// The likelihood of BG/NBD with one more chance to leave (Batislam et al. 2007).
  public func logLikelihood(of history: RepeatHistory) -> Double {
    core.parts(history, draws: history.repeats + 1).logLikelihood
  }

  public func gradient(of history: RepeatHistory) -> [Double]? { core.gradient(history, draws: history.repeats + 1) }

  /// Hoppe & Wagner (2007): the expectation of BG/NBD for those who stay, whose chance to leave is Beta(a, b + 1).
  public func expectedRepeats(by time: Double) throws -> Double {
    try validate(time: time)
    return try b / (a + b) * BetaGeometric(r: r, alpha: alpha, a: a, b: b + 1).expectedEvents(by: time)
  }

  /// The share of the likelihood in which the user has not left.
  public func probabilityAlive(_ history: RepeatHistory) -> Double {
    core.parts(history, draws: history.repeats + 1).alive
  }

  /// Of those still there, the rate is Gamma(r + x, alpha + T) and the chance to leave Beta(a, b + x + 1).
  public func expectedRepeats(in time: Double, after history: RepeatHistory) throws -> Double {
    try validate(time: time)
    let x = Double(history.repeats)
    let posterior = BetaGeometric(r: r + x, alpha: alpha + history.length, a: a, b: b + x + 1)
    return try probabilityAlive(history) * posterior.expectedEvents(by: time)
  }

  /// As equation 8 of Fader, Hardie & Lee (2005), with one more chance to leave.
  public func probability(of count: Int, by time: Double) throws -> Double {
    try validate(time: time)
    try validate(count: count)
    return try core.probability(of: count, by: time, draws: count + 1)
  }

  public func simulatedRepeats(until horizon: Double, draws: Draws) -> [Double] {
    core.simulated(until: horizon, leavesAtOnce: true, draws: draws)
  }
}
