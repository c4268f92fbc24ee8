import Foundation

/// A difference of means put together from strata by their shares.
///
/// Two variances: with the shares known, and with the shares estimated from the same users (multinomial), which adds
/// the spread of the strata. Source: Miratrix, Sekhon & Yu 2013 (doi:10.1111/j.1467-9868.2012.01048.x).
public struct PostStratification: Sendable {
  /// Both arms of one stratum.
  public struct Stratum: Sendable, Equatable {
    /// Control in this stratum.
    public let control: UnitSummary
    /// Treatment in this stratum.
    public let treatment: UnitSummary

    /// Both arms of one stratum.
    public init(control: UnitSummary, treatment: UnitSummary) {
      self.control = control
      self.treatment = treatment
    }

    var count: Int { control.count + treatment.count }
    var difference: Double { treatment.mean - control.mean }
  }

  /// Share of each stratum.
  public let shares: [Double]
  /// Mean of the control over strata.
  public let control: Double
  /// Treatment minus control over strata.
  public let difference: Double
  /// Variance of the difference with known shares.
  public let varianceFixedShares: Double
  /// Covariance of control and difference with estimated shares.
  let covariance: (control: Double, difference: Double, both: Double)

  /// Puts strata together.
  ///
  /// - Parameters:
  ///   - strata: each needs two units or more in both arms.
  ///   - shares: known shares of the strata; nil takes the users of both arms.
  /// - Throws: `StatisticsError` for empty strata lists, arms below two units, or wrong shares.
  public init(_ strata: [Stratum], shares known: [Double]? = nil) throws {
    guard !strata.isEmpty else {
      throw StatisticsError.invalidArgument(name: "strata", reason: "must hold at least one stratum")
    }
    if let status = strata.lazy.compactMap({ $0.control.status ?? $0.treatment.status }).first {
      throw StatisticsError.undefined(quantity: "post-stratification", status: status)
    }
    let total = Double(strata.reduce(0) { $0 + $1.count })
    shares = try Self.shares(known, strata: strata, total: total)
    let parts = Array(zip(shares, strata))
    control = parts.reduce(0) { $0 + $1.0 * $1.1.control.mean }
    difference = parts.reduce(0) { $0 + $1.0 * $1.1.difference }
    var (c, d, b) = (0.0, 0.0, 0.0)
    for (share, stratum) in parts {
      c += share * share * stratum.control.varianceOfMean
      d += share * share * (stratum.control.varianceOfMean + stratum.treatment.varianceOfMean)
      b -= share * share * stratum.control.varianceOfMean
    }
    varianceFixedShares = d
    // Between-strata terms of a multinomial sample of `total` users.
    let (meanControl, meanDifference) = (control, difference)
    for (share, stratum) in parts {
      let (x, y) = (stratum.control.mean - meanControl, stratum.difference - meanDifference)
      c += share * x * x / total
      d += share * y * y / total
      b += share * x * y / total
    }
    covariance = (c, d, b)
  }

  /// Variance of the difference with shares estimated from the same users.
  public var varianceEstimatedShares: Double { covariance.difference }

  /// The lift and its delta-method variance with estimated shares; nil when the control is zero.
  public var relative: (lift: Double, variance: Double)? {
    guard control != 0 else { return nil }
    let base = abs(control)
    let slope = difference / control
    let variance =
      (covariance.difference + slope * slope * covariance.control - 2 * slope * covariance.both) / base / base
    return (difference / base, max(0, variance))
  }

  private static func shares(_ known: [Double]?, strata: [Stratum], total: Double) throws -> [Double] {
    guard let known else { return strata.map { Double($0.count) / total } }
    let sum = known.reduce(0, +)
    guard known.count == strata.count, known.allSatisfy({ $0 >= 0 }), sum > 0, sum.isFinite else {
      throw StatisticsError.invalidArgument(name: "weights", reason: "needs one share of zero or more per stratum")
    }
    return known.map { $0 / sum }
  }
}
