import Foundation

/// What a fit by maximum likelihood found, apart from any model type.
public struct FitSummary: Sendable {
  /// The model's name.
  public let name: String
  /// The estimated parameters, in the model's order.
  public let estimates: [ParameterEstimate]
  /// Parameters that were held at a given value, in the model's order.
  public let held: [HeldParameter]
  /// All values in the model's order, estimated and held.
  public let values: [Double]
  /// Covariance of the estimates on their natural scale, by the delta method from `unboundedCovariance`.
  public let covariance: [[Double]]
  /// Covariance on the scale of the search (logarithm, log-odds): the inverse of the observed information.
  public let unboundedCovariance: [[Double]]
  public let logLikelihood: Double
  /// Units observed: the sum of the weights.
  public let observationCount: Double
  /// Iterations of the best start, quasi-Newton and Newton together.
  public let iterations: Int
  /// How many starts were searched from, and how many of them ended within 0.001 of the best log-likelihood.
  public let starts: Int
  public let startsAgreeing: Int
  /// Of the information matrix, largest over smallest eigenvalue.
  public let conditionNumber: Double
  /// Of every interval, such as 0.95.
  public let level: Double
  let ranges: [ModelParameter.Range]
  let free: [Int]

  /// Akaike's criterion, `2k - 2 lnL`: lower is better.
  public var aic: Double { 2 * Double(estimates.count) - 2 * logLikelihood }
  /// Schwarz's criterion, `k ln n - 2 lnL`: lower is better.
  public var bic: Double { Double(estimates.count) * log(observationCount) - 2 * logLikelihood }

  /// Correlations of the estimates on their natural scale.
  public var correlation: [[Double]] {
    covariance.indices.map { i in
      covariance.indices.map { j in
        i == j ? 1 : covariance[i][j] / (covariance[i][i] * covariance[j][j]).squareRoot()
      }
    }
  }

  /// The estimate of this name, or nil when there is none or it was held.
  public subscript(name: String) -> ParameterEstimate? { estimates.first { $0.name == name } }
}
