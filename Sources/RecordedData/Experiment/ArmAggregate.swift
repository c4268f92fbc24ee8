import LabStatistics

/// All that is kept of the users of one arm, or of one arm in one segment; parts merge by `+`.
public struct ArmAggregate: Sendable {
  /// For each metric the co-moments of its columns: numerator, denominator, covariate.
  public let moments: [CoMoments]
  /// For each metric the plain sum of its first column, exact for counts.
  public let sums: [Double]
  /// For each metric that is a quantile, its values counted.
  public let tables: [Int: CountTable]

  /// Users.
  public var users: Int { moments.first?.count ?? 0 }
}
