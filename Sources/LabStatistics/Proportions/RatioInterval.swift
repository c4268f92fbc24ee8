import Foundation

/// Intervals of a ratio of two proportions or of their odds, treatment over control.
public enum RatioInterval: String, Sendable, CaseIterable, Codable {
  /// Katz' interval of the log risk ratio; needs events in both arms.
  case katzLog
  /// The score interval of Koopman with Miettinen and Nurminen's factor N/(N-1).
  case score
  /// Katz' interval after adding one half to events and trials.
  case logAdjusted
  /// The interval of the log odds ratio; needs events and non-events in both arms.
  case oddsRatioLogit

  /// The interval with confidence 1 - alpha; nil where the formula does not exist for these counts.
  ///
  /// Sources: Katz et al. 1978 (doi:10.2307/2530610), Koopman 1984 (doi:10.2307/2531405), Miettinen & Nurminen 1985.
  ///
  /// - Throws: `StatisticsError` when an arm is empty or the score interval cannot be solved.
  public func interval(control: SuccessCount, treatment: SuccessCount, alpha: Double = 0.05) throws -> Interval? {
    guard control.trials > 0, treatment.trials > 0 else {
      throw StatisticsError.undefined(quantity: "risk ratio", status: .missingArm)
    }
    let z = Normal.twoSidedCritical(alpha: alpha)
    let (x0, n0) = (Double(control.successes), Double(control.trials))
    let (x1, n1) = (Double(treatment.successes), Double(treatment.trials))
    switch self {
    case .katzLog: return Self.log(x0, n0, x1, n1, z)
    case .logAdjusted: return Self.log(x0 + 0.5, n0 + 0.5, x1 + 0.5, n1 + 0.5, z)
    case .score: return try Self.score(control, treatment, z)
    case .oddsRatioLogit:
      let cells = [x1, n1 - x1, x0, n0 - x0]
      guard cells.allSatisfy({ $0 > 0 }) else { return nil }
      let odds = x1 / (n1 - x1) / (x0 / (n0 - x0))
      let half = z * cells.reduce(0) { $0 + 1 / $1 }.squareRoot()
      return Interval(low: odds * exp(-half), high: odds * exp(half))
    }
  }

  private static func log(_ x0: Double, _ n0: Double, _ x1: Double, _ n1: Double, _ z: Double) -> Interval? {
    guard x0 > 0, x1 > 0 else { return nil }
    let ratio = x1 / n1 / (x0 / n0)
    let half = z * (1 / x1 - 1 / n1 + 1 / x0 - 1 / n0).squareRoot()
    return Interval(low: ratio * exp(-half), high: ratio * exp(half))
  }

  private static func score(_ control: SuccessCount, _ treatment: SuccessCount, _ z: Double) throws -> Interval? {
    if control.successes == 0, treatment.successes == 0 { return nil }
    let observed = Foundation.log(
      max(Double(treatment.successes), 0.5) / Double(treatment.trials)
        / (max(Double(control.successes), 0.5) / Double(control.trials)))
    let statistic = { (logRatio: Double) in scoreStatistic(control, treatment, ratio: exp(logRatio)) }
    let low =
      treatment.successes == 0
      ? 0
      : exp(
        try RootFinding.solve("lower score limit of the ratio", start: observed, step: -0.1, limit: -700) {
          statistic($0) - z
        })
    let high =
      control.successes == 0
      ? nil
      : exp(
        try RootFinding.solve("upper score limit of the ratio", start: observed, step: 0.1, limit: 700) {
          statistic($0) + z
        })
    return Interval(low: low, high: high)
  }

  /// The score statistic of p1 - ratio * p0, with the shares estimated under the constraint p1 = ratio * p0.
  private static func scoreStatistic(_ control: SuccessCount, _ treatment: SuccessCount, ratio: Double) -> Double {
    let (x0, n0) = (Double(control.successes), Double(control.trials))
    let (x1, n1) = (Double(treatment.successes), Double(treatment.trials))
    let n = n0 + n1
    let a = n * ratio
    let b = ratio * (n1 + x0) + x1 + n0
    // The smaller root of a p^2 - b p + (x0 + x1) = 0, written without cancellation.
    let p0 = 2 * (x0 + x1) / (b + max(0, b * b - 4 * a * (x0 + x1)).squareRoot())
    let p1 = min(1, ratio * p0)
    let variance = (p1 * (1 - p1) / n1 + ratio * ratio * p0 * max(0, 1 - p0) / n0) * n / (n - 1)
    let distance = x1 / n1 - ratio * x0 / n0
    guard variance > 0 else { return distance == 0 ? 0 : (distance > 0 ? 1e9 : -1e9) }
    return distance / variance.squareRoot()
  }
}
