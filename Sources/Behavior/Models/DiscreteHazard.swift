import Foundation
import LabStatistics

/// A discrete-time hazard with covariates: `h(d, x) = 1 - exp(-exp(a_d + x'b))`.
///
/// ```swift
/// let rows = users.flatMap { PersonPeriod.periods(duration: $0.days, event: $0.left, covariates: [$0.isIOS]) }
/// let fit = try DiscreteHazard(rows.map { Weighted($0) }, covariates: ["ios"])
/// fit.hazardRatio("ios")?.interval
/// ```
///
/// The complementary log-log link makes it the proportional-hazards model of continuous time seen period by period: a
/// covariate multiplies the hazard by `exp(b)`, whatever the length of the periods.
///
/// Source: Prentice & Gloeckler 1978, "Regression analysis of grouped survival data with application to breast cancer
/// data", https://doi.org/10.2307/2529588.
public struct DiscreteHazard: Sendable {
  /// How the hazard depends on time apart from covariates.
  public enum Baseline: Sendable, Equatable {
    /// A level of its own for every period up to the last one observed.
    case everyPeriod
    /// One level from each of these periods on; the first must be 1.
    case steps(from: [Int])
    /// `a + b ln d`: the discrete Weibull hazard.
    case logTime
  }

  public let baseline: Baseline
  /// Names of the covariates, in the order of their numbers.
  public let covariates: [String]
  /// Estimates are `baseline[d]` (or `baseline` and `log time`), then the covariates' coefficients.
  public let summary: FitSummary
  let design: HazardDesign

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - rows: each user in each period at risk; equal rows may be given once with a weight.
  ///   - covariates: one name per covariate.
  /// - Throws: `StatisticsError.invalidArgument` for rows that do not fit the names, or a period before 1;
  ///   `FitError`: `.atBoundary` for a step of the baseline without any event (or with nothing else), or a covariate
  ///   that separates; `.notIdentified` for covariates that determine each other.
  public init(
    _ rows: [Weighted<PersonPeriod>], covariates: [String] = [], baseline: Baseline = .everyPeriod,
    options: MaximumLikelihood.Options = .init()
  ) throws {
    let design = try HazardDesign(rows, covariates: covariates, baseline: baseline)
    var options = options
    // The log-likelihood is concave in all coefficients: one start is as good as many.
    options.starts = 1
    self.baseline = baseline
    self.covariates = covariates
    self.design = design
    summary = try MaximumLikelihood.maximize(design.problem(rows), options: options).multiplied(by: design.factors)
  }

  /// The chance of the event in a period for a user at risk.
  ///
  /// - Returns: nil for a period before 1, one beyond an `everyPeriod` baseline, or a wrong number of covariates.
  public func hazard(in period: Int, covariates: [Double] = []) -> Double? {
    guard let columns = design.columns(period: period, covariates: covariates) else { return nil }
    return -expm1(-exp(HazardDesign.predictor(columns, summary.values)))
  }

  /// The chance of no event in the first periods, with covariates that do not change; nil as `hazard`.
  public func survival(after periods: Int, covariates: [Double] = []) -> Double? {
    var cumulative = 0.0
    for period in stride(from: 1, through: periods, by: 1) {
      guard let columns = design.columns(period: period, covariates: covariates) else { return nil }
      cumulative += exp(HazardDesign.predictor(columns, summary.values))
    }
    return exp(-cumulative)
  }

  /// The factor by which one unit of a covariate multiplies the hazard, with its interval; nil for an unknown name.
  public func hazardRatio(_ covariate: String) -> DerivedEstimate? {
    guard covariates.contains(covariate), let index = summary.estimates.firstIndex(where: { $0.name == covariate })
    else { return nil }
    return try? summary.derived(.positive) { exp($0[index]) }
  }
}
