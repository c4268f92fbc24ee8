/// The Mann-Whitney rank test of two samples, with its effect sizes.
///
/// ```swift
/// let test = try MannWhitney(control: [1.1, 2.3, 2.9], treatment: [0.4, 3.3, 4.8, 6.0])
/// test.auc            // chance that a treated value exceeds a control one, ties counted half
/// ```
///
/// The hypothesis tested is equality of distributions; read as a statement about medians it needs a pure shift. For
/// unequal spreads use ``brunnerMunzel``. The normal approximation carries the tie correction
/// `n m / 12 (N + 1 - sum(t^3 - t) / (N (N - 1)))`. Source: Lehmann (1975), *Nonparametrics*.
public struct MannWhitney: Sendable {
  /// Number of pairs in which treatment exceeds control, ties counted half.
  public let u: Double

  /// `u / (n m)`: the chance that a treated value exceeds a control one (the area under the ROC curve).
  public let auc: Double

  /// Sample sizes.
  public let controlCount, treatmentCount: Int

  /// Whether any two values are equal.
  public let hasTies: Bool

  /// Standard error of `u` when the distributions are equal; nil when all values are equal.
  public let standardError: Double?

  private let controlMidRanks: [Double]
  private let treatmentMidRanks: [Double]
  private let controlOwnRanks: [Double]
  private let treatmentOwnRanks: [Double]

  /// Ranks the two samples.
  ///
  /// - Throws: ``StatisticsError`` when a sample is empty or has a value that is not finite.
  public init(control: [Double], treatment: [Double]) throws {
    try Check.sample(control, "control", atLeast: 1)
    try Check.sample(treatment, "treatment", atLeast: 1)
    let joint = MidRanks(control + treatment)
    let n = Double(control.count)
    let m = Double(treatment.count)
    let total = n + m
    controlMidRanks = Array(joint.ranks[..<control.count])
    treatmentMidRanks = Array(joint.ranks[control.count...])
    controlOwnRanks = MidRanks(control).ranks
    treatmentOwnRanks = MidRanks(treatment).ranks
    u = treatmentMidRanks.reduce(0, +) - m * (m + 1) / 2
    auc = u / (n * m)
    controlCount = control.count
    treatmentCount = treatment.count
    hasTies = joint.hasTies
    let variance = n * m / 12 * (total + 1 - joint.tieTerm / (total * (total - 1)))
    standardError = joint.groupSizes.count > 1 ? variance.squareRoot() : nil
  }

  /// The p-value of the normal approximation.
  ///
  /// - Parameters:
  ///   - alternative: `.greater` means that treatment tends to be larger.
  ///   - continuity: whether to move the statistic half a unit towards its mean.
  /// - Returns: nil when all values are equal, so that there is nothing to rank.
  public func asymptoticP(_ alternative: Alternative = .twoSided, continuity: Bool = true) -> Double? {
    guard let standardError else { return nil }
    let correction = continuity ? 0.5 : 0
    let centre = Double(controlCount) * Double(treatmentCount) / 2
    switch alternative {
    case .greater: return Normal.upperTail((u - centre - correction) / standardError)
    case .less: return Normal.upperTail((centre - u - correction) / standardError)
    case .twoSided: return min(1, 2 * Normal.upperTail((abs(u - centre) - correction) / standardError))
    }
  }

  /// The exact p-value given the pattern of ties, by counting all allocations of the ranks.
  ///
  /// Two-sided is twice the smaller tail, at most 1. Without ties this is the textbook exact test.
  ///
  /// - Returns: nil when the samples are too large to count (about 80 a side); use ``asymptoticP(_:continuity:)``.
  public func exactP(_ alternative: Alternative = .twoSided) -> Double? {
    let total = controlCount + treatmentCount
    guard RankSumDistribution.isFeasible(total: total, chosen: treatmentCount) else { return nil }
    let treatmentIsSmaller = treatmentCount <= controlCount
    let doubled = (controlMidRanks + treatmentMidRanks).map { Int(2 * $0) }
    let smaller = treatmentIsSmaller ? treatmentMidRanks : controlMidRanks
    let sum = Int(2 * smaller.reduce(0, +))
    let distribution = RankSumDistribution(doubledRanks: doubled, chosen: smaller.count)
    let high = min(1, distribution.upperTail(sum))
    let low = min(1, distribution.lowerTail(sum))
    switch alternative {
    case .greater: return treatmentIsSmaller ? high : low
    case .less: return treatmentIsSmaller ? low : high
    case .twoSided: return min(1, 2 * min(high, low))
    }
  }
}

extension MannWhitney {
  /// The Brunner-Munzel statistic with its p-value, for samples whose spreads may differ.
  public struct BrunnerMunzel: Sendable, Equatable {
    /// The statistic: positive when treatment tends to be larger.
    public let statistic: Double
    /// Degrees of freedom of the t approximation.
    public let degreesOfFreedom: Double
    /// Two-sided p-value.
    public let pValue: Double
  }

  /// The Brunner-Munzel test of `auc = 1/2`.
  ///
  /// Source: Brunner and Munzel (2000), doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U; the t
  /// approximation is theirs for small samples.
  ///
  /// - Throws: ``StatisticsError`` when a sample has fewer than two values or the rank variances are zero (the samples
  ///   do not overlap at all, or all values are equal): the statistic has no finite value then.
  public func brunnerMunzel() throws -> BrunnerMunzel {
    try Check.atLeast(controlCount, 2, "control")
    try Check.atLeast(treatmentCount, 2, "treatment")
    let n = Double(controlCount)
    let m = Double(treatmentCount)
    let controlVariance = Self.placementVariance(controlMidRanks, controlOwnRanks)
    let treatmentVariance = Self.placementVariance(treatmentMidRanks, treatmentOwnRanks)
    let pooled = n * controlVariance + m * treatmentVariance
    guard pooled > 0 else {
      throw StatisticsError.undefined(quantity: "Brunner-Munzel statistic", status: .zeroVariance)
    }
    let difference = treatmentMidRanks.reduce(0, +) / m - controlMidRanks.reduce(0, +) / n
    let statistic = n * m * difference / ((n + m) * pooled.squareRoot())
    let a = n * controlVariance
    let b = m * treatmentVariance
    let df = pooled * pooled / (a * a / (n - 1) + b * b / (m - 1))
    let p = try StudentT(degreesOfFreedom: df).twoSidedTail(statistic)
    return BrunnerMunzel(statistic: statistic, degreesOfFreedom: df, pValue: p)
  }

  private static func placementVariance(_ joint: [Double], _ own: [Double]) -> Double {
    let placements = zip(joint, own).map { $0 - $1 }
    let mean = placements.reduce(0, +) / Double(placements.count)
    return placements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(placements.count - 1)
  }
}
