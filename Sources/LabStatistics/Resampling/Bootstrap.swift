/// The nonparametric bootstrap of users.
///
/// ```swift
/// let bootstrap = try Bootstrap(resamples: 2000, seed: 7)
/// let spread = try bootstrap.distribution(of: users) { users in users.map(\.spend).reduce(0, +) / Double(users.count) }
/// try spread.bcaInterval()
/// ```
///
/// The unit that was randomised is the unit that is resampled: pass one element per user, holding all of the user's
/// rows (see ``clusters(of:by:)``), never one element per row. Resample `i` depends on the seed and `i` alone.
public struct Bootstrap: Sendable, Equatable {
  /// Number of resamples.
  public let resamples: Int
  /// Seed of the resamples.
  public let seed: UInt64

  /// A bootstrap.
  ///
  /// - Throws: ``StatisticsError`` when `resamples` is not in 1...10 000 000.
  public init(resamples: Int = 2000, seed: UInt64 = 0) throws {
    try Check.that((1...10_000_000).contains(resamples), "resamples", "must be in 1...10000000, not \(resamples)")
    self.resamples = resamples
    self.seed = seed
  }

  /// Replicates of a statistic of one sample.
  ///
  /// - Parameters:
  ///   - units: one per user.
  ///   - jackknife: whether to compute the statistic without each unit too, which BCa needs.
  ///   - standardError: formula for the standard error, for studentised intervals.
  ///   - statistic: of a sample of the same size.
  /// - Throws: ``StatisticsError`` when there is no unit or a value of the statistic is not finite; what it throws.
  public func distribution<Unit>(
    of units: [Unit], jackknife: Bool = true, standardError: (([Unit]) throws -> Double)? = nil,
    _ statistic: ([Unit]) throws -> Double
  ) throws -> BootstrapDistribution {
    try distribution(
      control: [], treatment: units, jackknife: jackknife,
      standardError: standardError.map { formula in { _, units in try formula(units) } }
    ) { _, units in try statistic(units) }
  }

  /// Replicates of a statistic of two samples, each resampled on its own.
  ///
  /// - Throws: ``StatisticsError`` when `treatment` is empty or a value of the statistic is not finite; what it throws.
  public func distribution<Unit>(
    control: [Unit], treatment: [Unit], jackknife: Bool = true,
    standardError: (([Unit], [Unit]) throws -> Double)? = nil, _ statistic: ([Unit], [Unit]) throws -> Double
  ) throws -> BootstrapDistribution {
    try Check.atLeast(treatment.count, 1, "units")
    let estimate = try finite(statistic(control, treatment))
    let formulaError = try standardError.map { try finite($0(control, treatment)) }
    var replicates: [Double] = []
    var studentized: [Double] = []
    replicates.reserveCapacity(resamples)
    for number in 0..<resamples {
      var stream = ResamplingStream(seed: seed, number: UInt64(number))
      let first = control.map { _ in control[stream.index(below: control.count)] }
      let second = treatment.map { _ in treatment[stream.index(below: treatment.count)] }
      let value = try finite(statistic(first, second))
      replicates.append(value)
      if let standardError {
        let error = try standardError(first, second)
        // A resample without any spread has no t value; it is left out of the studentised quantiles.
        if error > 0, error.isFinite { studentized.append((value - estimate) / error) }
      }
    }
    return BootstrapDistribution(
      estimate: estimate, replicates: replicates,
      jackknife: jackknife ? try leaveOneOut(control, treatment, statistic) : [], studentized: studentized,
      formulaError: formulaError)
  }

  private func leaveOneOut<Unit>(
    _ control: [Unit], _ treatment: [Unit], _ statistic: ([Unit], [Unit]) throws -> Double
  ) throws -> [Double] {
    var values: [Double] = []
    if control.count > 1 {
      for index in control.indices {
        var rest = control
        rest.remove(at: index)
        values.append(try finite(statistic(rest, treatment)))
      }
    }
    if treatment.count > 1 {
      for index in treatment.indices {
        var rest = treatment
        rest.remove(at: index)
        values.append(try finite(statistic(control, rest)))
      }
    }
    return values
  }

  private func finite(_ value: Double) throws -> Double {
    try Check.finite(value, "statistic")
    return value
  }

  /// Gathers rows by user, in the order in which users first appear, so that users can be resampled.
  ///
  /// - Throws: ``StatisticsError`` when lengths differ.
  public static func clusters<Row, Key: Hashable>(of rows: [Row], by keys: [Key]) throws -> [[Row]] {
    try Check.that(rows.count == keys.count, "keys", "needs one per row (\(rows.count))")
    var places: [Key: Int] = [:]
    var clusters: [[Row]] = []
    for (row, key) in zip(rows, keys) {
      if let place = places[key] {
        clusters[place].append(row)
      } else {
        places[key] = clusters.count
        clusters.append([row])
      }
    }
    return clusters
  }
}
