/// A permutation test: how often a random relabelling of users gives a statistic as extreme as the one seen.
///
/// ```swift
/// let test = try PermutationTest.automatic(control: a, treatment: b, .differenceOfMeans)
/// ```
///
/// Valid in any sample size when the arms are exchangeable under the hypothesis. Two-sided is twice the smaller tail,
/// at most 1. Source: Phipson and Smyth (2010), doi:10.2202/1544-6115.1585, for `(1 + count) / (1 + resamples)`.
public struct PermutationTest: Sendable, Equatable {
  /// A statistic of two samples.
  public struct Statistic: Sendable {
    let value: @Sendable (_ control: [Double], _ treatment: [Double]) -> Double

    /// Any statistic; it must be finite for every relabelling.
    public init(_ value: @escaping @Sendable (_ control: [Double], _ treatment: [Double]) -> Double) {
      self.value = value
    }

    /// Mean of treatment less mean of control.
    public static let differenceOfMeans = Statistic { control, treatment in
      treatment.reduce(0, +) / Double(treatment.count) - control.reduce(0, +) / Double(control.count)
    }

    /// Median of treatment less median of control.
    public static let differenceOfMedians = Statistic { control, treatment in
      median(treatment) - median(control)
    }

    static func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }

  /// The statistic of the data.
  public let observed: Double
  /// Number of relabellings looked at.
  public let permutations: Int
  /// Whether these were all there are.
  public let isExact: Bool
  /// Chance of a statistic at least as large, and at most as large.
  public let greaterP, lessP: Double

  /// Twice the smaller of the two, at most 1.
  public var pValue: Double { min(1, 2 * min(greaterP, lessP)) }

  /// Relabellings above which ``automatic(control:treatment:_:seed:)`` samples.
  public static let exactLimit = 100_000
  /// Relabellings above which ``exact(control:treatment:_:)`` refuses.
  public static let hardLimit = 20_000_000

  /// Number of ways to choose who is treated; nil when there are more than ``hardLimit``.
  public static func relabellings(control: Int, treatment: Int) -> Int? {
    var count = 1.0
    for k in 0..<max(0, min(control, treatment)) {
      count = (count * Double(control + treatment - k) / Double(k + 1)).rounded()
      if count > Double(hardLimit) { return nil }
    }
    return Int(count)
  }

  /// All relabellings when there are at most a hundred thousand, otherwise 9999 random ones.
  ///
  /// - Throws: ``StatisticsError`` when an arm is empty or a value is not finite.
  public static func automatic(
    control: [Double], treatment: [Double], _ statistic: Statistic = .differenceOfMeans, seed: UInt64 = 0
  ) throws -> PermutationTest {
    if let count = relabellings(control: control.count, treatment: treatment.count), count <= exactLimit {
      return try exact(control: control, treatment: treatment, statistic)
    }
    return try monteCarlo(control: control, treatment: treatment, statistic, seed: seed)
  }

  /// All relabellings.
  ///
  /// - Throws: ``StatisticsError`` when an arm is empty, a value is not finite, or there are over twenty million.
  public static func exact(
    control: [Double], treatment: [Double], _ statistic: Statistic = .differenceOfMeans
  ) throws -> PermutationTest {
    try check(control, treatment)
    guard let total = relabellings(control: control.count, treatment: treatment.count) else {
      throw StatisticsError.invalidArgument(
        name: "control", reason: "more than \(hardLimit) relabellings; use the Monte Carlo test")
    }
    let pooled = control + treatment
    let n = pooled.count
    let k = treatment.count
    var tally = Tally(observed: statistic.value(control, treatment), scale: scale(pooled))
    var chosen = Array(0..<k)
    var first = [Double](repeating: 0, count: n - k)
    var second = [Double](repeating: 0, count: k)
    while true {
      var taken = 0
      for index in 0..<n {
        if taken < k, chosen[taken] == index {
          second[taken] = pooled[index]
          taken += 1
        } else {
          first[index - taken] = pooled[index]
        }
      }
      try tally.add(statistic.value(first, second))
      guard let place = (0..<k).last(where: { chosen[$0] < n - k + $0 }) else { break }
      chosen[place] += 1
      for index in (place + 1)..<max(k, place + 1) { chosen[index] = chosen[index - 1] + 1 }
    }
    return PermutationTest(
      observed: tally.observed, permutations: total, isExact: true,
      greaterP: Double(tally.atLeast) / Double(total), lessP: Double(tally.atMost) / Double(total))
  }

  /// Random relabellings; the one seen counts as one of them, so that p is never 0.
  ///
  /// - Throws: ``StatisticsError`` when an arm is empty, a value is not finite, or `resamples` is not positive.
  public static func monteCarlo(
    control: [Double], treatment: [Double], _ statistic: Statistic = .differenceOfMeans, resamples: Int = 9999,
    seed: UInt64 = 0
  ) throws -> PermutationTest {
    try check(control, treatment)
    try Check.atLeast(resamples, 1, "resamples")
    var pooled = control + treatment
    var tally = Tally(observed: statistic.value(control, treatment), scale: scale(pooled))
    for number in 0..<resamples {
      var stream = ResamplingStream(seed: seed, number: UInt64(number))
      pooled.shuffle(using: &stream)
      try tally.add(statistic.value(Array(pooled[..<control.count]), Array(pooled[control.count...])))
    }
    let total = Double(resamples + 1)
    return PermutationTest(
      observed: tally.observed, permutations: resamples, isExact: false,
      greaterP: Double(tally.atLeast + 1) / total, lessP: Double(tally.atMost + 1) / total)
  }

  /// Counts statistics on either side of the one seen; values equal up to rounding count on both.
  private struct Tally {
    let observed: Double
    let tolerance: Double
    var atLeast = 0
    var atMost = 0

    init(observed: Double, scale: Double) {
      self.observed = observed
      tolerance = 1e-12 * max(abs(observed), scale)
    }

    mutating func add(_ value: Double) throws {
      try Check.finite(value, "statistic")
      if value >= observed - tolerance { atLeast += 1 }
      if value <= observed + tolerance { atMost += 1 }
    }
  }

  private static func scale(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }

  private static func check(_ control: [Double], _ treatment: [Double]) throws {
    try Check.sample(control, "control", atLeast: 1)
    try Check.sample(treatment, "treatment", atLeast: 1)
  }
}
