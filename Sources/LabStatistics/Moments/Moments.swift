import Foundation

/// Count, mean and central moments up to the fourth of one variable, updated one value at a time and merged by `+`.
///
/// ```swift
/// let whole = Moments(firstDay) + Moments(secondDay)
/// ```
/// Sums of squares are never subtracted from each other, so a large offset costs no digits. Sources: Welford 1962
/// (doi:10.1080/00401706.1962.10490022), Pébay 2008 (Sandia report SAND2008-6212) for the merge.
public struct Moments: Sendable, Equatable, Codable {
  /// Number of values.
  public private(set) var count: Int = 0
  /// Mean; zero when there are no values.
  public private(set) var mean: Double = 0
  /// Sum of squared deviations from the mean.
  public private(set) var m2: Double = 0
  /// Sum of cubed deviations.
  public private(set) var m3: Double = 0
  /// Sum of deviations to the fourth power.
  public private(set) var m4: Double = 0

  /// No values yet.
  public init() {}

  /// The moments of a list.
  public init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds one value.
  public mutating func add(_ value: Double) {
    let before = Double(count)
    count += 1
    let n = Double(count)
    let delta = value - mean
    let share = delta / n
    let square = share * share
    let term = delta * share * before
    mean += share
    m4 += term * square * (n * n - 3 * n + 3) + 6 * square * m2 - 4 * share * m3
    m3 += term * share * (n - 2) - 3 * share * m2
    m2 += term
  }

  /// The moments of both parts together.
  public static func + (first: Moments, second: Moments) -> Moments {
    if first.count == 0 { return second }
    if second.count == 0 { return first }
    let (a, b) = (Double(first.count), Double(second.count))
    let n = a + b
    let delta = second.mean - first.mean
    let share = delta / n
    var sum = Moments()
    sum.count = first.count + second.count
    sum.mean = first.mean + b * share
    sum.m2 = first.m2 + second.m2 + delta * share * a * b
    sum.m3 =
      first.m3 + second.m3 + delta * share * share * a * b * (a - b) + 3 * share * (a * second.m2 - b * first.m2)
    sum.m4 =
      first.m4 + second.m4 + delta * share * share * share * a * b * (a * a - a * b + b * b)
      + 6 * share * share * (a * a * second.m2 + b * b * first.m2) + 4 * share * (a * second.m3 - b * first.m3)
    return sum
  }

  /// Merges another part into this one.
  public static func += (first: inout Moments, second: Moments) { first = first + second }

  /// The variance with divisor n - 1; nil below two values.
  public var variance: Double? { count > 1 ? m2 / Double(count - 1) : nil }

  /// The standard deviation with divisor n - 1; nil below two values.
  public var standardDeviation: Double? { variance.map { $0.squareRoot() } }

  /// Fisher's skewness g1 = m3 / m2^(3/2) with divisor n; nil when nothing varies.
  public var skewness: Double? { m2 > 0 ? Double(count).squareRoot() * m3 / (m2 * m2.squareRoot()) : nil }

  /// The excess kurtosis g2 = m4 / m2^2 - 3 with divisor n; nil when nothing varies.
  public var excessKurtosis: Double? { m2 > 0 ? Double(count) * m4 / (m2 * m2) - 3 : nil }

  /// Count, mean and variance for tests of means.
  public var summary: UnitSummary { UnitSummary(count: count, mean: mean, variance: variance ?? 0) }
}
