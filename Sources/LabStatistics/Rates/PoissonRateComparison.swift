import Foundation

/// The ratio of two Poisson rates, treatment over control.
///
/// Source: Gu, Ng, Tang & Schucany 2008 (doi:10.1002/bimj.200710403); the exact test conditions on the total.
public struct PoissonRateComparison: Sendable {
  private let control: EventCount
  private let treatment: EventCount

  /// A comparison of two arms.
  public init(control: EventCount, treatment: EventCount) {
    self.control = control
    self.treatment = treatment
  }

  /// The ratio of rates; nil when the control has no events.
  public var ratio: Double? { control.events > 0 ? treatment.rate / control.rate : nil }

  /// Why the ratio or the tests are missing, if so.
  public var status: Status? {
    if control.events == 0 { return treatment.events == 0 ? .noEvents : .zeroBaseline }
    return nil
  }

  /// The score statistic of equal rates; zero without events.
  public var scoreStatistic: Double {
    let (y1, y0) = (Double(treatment.events), Double(control.events))
    let d = treatment.exposure / control.exposure
    return y1 + y0 > 0 ? (y1 - y0 * d) / ((y1 + y0) * d).squareRoot() : 0
  }

  /// The Wald statistic of equal rates; zero without events.
  public var waldStatistic: Double {
    let (y1, y0) = (Double(treatment.events), Double(control.events))
    let d = treatment.exposure / control.exposure
    return y1 + y0 > 0 ? (y1 - y0 * d) / (y1 + y0 * d * d).squareRoot() : 0
  }

  /// The two-sided exact p-value given the total: outcomes no more probable than the observed one.
  ///
  /// - Throws: `StatisticsError` for impossible exposures.
  public func exactP() throws -> Double {
    let total = treatment.events + control.events
    let share = treatment.exposure / (treatment.exposure + control.exposure)
    return try Binomial(trials: total, chance: share).twoSidedP(observed: treatment.events)
  }

  /// The interval of the ratio that inverts the score test.
  public func scoreInterval(alpha: Double = 0.05) -> Interval? {
    let (y1, y0) = (Double(treatment.events), Double(control.events))
    guard y1 + y0 > 0 else { return nil }
    let z = Normal.twoSidedCritical(alpha: alpha)
    let d = treatment.exposure / control.exposure
    // (y1 - y0 u)^2 = z^2 (y1 + y0) u, with u the ratio times d.
    let b = 2 * y1 * y0 + z * z * (y1 + y0)
    let root = (b * b - 4 * y0 * y0 * y1 * y1).squareRoot()
    let high = y0 > 0 ? (b + root) / (2 * y0 * y0) / d : nil
    return Interval(low: 2 * y1 * y1 / (b + root) / d, high: high)
  }

  /// The interval of the log ratio; nil unless both arms have events.
  public func logInterval(alpha: Double = 0.05) -> Interval? {
    guard let ratio, ratio > 0 else { return nil }
    let half =
      Normal.twoSidedCritical(alpha: alpha)
      * (1 / Double(treatment.events) + 1 / Double(control.events)).squareRoot()
    return Interval(low: ratio * exp(-half), high: ratio * exp(half))
  }
}
