/// Tests that several groups have equal means (F, Welch) or equal distributions (Kruskal-Wallis).
///
/// Use these as the one global test before pairwise comparisons; two groups are allowed.
public struct KSampleTests: Sendable {
  /// A test statistic with its degrees of freedom and upper-tail p-value.
  public struct Outcome: Sendable, Equatable {
    /// The statistic (F or H).
    public let statistic: Double
    /// Degrees of freedom of the numerator (F) or of chi-square (H).
    public let degreesOfFreedom: Double
    /// Degrees of freedom of the denominator, for F statistics.
    public let denominator: Double?
    /// Upper-tail p-value.
    public let pValue: Double
  }

  private let groups: [[Double]]
  private let moments: [(count: Double, mean: Double, squares: Double)]

  /// Takes the groups.
  ///
  /// - Throws: ``StatisticsError`` with fewer than two groups, an empty group, or a value that is not finite.
  public init(groups: [[Double]]) throws {
    try Check.atLeast(groups.count, 2, "groups")
    for (index, group) in groups.enumerated() { try Check.sample(group, "groups[\(index)]", atLeast: 1) }
    self.groups = groups
    moments = groups.map { group in
      let mean = group.reduce(0, +) / Double(group.count)
      return (Double(group.count), mean, group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
  }

  /// One-way analysis of variance: `F = (between / (k - 1)) / (within / (N - k))`.
  ///
  /// Assumes normal values of equal variance (Fisher 1925).
  ///
  /// - Throws: ``StatisticsError`` when no group has two values or all groups are constant.
  public func analysisOfVariance() throws -> Outcome {
    let total = moments.reduce(0) { $0 + $1.count }
    let k = Double(groups.count)
    try Check.that(total > k, "groups", "at least one group needs two values")
    let grand = moments.reduce(0) { $0 + $1.count * $1.mean } / total
    let between = moments.reduce(0) { $0 + $1.count * ($1.mean - grand) * ($1.mean - grand) }
    let within = moments.reduce(0) { $0 + $1.squares }
    guard within > 0 else { throw StatisticsError.undefined(quantity: "F", status: .zeroVariance) }
    let f = (between / (k - 1)) / (within / (total - k))
    return try Self.fOutcome(f, k - 1, total - k)
  }

  /// Welch's analysis of variance, for unequal variances.
  ///
  /// Source: Welch (1951), doi:10.1093/biomet/38.3-4.330, with the denominator `1 + 2 (k - 2) A / (k^2 - 1)`.
  ///
  /// - Throws: ``StatisticsError`` when a group has fewer than two values or is constant.
  public func welch() throws -> Outcome {
    let k = Double(groups.count)
    for (index, moment) in moments.enumerated() {
      try Check.atLeast(Int(moment.count), 2, "groups[\(index)]")
      guard moment.squares > 0 else { throw StatisticsError.undefined(quantity: "Welch F", status: .zeroVariance) }
    }
    let weights = moments.map { $0.count * ($0.count - 1) / $0.squares }
    let sum = weights.reduce(0, +)
    let mean = zip(weights, moments).reduce(0) { $0 + $1.0 * $1.1.mean } / sum
    let between = zip(weights, moments).reduce(0) { $0 + $1.0 * ($1.1.mean - mean) * ($1.1.mean - mean) } / (k - 1)
    let spread = zip(weights, moments).reduce(0) { partial, pair in
      let share = 1 - pair.0 / sum
      return partial + share * share / (pair.1.count - 1)
    }
    let f = between / (1 + 2 * (k - 2) / (k * k - 1) * spread)
    return try Self.fOutcome(f, k - 1, (k * k - 1) / (3 * spread))
  }

  /// The Kruskal-Wallis rank test with the tie correction `1 - sum(t^3 - t) / (N^3 - N)`.
  ///
  /// - Throws: ``StatisticsError`` when all values are equal.
  public func kruskalWallis() throws -> Outcome {
    let midRanks = MidRanks(groups.flatMap { $0 })
    let total = Double(midRanks.ranks.count)
    guard midRanks.groupSizes.count > 1 else {
      throw StatisticsError.undefined(quantity: "H", status: .allTied)
    }
    var start = 0
    var sum = 0.0
    for group in groups {
      let ranks = midRanks.ranks[start..<(start + group.count)].reduce(0, +)
      let deviation = ranks / Double(group.count) - (total + 1) / 2
      sum += Double(group.count) * deviation * deviation
      start += group.count
    }
    let correction = 1 - midRanks.tieTerm / (total * (total * total - 1))
    let h = 12 / (total * (total + 1)) * sum / correction
    let k = Double(groups.count)
    let p = try ChiSquared(degreesOfFreedom: k - 1).upperTail(h)
    return Outcome(statistic: h, degreesOfFreedom: k - 1, denominator: nil, pValue: p)
  }

  private static func fOutcome(_ f: Double, _ numerator: Double, _ denominator: Double) throws -> Outcome {
    let p = try FisherF(numerator: numerator, denominator: denominator).upperTail(f)
    return Outcome(statistic: f, degreesOfFreedom: numerator, denominator: denominator, pValue: p)
  }
}
