import LabStatistics

/// An experiment within the values of a segment, and whether the effect differs between them.
///
/// That an effect is significant in one segment and not in another says nothing about a difference; the test of
/// `differences` does.
public struct SegmentAnalysis: Sendable {
  /// One value of the segment.
  public struct Level: Sendable {
    /// The value in words.
    public let name: String
    /// Its comparisons; p-values are corrected over all segments together.
    public internal(set) var results: [MetricResult]
    /// Users of all arms.
    public let users: Int
  }

  /// Whether the effect of one arm on one metric differs between the values of the segment.
  public struct Difference: Sendable {
    /// Name of the metric.
    public let metric: String
    /// Name of the arm.
    public let arm: String
    /// Cochran's Q; nil when fewer than two values have a standard error.
    public let q: Double?
    /// Values that could be compared, less one.
    public let degreesOfFreedom: Int
    /// The p-value of equal effects.
    public let pValue: Double?
    /// The p-value corrected over all such tests.
    public internal(set) var adjustedPValue: Double?
    /// The share of variation between values beyond chance.
    public let iSquared: Double?
    /// The best guess of each value's absolute effect, drawn towards the average by what chance explains; nil where
    /// there is none.
    public let shrunken: [Double?]
  }

  /// The columns that divide.
  public let name: String
  /// Their values.
  public internal(set) var levels: [Level]
  /// One test per metric and arm.
  public internal(set) var differences: [Difference]

  /// Compares the arms within every segment, and corrects over all of them.
  static func all(
    _ data: ExperimentData, comparer: ArmComparer, names: [String], control: Int, plan: ExperimentPlan
  ) throws -> [SegmentAnalysis] {
    var segments = try data.segments.map { segment in
      let levels = segment.levels.map { level in
        Level(
          name: level.name, results: comparer.results(level.arms, names: names, control: control),
          users: level.arms.reduce(0) { $0 + $1.users })
      }
      return SegmentAnalysis(name: segment.name, levels: levels, differences: try differences(levels))
    }
    guard let correction = plan.correction else { return segments }
    let adjust = { (p: [Double]) in try correction.adjusted(p, alpha: plan.alpha) }
    try correctResults(&segments, adjust)
    try correctDifferences(&segments, adjust)
    return segments
  }

  private static func differences(_ levels: [Level]) throws -> [Difference] {
    guard let first = levels.first else { return [] }
    return try first.results.indices.map { index in
      let effects = levels.map(\.results[index].difference)
      let usable = effects.indices.filter { effects[$0].estimate != nil && effects[$0].standardError != nil }
      guard usable.count > 1 else {
        return Difference(
          metric: first.results[index].metric, arm: first.results[index].arm, q: nil, degreesOfFreedom: 0, pValue: nil,
          adjustedPValue: nil, iSquared: nil, shrunken: effects.map { _ in nil })
      }
      let test = try Heterogeneity(
        effects: usable.compactMap { effects[$0].estimate },
        standardErrors: usable.compactMap { effects[$0].standardError })
      var shrunken = [Double?](repeating: nil, count: levels.count)
      for (place, value) in zip(usable, test.shrunken) { shrunken[place] = value }
      return Difference(
        metric: first.results[index].metric, arm: first.results[index].arm, q: test.q,
        degreesOfFreedom: test.degreesOfFreedom, pValue: try test.p(), adjustedPValue: nil, iSquared: test.iSquared,
        shrunken: shrunken)
    }
  }

  private static func correctResults(
    _ segments: inout [SegmentAnalysis], _ adjust: ([Double]) throws -> [Double]
  ) throws {
    let values = segments.flatMap { $0.levels.flatMap { $0.results.compactMap(\.pValue) } }
    var adjusted = try adjust(values)[...]
    for segment in segments.indices {
      for level in segments[segment].levels.indices {
        for index in segments[segment].levels[level].results.indices
        where segments[segment].levels[level].results[index].pValue != nil {
          segments[segment].levels[level].results[index].adjustedPValue = adjusted.popFirst()
        }
      }
    }
  }

  private static func correctDifferences(
    _ segments: inout [SegmentAnalysis], _ adjust: ([Double]) throws -> [Double]
  ) throws {
    var adjusted = try adjust(segments.flatMap { $0.differences.compactMap(\.pValue) })[...]
    for segment in segments.indices {
      for index in segments[segment].differences.indices where segments[segment].differences[index].pValue != nil {
        segments[segment].differences[index].adjustedPValue = adjusted.popFirst()
      }
    }
  }
}
