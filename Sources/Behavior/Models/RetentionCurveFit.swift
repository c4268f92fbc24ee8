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
