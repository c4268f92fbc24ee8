/// The Wilcoxon signed-rank test of paired differences.
///
/// Zero differences are dropped (Wilcoxon's treatment) and counted in ``zeros``; equal magnitudes share mid-ranks.
/// Source: Lehmann (1975), *Nonparametrics*, section 3.
public struct WilcoxonSignedRank: Sendable {
  /// Rank sums of the positive and of the negative differences.
  public let positiveSum, negativeSum: Double

  /// Number of differences that are not zero, and of those that were dropped.
  public let count, zeros: Int

  /// The smaller of the two rank sums.
  public var statistic: Double { min(positiveSum, negativeSum) }

  /// Whether two magnitudes are equal.
  public let hasTies: Bool

  private let ranks: [Double]
  private let tieTerm: Double

  /// Ranks the magnitudes of the differences.
  ///
  /// - Throws: ``StatisticsError`` when there is no difference, or one is not finite.
  public init(differences: [Double]) throws {
    try Check.sample(differences, "differences", atLeast: 1)
    let kept = differences.filter { $0 != 0 }
    let midRanks = MidRanks(kept.map(abs))
    ranks = midRanks.ranks
    hasTies = midRanks.hasTies
    tieTerm = midRanks.tieTerm
    positiveSum = zip(kept, midRanks.ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    negativeSum = zip(kept, midRanks.ranks).reduce(0) { $1.0 < 0 ? $0 + $1.1 : $0 }
    count = kept.count
    zeros = differences.count - kept.count
  }

  /// The p-value of the normal approximation with the tie correction `sum(t^3 - t) / 48`.
  ///
  /// - Parameters:
  ///   - alternative: `.greater` means that the differences tend to be positive.
  ///   - continuity: whether to move the statistic half a unit towards its mean.
  /// - Returns: nil when every difference is zero.
  public func asymptoticP(_ alternative: Alternative = .twoSided, continuity: Bool = false) -> Double? {
    guard count > 0 else { return nil }
    let n = Double(count)
    let deviation = positiveSum - n * (n + 1) / 4
    let standardError = (n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48).squareRoot()
    let correction = continuity ? 0.5 : 0
    switch alternative {
    case .greater: return Normal.upperTail((deviation - correction) / standardError)
    case .less: return Normal.upperTail((-deviation - correction) / standardError)
    case .twoSided:
      let distance = continuity && deviation != 0 ? abs(deviation) - correction : abs(deviation)
      return min(1, 2 * Normal.upperTail(distance / standardError))
    }
  }

  /// The exact p-value given the magnitudes, by counting all assignments of signs.
  ///
  /// Two-sided is twice the smaller tail, at most 1.
  ///
  /// - Returns: nil when there is no difference, or more than about 700 of them.
  public func exactP(_ alternative: Alternative = .twoSided) -> Double? {
    let n = Double(count)
    guard count > 0, n * n * (n + 1) <= RankSumDistribution.workLimit else { return nil }
    let distribution = RankSumDistribution(doubledSignedRanks: ranks.map { Int(2 * $0) })
    let high = min(1, distribution.upperTail(Int(2 * positiveSum)))
    let low = min(1, distribution.lowerTail(Int(2 * positiveSum)))
    switch alternative {
    case .greater: return high
    case .less: return low
    case .twoSided: return min(1, 2 * min(high, low))
    }
  }
}
