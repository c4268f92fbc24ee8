import Foundation
import LabStatistics

/// Retention curves fitted to the same counts, best first.
public struct RetentionCurveComparison: Sendable {
  /// One line of the table.
  public struct Row: Sendable {
    public let fit: RetentionCurveFit
    /// AIC above that of the best curve.
    public let excess: Double
    /// Akaike's weight: how likely the curve is the best of these for new data.
    public let weight: Double
  }

  /// Fitted curves by ascending AIC.
  public let rows: [Row]
  /// Curves that could not be fitted, and why.
  public let failures: [(name: String, error: FitError)]

  /// Fits the power, shifted power, Weibull, q-sBG and exponential curves.
  ///
  /// - Parameter counts: days from 1; day 0, where everybody is active, says nothing.
  /// - Throws: `StatisticsError.invalidArgument` for impossible counts, the first `FitError` when no curve can be
  ///   fitted.
  public init(_ counts: [RetentionCount], options: MaximumLikelihood.Options = .init()) throws {
    let data = try RetentionCount.observations(counts)
    var fits: [RetentionCurveFit] = []
    var failures: [(name: String, error: FitError)] = []
    func add<Curve: RetentionCurve>(_ curve: Curve.Type) throws {
      do {
        fits.append(RetentionCurveFit(try MaximumLikelihood.fit(curve, to: data, options: options), counts: counts))
      } catch let error as FitError {
        failures.append((Curve.name, error))
      }
    }
    try add(PowerCurve.self)
    try add(ShiftedPowerCurve.self)
    try add(WeibullCurve.self)
    try add(QSBGCurve.self)
    try add(ExponentialCurve.self)
    guard let best = fits.map(\.summary.aic).min() else { throw failures.first?.error ?? FitError.noData }
    let total = fits.reduce(0) { $0 + exp((best - $1.summary.aic) / 2) }
    rows = fits.sorted { $0.summary.aic < $1.summary.aic }.map { fit in
      let excess = fit.summary.aic - best
      return Row(fit: fit, excess: excess, weight: exp(-excess / 2) / total)
    }
    self.failures = failures
  }

  /// The curve with the lowest AIC.
  public var best: RetentionCurveFit { rows[0].fit }
}
