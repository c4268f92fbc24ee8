import Foundation

/// Fisher's exact test of a 2 x 2 table, with the conditional odds ratio and its exact interval.
///
/// Given both margins the treatment's successes are hypergeometric. The two-sided p-value sums the tables that are no
/// more probable than the observed one. Source: Fisher 1935; the interval: Cornfield 1956.
public struct FisherExactTest: Sendable {
  /// Two-sided p-value.
  public let pTwoSided: Double
  /// p-value against a greater share in the treatment.
  public let pGreater: Double
  /// p-value against a smaller share in the treatment.
  public let pLess: Double
  private let observed: Int
  private let support: ClosedRange<Int>
  /// Logarithms of the central probabilities over the support.
  private let logWeights: [Double]

  /// The largest number of tables that is enumerated.
  public static let limit = 5_000_000

  /// Tests whether two arms share one proportion.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when the margins allow more tables than `limit`.
  public init(control: SuccessCount, treatment: SuccessCount) throws {
    let successes = control.successes + treatment.successes
    let distribution = try Hypergeometric(
      marked: treatment.trials, unmarked: control.trials, drawn: successes)
    support = distribution.support
    observed = treatment.successes
    guard support.count <= Self.limit else {
      throw StatisticsError.invalidArgument(
        name: "table", reason: "allows more than \(Self.limit) tables; use a chi-squared test at this size")
    }
    guard support.count > 1 else {
      logWeights = [0]
      (pTwoSided, pGreater, pLess) = (1, 1, 1)
      return
    }
    logWeights = Self.logWeights(distribution)
    let threshold = logWeights[observed - support.lowerBound] + 1e-7
    pTwoSided = min(1, exp(Logarithms.logSumExp(logWeights.lazy.filter { $0 <= threshold })))
    pGreater = distribution.atLeast(observed)
    pLess = distribution.cdf(observed)
  }

  /// The maximum likelihood odds ratio given both margins; zero or infinite at the ends of the support, nil when the
  /// margins leave only one table.
  ///
  /// - Throws: `StatisticsError` when it cannot be solved.
  public func conditionalOddsRatio() throws -> Double? {
    guard support.count > 1 else { return nil }
    if observed == support.lowerBound { return 0 }
    if observed == support.upperBound { return .infinity }
    return exp(
      try solve("conditional odds ratio") { logOdds in
        let weights = tilted(logOdds)
        let total = weights.reduce(0, +)
        let mean = zip(support, weights).reduce(0) { $0 + Double($1.0 - observed) * $1.1 } / total
        return mean
      })
  }

  /// The exact interval of the odds ratio: each end is where a one-sided test reaches alpha / 2.
  ///
  /// - Returns: nil when the margins leave only one table.
  /// - Throws: `StatisticsError` when it cannot be solved.
  public func oddsRatioInterval(alpha: Double = 0.05) throws -> Interval? {
    guard support.count > 1 else { return nil }
    let target = log(alpha / 2)
    let low =
      observed == support.lowerBound
      ? 0 : exp(try solve("lower limit of the odds ratio") { logTail($0, upper: true) - target })
    let high =
      observed == support.upperBound
      ? nil : exp(try solve("upper limit of the odds ratio") { target - logTail($0, upper: false) })
    return Interval(low: low, high: high)
  }

  /// The probabilities at a log odds ratio, up to a factor.
  private func tilted(_ logOdds: Double) -> [Double] {
    let logs = zip(support, logWeights).map { $1 + Double($0 - observed) * logOdds }
    let largest = logs.max() ?? 0
    return logs.map { exp($0 - largest) }
  }

  private func logTail(_ logOdds: Double, upper: Bool) -> Double {
    let weights = tilted(logOdds)
    let position = observed - support.lowerBound
    let tail = upper ? weights[position...].reduce(0, +) : weights[...position].reduce(0, +)
    return log(tail / weights.reduce(0, +))
  }

  /// The root of a function that increases with the log odds ratio.
  private func solve(_ quantity: String, _ function: (Double) throws -> Double) throws -> Double {
    let up = try function(0) < 0
    return try RootFinding.solve(
      quantity, start: 0, step: up ? 0.5 : -0.5, limit: up ? 700 : -700, relativeTolerance: 1e-13, function)
  }

  /// Log probabilities by the ratio of neighbours from the mode outwards, normalised to sum to one.
  private static func logWeights(_ distribution: Hypergeometric) -> [Double] {
    let low = distribution.support.lowerBound
    var logs = [Double](repeating: 0, count: distribution.support.count)
    for k in distribution.support.dropFirst() {
      let step =
        Double(distribution.marked - k + 1) / Double(k)
        * (Double(distribution.drawn - k + 1) / Double(distribution.unmarked - distribution.drawn + k))
      logs[k - low] = logs[k - low - 1] + log(step)
    }
    let total = Logarithms.logSumExp(logs)
    return logs.map { $0 - total }
  }
}
