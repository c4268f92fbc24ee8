import Foundation

/// Estimates of one quantile of a sample, with intervals and standard errors.
public struct QuantileEstimate: Sendable {
  private let sorted: [Double]
  /// The level in (0, 1).
  public let level: Double

  /// Estimates at a level.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for an empty sample or a level outside (0, 1).
  public init(_ values: [Double], level: Double) throws {
    guard !values.isEmpty else {
      throw StatisticsError.invalidArgument(name: "data", reason: "must hold at least one value")
    }
    guard level > 0, level < 1 else {
      throw StatisticsError.invalidArgument(name: "q", reason: "must be between 0 and 1, not \(level)")
    }
    sorted = values.sorted()
    self.level = level
  }

  /// The interpolated quantile of Hyndman and Fan's type 7 (the default of R and numpy; doi:10.2307/2684934).
  public var type7: Double { interpolated(at: Double(sorted.count - 1) * level + 1) }

  /// The quantile of type 6: two of them, at p and 1 - p, hold one further value with chance 1 - 2p (Hahn & Meeker 1991,
  /// Statistical Intervals, section 5.3.2), unless p is below 1 / (n + 1).
  public var type6: Double { interpolated(at: Double(sorted.count + 1) * level) }

  /// The median-unbiased quantile, type 8.
  public var type8: Double { interpolated(at: (Double(sorted.count) + 1.0 / 3) * level + 1.0 / 3) }

  /// The inverse of the empirical distribution function, type 1.
  public var type1: Double {
    // A hair below, so that a product equal to a whole number up to rounding counts as that number.
    let position = (Double(sorted.count) * level * (1 - 1e-15)).rounded(.up)
    return sorted[min(sorted.count, max(1, Int(position))) - 1]
  }

  /// Harrell and Davis' weighted mean of order statistics (doi:10.1093/biomet/69.3.635).
  ///
  /// - Throws: `StatisticsError` for impossible parameters.
  public func harrellDavis() throws -> Double {
    let n = Double(sorted.count)
    let weights = try Self.weights(count: sorted.count, a: (n + 1) * level, b: (n + 1) * (1 - level))
    return zip(sorted, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Maritz and Jarrett's standard error (doi:10.1080/01621459.1978.10480027); nil when the quantile lies at an end of
  /// the sample.
  ///
  /// - Throws: `StatisticsError` for impossible parameters.
  public func maritzJarrettError() throws -> Double? {
    let n = sorted.count
    let m = Int(Double(n) * level + 0.5)
    guard m > 1, m < n else { return nil }
    let weights = try Self.weights(count: n, a: Double(m - 1), b: Double(n - m))
    let mean = zip(sorted, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(sorted, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    return variance.squareRoot()
  }

  /// An interval between two order statistics.
  public struct OrderStatisticInterval: Sendable, Equatable {
    /// Rank of the lower end, from 1.
    public let lowerRank: Int
    /// Rank of the upper end.
    public let upperRank: Int
    /// The interval.
    public let interval: Interval
    /// Its exact coverage for a continuous metric.
    public let coverage: Double
    /// A warning, when the ends coincide or the level is too extreme for the size.
    public let status: Status?
  }

  /// The exact interval by binomial ranks.
  ///
  /// - Throws: `StatisticsError` for impossible parameters.
  public func orderStatisticInterval(alpha: Double = 0.05) throws -> OrderStatisticInterval {
    let n = sorted.count
    let binomial = try Binomial(trials: n, chance: level)
    let lower = max(1, binomial.quantile(alpha / 2))
    let upper = min(n, binomial.quantile(1 - alpha / 2) + 1)
    let interval = Interval(low: sorted[lower - 1], high: sorted[upper - 1])
    let coverage = max(0, binomial.cdf(upper - 1) - binomial.cdf(lower - 1))
    var status: Status?
    if Self.isTooExtreme(level: level, count: n, alpha: alpha) {
      status = .quantileTooExtreme
    } else if interval.low == interval.high {
      status = .degenerateQuantile
    }
    return OrderStatisticInterval(
      lowerRank: lower, upperRank: upper, interval: interval, coverage: coverage, status: status)
  }

  /// Whether a sample is too small for ranks on both sides of a quantile: n <= z^2 q/(1-q) or its mirror.
  public static func isTooExtreme(level: Double, count: Int, alpha: Double = 0.05) -> Bool {
    let z = Normal.twoSidedCritical(alpha: alpha)
    let odds = level / (1 - level)
    return Double(count) <= z * z * max(odds, 1 / odds)
  }

  private func interpolated(at position: Double) -> Double {
    let clamped = min(Double(sorted.count), max(1, position))
    let lower = Int(clamped.rounded(.down))
    let share = clamped - Double(lower)
    guard lower < sorted.count, share > 0 else { return sorted[lower - 1] }
    return sorted[lower - 1] + share * (sorted[lower] - sorted[lower - 1])
  }

  /// Differences of a beta distribution function at i / n.
  private static func weights(count: Int, a: Double, b: Double) throws -> [Double] {
    let beta = try Beta(a: a, b: b)
    var previous = 0.0
    return (1...count).map { i in
      let value = i == count ? 1 : beta.cdf(Double(i) / Double(count))
      defer { previous = value }
      return value - previous
    }
  }
}
