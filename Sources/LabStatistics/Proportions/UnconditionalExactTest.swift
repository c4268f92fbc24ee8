import Foundation

/// Barnard's and Boschloo's exact tests of two proportions, which do not condition on the total of successes.
///
/// The p-value is the largest probability, over the common share, of all tables at least as extreme. Sources:
/// Barnard 1947 (doi:10.1093/biomet/34.1-2.123), Boschloo 1970 (doi:10.1111/j.1467-9574.1970.tb00104.x).
public struct UnconditionalExactTest: Sendable {
  private let control: SuccessCount
  private let treatment: SuccessCount

  /// The largest number of tables that is enumerated.
  public static let limit = 4_000_000

  /// A test of two arms.
  ///
  /// - Throws: `StatisticsError.undefined` for an empty arm, `.invalidArgument` for more tables than `limit`.
  public init(control: SuccessCount, treatment: SuccessCount) throws {
    guard control.trials > 0, treatment.trials > 0 else {
      throw StatisticsError.undefined(quantity: "unconditional exact test", status: .missingArm)
    }
    guard (control.trials + 1).multipliedReportingOverflow(by: treatment.trials + 1).partialValue <= Self.limit,
      control.trials < Self.limit, treatment.trials < Self.limit
    else {
      throw StatisticsError.invalidArgument(
        name: "table", reason: "has more than \(Self.limit) tables of this size; use a chi-squared test")
    }
    self.control = control
    self.treatment = treatment
  }

  /// The pooled z statistic, positive when the treatment's share is greater; zero without variance.
  public var pooledStatistic: Double { Self.pooled(control, treatment) }

  /// Barnard's two-sided p-value with the pooled statistic.
  ///
  /// - Throws: what the maximisation throws.
  public func barnard() throws -> Double {
    let threshold = abs(pooledStatistic) * (1 - 1e-12)
    return try largestProbability { treated, untreated in
      let statistic = Self.pooled(
        SuccessCount(untreated, of: control.trials), SuccessCount(treated, of: treatment.trials))
      return abs(statistic) >= threshold
    }
  }

  /// Boschloo's two-sided p-value: twice the smaller of the one-sided ones.
  ///
  /// - Throws: what the maximisation throws.
  public func boschloo() throws -> Double {
    min(1, 2 * min(try boschloo(less: true), try boschloo(less: false)))
  }

  private func boschloo(less: Bool) throws -> Double {
    let tails = try fisherTails(less: less)
    let threshold = tails[treatment.successes][control.successes] * (1 + 1e-13)
    return try largestProbability { tails[$0][$1] <= threshold }
  }

  /// Fisher's one-sided p-value of every table, by successes of the treatment, then of the control.
  private func fisherTails(less: Bool) throws -> [[Double]] {
    var tails = [[Double]](
      repeating: [Double](repeating: 0, count: control.trials + 1), count: treatment.trials + 1)
    for total in 0...(control.trials + treatment.trials) {
      let distribution = try Hypergeometric(
        marked: treatment.trials, unmarked: control.trials, drawn: total)
      let values = less ? Array(distribution.support) : distribution.support.reversed()
      var sum = 0.0
      for k in values {
        sum += distribution.probability(k)
        tails[k][total - k] = sum
      }
    }
    return tails
  }

  /// The largest probability over the common share of the tables that `isExtreme` accepts.
  private func largestProbability(_ isExtreme: (Int, Int) -> Bool) throws -> Double {
    // For each count of the treatment, the runs of the control's counts that are extreme.
    let runs = (0...treatment.trials).map { treated in
      Self.runs(upTo: control.trials) { isExtreme(treated, $0) }
    }
    let logTreatment = Self.logCombinations(treatment.trials)
    let logControl = Self.logCombinations(control.trials)
    let probability = { (share: Double) -> Double in
      let treated = Self.probabilities(logTreatment, share)
      let untreated = Self.probabilities(logControl, share)
      var cumulative = [0.0]
      cumulative.reserveCapacity(untreated.count + 1)
      for value in untreated { cumulative.append((cumulative.last ?? 0) + value) }
      var sum = 0.0
      for (weight, ranges) in zip(treated, runs) {
        for range in ranges { sum += weight * (cumulative[range.upperBound] - cumulative[range.lowerBound]) }
      }
      return sum
    }
    let best = try Minimization.minimum(from: 0, to: 1, grid: 512, refinements: 8) { -probability($0) }
    return min(1, max(0, -best.value))
  }

  private static func pooled(_ control: SuccessCount, _ treatment: SuccessCount) -> Double {
    let share = (control + treatment).share
    let variance = share * (1 - share) * (1 / Double(control.trials) + 1 / Double(treatment.trials))
    return variance > 0 ? (treatment.share - control.share) / variance.squareRoot() : 0
  }

  private static func runs(upTo last: Int, _ isIn: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for k in 0...last {
      if isIn(k) {
        start = start ?? k
      } else if let begun = start {
        runs.append(begun..<k)
        start = nil
      }
    }
    if let begun = start { runs.append(begun..<(last + 1)) }
    return runs
  }

  private static func logCombinations(_ n: Int) -> [Double] {
    var logs = [0.0]
    for k in stride(from: 1, through: n, by: 1) { logs.append(logs[k - 1] + log(Double(n - k + 1) / Double(k))) }
    return logs
  }

  private static func probabilities(_ logCombinations: [Double], _ share: Double) -> [Double] {
    let n = logCombinations.count - 1
    if share <= 0 { return [1] + [Double](repeating: 0, count: n) }
    if share >= 1 { return [Double](repeating: 0, count: n) + [1] }
    let (logShare, logRest) = (log(share), log1p(-share))
    return logCombinations.enumerated().map { exp($1 + Double($0) * logShare + Double(n - $0) * logRest) }
  }
}
