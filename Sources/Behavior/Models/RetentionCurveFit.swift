import Foundation
import LabStatistics

/// A retention curve fitted to counts, whichever its formula.
public struct RetentionCurveFit: Sendable {
  /// The curve's name and formula.
  public let name: String
  public let formula: String
  public let summary: FitSummary
  /// The root of the mean squared difference between measured and fitted shares, days counted equally.
  public let rootMeanSquare: Double
  private let share: @Sendable (_ values: [Double], _ day: Int) -> Double

  init<Curve: RetentionCurve>(_ fit: Fit<Curve>, counts: [RetentionCount]) {
    name = Curve.name
    formula = Curve.formula
    summary = fit.summary
    let measured = counts.filter { $0.atRisk > 0 }
    let squares = measured.reduce(0) { $0 + pow($1.share - fit.model.retention(on: $1.day), 2) }
    rootMeanSquare = (squares / Double(measured.count)).squareRoot()
    share = { Curve($0).retention(on: $1) }
  }

  /// The fitted share of users active on a day, also beyond the data.
  public func retention(on day: Int) -> Double { share(summary.values, day) }

  /// The fitted share with an interval for the uncertainty of the parameters.
  ///
  /// The interval supposes that the formula is right; between formulas the differences far out are much larger.
  ///
  /// - Throws: `StatisticsError.invalidArgument` where the formula gives no share between 0 and 1.
  public func estimate(on day: Int) throws -> DerivedEstimate {
    try summary.derived(.unit) { share($0, day) }
  }
}

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
  /// - Throws: `StatisticsError.invalidArgument` for impossible counts, the first `FitError` when no curve can be fitted.
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
