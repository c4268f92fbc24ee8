import Foundation

/// The average effect adjusted by covariates through regression.
///
/// Source: Lin 2013 (doi:10.1214/12-AOAS583): interacting the treatment with centred covariates never loses precision;
/// standard errors are robust (HC2).
public struct RegressionAdjustment: Sendable {
  /// Which regression is fitted.
  public enum Model: String, Sendable, CaseIterable, Codable {
    /// y ~ 1 + T: no adjustment.
    case none
    /// y ~ 1 + T + x.
    case ancova
    /// y ~ 1 + T + (x - mean x) + T (x - mean x).
    case interacted
  }

  /// The fitted regression; coefficient 1 is the effect.
  public let fit: LeastSquares

  /// The effect of the treatment.
  public var effect: Double { fit.coefficients[1] }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - control, treatment: outcomes.
  ///   - controlCovariates, treatmentCovariates: columns in the same order for both arms.
  /// - Throws: `StatisticsError` when lengths differ or covariates determine each other.
  public init(
    control: [Double], treatment: [Double], controlCovariates: [[Double]] = [], treatmentCovariates: [[Double]] = [],
    model: Model
  ) throws {
    let outcome = control + treatment
    let arm = control.map { _ in 0.0 } + treatment.map { _ in 1.0 }
    var columns = [outcome.map { _ in 1.0 }, arm]
    if model != .none {
      guard controlCovariates.count == treatmentCovariates.count else {
        throw StatisticsError.invalidArgument(name: "covariate", reason: "must be the same columns in both arms")
      }
      for (first, second) in zip(controlCovariates, treatmentCovariates) {
        let column = first + second
        let mean = Moments(column).mean
        let centred = column.map { $0 - mean }
        columns.append(centred)
        if model == .interacted, centred.count == arm.count { columns.append(zip(centred, arm).map { $0 * $1 }) }
      }
    }
    fit = try LeastSquares(columns: columns, outcome: outcome)
  }
}
