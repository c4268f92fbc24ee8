import Foundation

/// Made-up users whose means, variances and covariances are exactly those asked for.
///
/// Two patterns of plus and minus one that are orthogonal carry the deviations; up to three users left over stand at the
/// mean. The data of published experiments may not be copied, their aggregates may.
struct SyntheticUsers {
  /// Deviations of a metric and of a covariate, user by user.
  let rows: [(metric: Double, covariate: Double)]

  /// - Parameters:
  ///   - count: users, four or more.
  ///   - mean, variance: of the metric, with divisor n - 1.
  init(
    count: Int, mean: Double, variance: Double, covariateMean: Double = 0, covariateVariance: Double = 0,
    covariance: Double = 0
  ) {
    let quadruples = count / 4
    let scale = Double(count - 1) / Double(4 * quadruples)
    let deviation = (variance * scale).squareRoot()
    let shared = deviation > 0 ? covariance * scale / deviation : 0
    let own = max(0, covariateVariance * scale - shared * shared).squareRoot()
    rows = (0..<count).map { index in
      guard index < 4 * quadruples else { return (mean, covariateMean) }
      let first: Double = index % 2 == 0 ? 1 : -1
      let second: Double = (index / 2) % 2 == 0 ? 1 : -1
      return (mean + deviation * first, covariateMean + shared * first + own * second)
    }
  }
}
