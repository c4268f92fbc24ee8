import Foundation

/// Intervals of one proportion.
public enum ProportionInterval: String, Sendable, CaseIterable, Codable {
  /// Wilson's score interval. The default.
  case wilson
  /// Clopper and Pearson's exact interval: never covers too little.
  case clopperPearson
  /// Wald around a shrunken share.
  case agrestiCoull
  /// Quantiles of the posterior under Jeffreys' prior, without the fix at 0 and n.
  case jeffreys

  /// The interval with confidence 1 - alpha.
  ///
  /// Sources: Wilson 1927 (doi:10.1080/01621459.1927.10502953), Clopper & Pearson 1934 (doi:10.1093/biomet/26.4.404),
  /// Brown, Cai & DasGupta 2001 (doi:10.1214/ss/1009213286).
  ///
  /// - Throws: `StatisticsError.undefined` when there are no trials.
  public func interval(_ count: SuccessCount, alpha: Double = 0.05) throws -> Interval {
    guard count.trials > 0 else {
      throw StatisticsError.undefined(quantity: "proportion", status: .missingArm)
    }
    let z = Normal.twoSidedCritical(alpha: alpha)
    let (x, failures) = (Double(count.successes), Double(count.failures))
    switch self {
    case .wilson:
      let ends = Self.wilson(count, z)
      return Interval(low: ends.low, high: ends.high)
    case .clopperPearson:
      let low = x == 0 ? 0 : try Beta(a: x, b: failures + 1).quantile(alpha / 2)
      let high = failures == 0 ? 1 : try Beta(a: x + 1, b: failures).upperQuantile(alpha / 2)
      return Interval(low: low, high: high)
    case .agrestiCoull:
      let n = x + failures + z * z
      let center = (x + z * z / 2) / n
      let half = z * (center * (1 - center) / n).squareRoot()
      return Interval(low: max(0, center - half), high: min(1, center + half))
    case .jeffreys:
      let posterior = try Beta(a: x + 0.5, b: failures + 0.5)
      return Interval(low: try posterior.quantile(alpha / 2), high: try posterior.upperQuantile(alpha / 2))
    }
  }

  /// The ends of Wilson's interval for a positive number of trials.
  static func wilson(_ count: SuccessCount, _ z: Double) -> (low: Double, high: Double) {
    let n = Double(count.trials)
    let p = count.share
    let square = z * z / n
    let center = p + square / 2
    let half = z * (p * (1 - p) / n + square / (4 * n)).squareRoot()
    let low = count.successes == 0 ? 0 : max(0, (center - half) / (1 + square))
    let high = count.failures == 0 ? 1 : min(1, (center + half) / (1 + square))
    return (low, high)
  }
}
