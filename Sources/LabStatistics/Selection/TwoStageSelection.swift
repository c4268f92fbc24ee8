/// The two-stage selection of the best of several systems on common random numbers.
///
/// ```swift
/// let plan = try TwoStageSelection(systems: 5, zone: IndifferenceZone(indifference: 0.01), firstStage: 20)
/// let total = try plan.replications(after: firstStage)   // play so many of every system
/// let choice = try plan.choice(of: all)
/// ```
/// With S² the variance of outputs around the means of system and replication and g the upper α quantile of the largest of
/// k - 1 t variables with correlation one half and (k - 1)(n₀ - 1) degrees of freedom, every system needs
/// `max(n₀, ⌈(g S / δ)²⌉)` replications. The promise is exact when differences between any two systems are equally
/// variable, and close to it otherwise; ``KimNelson`` does without.
///
/// Source: Nelson and Matejcik 1995, procedure NM, doi:10.1287/mnsc.41.12.1935.
public struct TwoStageSelection: Sendable, Equatable {
  /// Number of systems.
  public let systems: Int
  /// What is promised.
  public let zone: IndifferenceZone
  /// Replications of every system in the first stage.
  public let firstStage: Int
  /// The constant g.
  public let critical: Double

  /// What was chosen.
  public struct Choice: Sendable, Equatable {
    /// The system with the largest mean.
    public let best: Int
    /// Means of the systems.
    public let means: [Double]
    /// For every system, an interval of its distance from the best of the others; all hold at once with the promised
    /// confidence (Hsu's multiple comparisons with the best).
    public let distances: [Interval]
  }

  /// A plan.
  ///
  /// - Throws: ``StatisticsError`` unless there are 2 to 10 000 systems and at least 2 replications in the first stage.
  public init(systems: Int, zone: IndifferenceZone, firstStage: Int = 10) throws {
    try Check.that((2...10_000).contains(systems), "systems", "must be in 2...10000, not \(systems)")
    try Check.that((2...10_000).contains(firstStage), "first stage", "must be in 2...10000, not \(firstStage)")
    self.systems = systems
    self.zone = zone
    self.firstStage = firstStage
    critical = try LargestT(variables: systems - 1, degreesOfFreedom: Double((systems - 1) * (firstStage - 1)))
      .upperQuantile(zone.alpha)
  }

  /// The replications that every system needs in all.
  ///
  /// - Parameter first: the first stage.
  /// - Throws: ``StatisticsError`` when it has another size, or the need is beyond counting.
  public func replications(after first: PairedReplications) throws -> Int {
    try Check.that(
      first.systems == systems && first.count == firstStage, "first stage",
      "must be \(firstStage) replications of \(systems) systems")
    let means = (0..<systems).map { first.moments(of: $0).mean }
    let all = means.reduce(0, +) / Double(systems)
    var squares = 0.0
    for row in first.rows {
      let level = row.reduce(0, +) / Double(systems)
      for (output, mean) in zip(row, means) {
        let rest = output - mean - level + all
        squares += rest * rest
      }
    }
    let variance = 2 * squares / Double((systems - 1) * (firstStage - 1))
    let need = critical * critical * variance / (zone.indifference * zone.indifference)
    try Check.that(need < 1e12, "indifference", "is so small that \(need) replications would be needed")
    return max(firstStage, Int(need.rounded(.up)))
  }

  /// The choice from all replications.
  ///
  /// - Throws: ``StatisticsError`` when there are fewer than in the first stage or systems differ.
  public func choice(of all: PairedReplications) throws -> Choice {
    try Check.that(all.systems == systems, "replications", "must be of \(systems) systems")
    try Check.atLeast(all.count, firstStage, "replications")
    let means = (0..<systems).map { all.moments(of: $0).mean }
    let distances = (0..<systems).map { system in
      let rival = (0..<systems).filter { $0 != system }.map { means[$0] }.max() ?? means[system]
      let lead = means[system] - rival
      return Interval(low: min(0, lead - zone.indifference), high: max(0, lead + zone.indifference))
    }
    return Choice(best: all.largestMean, means: means, distances: distances)
  }
}
