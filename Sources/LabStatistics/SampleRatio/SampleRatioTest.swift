import Foundation

/// Whether the sizes of the arms agree with the planned split (chi-squared goodness of fit).
///
/// A mismatch means that something loses or duplicates users, and no effect can be trusted. Source: Fabijan et al. 2019
/// (doi:10.1145/3292500.3330722), who advise an alarm at p < .001.
public struct SampleRatioTest: Sendable, Equatable, Codable {
  /// Below this p-value the split is called broken.
  public static let alarmLevel = 0.001
  /// Below it the split is worth a look.
  public static let warningLevel = 0.05

  /// The chi-squared statistic.
  public let statistic: Double
  /// Arms with a positive weight, less one.
  public let degreesOfFreedom: Int
  /// The p-value; nil when there are no units.
  public let p: Double?
  /// Observed shares among arms with a positive weight, in the order given; arms without weight have nil.
  public let observedShares: [Double?]
  /// Expected shares in the same order; zero for arms without weight.
  public let expectedShares: [Double]
  /// Units in arms that should have none.
  public let unexpectedUnits: Int

  /// Tests observed sizes against weights.
  ///
  /// - Parameters:
  ///   - observed: units by arm.
  ///   - weights: planned shares, of any positive total; arms of weight zero are left out and not counted.
  /// - Throws: `StatisticsError.invalidArgument` for unequal lengths, negative values, or fewer than two weights.
  public init(observed: [Int], weights: [Double]) throws {
    guard observed.count == weights.count else {
      throw StatisticsError.invalidArgument(name: "weights", reason: "needs one weight per arm")
    }
    guard observed.allSatisfy({ $0 >= 0 }) else {
      throw StatisticsError.invalidArgument(name: "observed", reason: "counts must not be negative")
    }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.filter({ $0 > 0 }).count > 1 else {
      throw StatisticsError.invalidArgument(
        name: "weights", reason: "must be finite and not negative, with two or more above zero")
    }
    let total = weights.reduce(0, +)
    let used = zip(observed, weights).filter { $0.1 > 0 }
    let units = Double(used.reduce(0) { $0 + $1.0 })
    expectedShares = weights.map { $0 / total }
    observedShares = zip(observed, weights).map { units > 0 && $1 > 0 ? Double($0) / units : nil }
    unexpectedUnits = zip(observed, weights).reduce(0) { $1.1 > 0 ? $0 : $0 + $1.0 }
    degreesOfFreedom = used.count - 1
    guard units > 0 else {
      statistic = 0
      p = nil
      return
    }
    statistic = used.reduce(0) { sum, arm in
      let expected = units * (arm.1 / total)
      let distance = Double(arm.0) - expected
      return sum + distance * distance / expected
    }
    p = try ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic)
  }

  /// Whether the split is broken beyond what chance explains.
  public var isMismatch: Bool { p.map { $0 < Self.alarmLevel } ?? false }

  /// The largest distance between observed and expected share: at millions of units trifles are "significant".
  public var largestDeviation: Double {
    zip(observedShares, expectedShares).compactMap { observed, expected in observed.map { abs($0 - expected) } }.max()
      ?? 0
  }
}
