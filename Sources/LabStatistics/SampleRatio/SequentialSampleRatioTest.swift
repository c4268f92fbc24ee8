import Foundation

/// A sample-ratio check that may be looked at after every batch without inflating false alarms.
///
/// The Bayes factor of a Dirichlet alternative against the planned split; its running maximum bounds the p-value at
/// every look. Source: Lindon & Malek 2022 (arXiv:2011.03567).
public struct SequentialSampleRatioTest: Sendable {
  /// Planned shares, summing to one.
  public let shares: [Double]
  /// Total weight of the Dirichlet prior.
  public let concentration: Double
  /// Units so far, by arm.
  public private(set) var counts: [Double]
  /// The smallest p-value so far.
  public private(set) var p = 1.0

  /// A check that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - weights: planned shares of two or more arms, of any positive total, all above zero.
  ///   - concentration: how strongly the prior holds to the plan; small values expect large mismatches.
  /// - Throws: `StatisticsError.invalidArgument`.
  public init(weights: [Double], concentration: Double) throws {
    guard weights.count > 1, weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw StatisticsError.invalidArgument(name: "theta0", reason: "needs two or more shares, all above zero")
    }
    guard concentration > 0, concentration.isFinite else {
      throw StatisticsError.invalidArgument(name: "dirichlet_concentration", reason: "must be positive")
    }
    let total = weights.reduce(0, +)
    shares = weights.map { $0 / total }
    self.concentration = concentration
    counts = weights.map { _ in 0 }
  }

  /// Adds a batch of new units.
  ///
  /// - Returns: the log Bayes factor against the plan after the batch.
  /// - Throws: `StatisticsError.invalidArgument` for a batch of another length or negative counts.
  @discardableResult
  public mutating func add(_ batch: [Int]) throws -> Double {
    guard batch.count == counts.count, batch.allSatisfy({ $0 >= 0 }) else {
      throw StatisticsError.invalidArgument(name: "batches", reason: "each needs one count per arm, none negative")
    }
    for (index, count) in batch.enumerated() { counts[index] += Double(count) }
    let odds = logOdds
    p = min(p, exp(-odds))
    return odds
  }

  /// The log Bayes factor `ln B(a + n) - ln B(a) - sum n ln theta`, through deviances so that nothing cancels.
  public var logOdds: Double {
    let prior = shares.map { $0 * concentration }
    let posterior = zip(prior, counts).map { $0 + $1 }
    let total = posterior.reduce(0, +)
    var sum = 0.5 * log(total / concentration) - Saddle.stirlingError(total) + Saddle.stirlingError(concentration)
    for ((x, a), share) in zip(zip(posterior, prior), shares) {
      sum += Saddle.deviance(x, total * share) - 0.5 * log(x / a)
      sum += Saddle.stirlingError(x) - Saddle.stirlingError(a)
    }
    return sum
  }
}
