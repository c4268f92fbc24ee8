import Foundation

/// The Kaplan-Meier estimate of a survival curve, with Nelson-Aalen hazard and restricted means.
///
/// Sources: Kaplan and Meier (1958), doi:10.2307/2281868; Greenwood (1926); the log-log interval of Kalbfleisch and
/// Prentice (2002), which stays inside 0...1.
public struct KaplanMeier: Sendable {
  /// The curve just after an event time.
  public struct Point: Sendable, Equatable {
    /// The event time.
    public let time: Double
    /// Users at risk just before it.
    public let atRisk: Int
    /// Events at it.
    public let events: Int
    /// Estimated chance to survive beyond it.
    public let survival: Double
    /// Greenwood's standard error of `survival`.
    public let standardError: Double
    /// Log-log interval; both ends are 0 where the curve has reached 0.
    public let interval: Interval
    /// Nelson-Aalen cumulative hazard.
    public let hazard: Double
  }

  /// One point per distinct event time, ascending.
  public let points: [Point]

  /// The last time at which anybody was seen; the curve says nothing beyond it unless it has reached 0.
  public let lastTime: Double

  /// Number of users.
  public let count: Int

  /// Estimates the curve.
  ///
  /// - Parameters:
  ///   - sample: the observed times.
  ///   - alpha: one minus the coverage of the pointwise intervals, in (0, 1).
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1).
  public init(_ sample: SurvivalSample, alpha: Double = 0.05) throws {
    try Check.openFraction(alpha, "alpha")
    let z = Normal.twoSidedCritical(alpha: alpha)
    var survival = 1.0
    var greenwood = 0.0
    var hazard = 0.0
    var points: [Point] = []
    for step in sample.steps where step.events > 0 {
      let n = Double(step.atRisk)
      let d = Double(step.events)
      survival *= (n - d) / n
      hazard += d / n
      greenwood += n > d ? d / (n * (n - d)) : 0
      // The log-log scale does not exist at 0 and 1, where the interval shrinks to the estimate.
      let atEnd = survival <= 0 || survival >= 1
      let scale = atEnd ? 0 : z * greenwood.squareRoot() / log(survival)
      let interval = Interval(
        low: atEnd ? survival : exp(log(survival) * exp(-scale)),
        high: atEnd ? survival : exp(log(survival) * exp(scale)))
      points.append(
        Point(
          time: step.time, atRisk: step.atRisk, events: step.events, survival: survival,
          standardError: survival * greenwood.squareRoot(), interval: interval, hazard: hazard))
    }
    self.points = points
    lastTime = sample.steps.last?.time ?? 0
    count = sample.count
  }

  /// The estimated chance to survive beyond `time`.
  public func survival(at time: Double) -> Double {
    points.last { $0.time <= time }?.survival ?? 1
  }

  /// The first time at which at most the share `1 - p` survives; nil when the curve stays above.
  ///
  /// `quantile(0.5)` is the median survival time.
  public func quantile(_ p: Double) -> Double? {
    points.first { $0.survival <= 1 - p }?.time
  }

  /// The median survival time; nil when more than half survive to the end of the data.
  public var median: Double? { quantile(0.5) }

  /// The restricted mean survival time and its standard error: the area under the curve up to a horizon.
  public struct RestrictedMean: Sendable, Equatable {
    /// Area under the curve, in the unit of time.
    public let mean: Double
    /// Standard error by Greenwood's formula.
    public let standardError: Double
    /// Whether the horizon lies beyond the data, so that the last value of the curve was carried on.
    public let isExtrapolated: Bool
  }

  /// The mean time lived up to `horizon`.
  ///
  /// The variance is `sum A_i^2 d_i / (n_i (n_i - d_i))`, `A_i` the area beyond the event (Klein and Moeschberger
  /// 2003, section 4.5).
  ///
  /// - Throws: ``StatisticsError`` when the horizon is not positive and finite.
  public func restrictedMean(to horizon: Double) throws -> RestrictedMean {
    try Check.positive(horizon, "rmst_tau")
    let inside = points.filter { $0.time < horizon }
    var areas: [Double] = []  // area from the event before to this one
    var previous = 0.0
    var level = 1.0
    for point in inside {
      areas.append(level * (point.time - previous))
      previous = point.time
      level = point.survival
    }
    areas.append(level * (horizon - previous))
    let mean = areas.reduce(0, +)
    var beyond = 0.0
    var variance = 0.0
    for index in inside.indices.reversed() {
      beyond += areas[index + 1]
      let n = Double(inside[index].atRisk)
      let d = Double(inside[index].events)
      if n > d { variance += beyond * beyond * d / (n * (n - d)) }
    }
    return RestrictedMean(
      mean: mean, standardError: variance.squareRoot(), isExtrapolated: horizon > lastTime && level > 0)
  }
}
