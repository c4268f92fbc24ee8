import Foundation
import LabStatistics

/// How a number spreads over worlds, and how much of that is noise.
///
/// With L the number of each world and s its standard error within that world, the variance over worlds S² = var(L) is the
/// variance between worlds plus noise, so that between worlds it is S² − mean(s²), and never below 0: the method of moments for
/// a random-effects model (DerSimonian & Laird 1986, https://doi.org/10.1016/0197-2456(86)90046-2, with equal weights), as in
/// a one-way analysis of variance.
package struct WorldSpread: Sendable, Equatable {
  /// Worlds that gave a number.
  package private(set) var worlds = 0
  package private(set) var mean: Double?
  /// Where the answer of one further world lies.
  package private(set) var interval: Interval?
  /// S.
  package private(set) var deviation: Double?
  /// Standard deviation between worlds, without noise.
  package private(set) var worldDeviation: Double?
  /// Root of the mean square of the standard errors.
  package private(set) var noiseDeviation: Double?
  /// Share of S² that is the world's; the rest is noise.
  package private(set) var worldShare: Double?
  /// The interval of that share.
  package private(set) var worldShareInterval: Interval?
  /// Why numbers are missing.
  package private(set) var status: Status?

  /// From this number of worlds on, the interval is made of quantiles: the extreme worlds are its ends then.
  package static let enoughForQuantiles = 40

  /// Adds up worlds.
  ///
  /// A single world without a number leaves none over all of them: the others are a choice that the number itself made.
  ///
  /// - Parameter alpha: One minus the confidence.
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  package init(_ measurements: [Measurement], alpha: Double = 0.05) throws {
    var values: [Double] = []
    var noise = 0.0
    for measurement in measurements {
      switch measurement {
      case .number(let value, let variance):
        values.append(value)
        noise += variance
      case .none(let reason): status = status ?? reason
      }
    }
    worlds = values.count
    guard status == nil else { return }
    guard values.count > 1 else {
      status = .tooFewUnits
      return
    }
    let moments = Moments(values)
    let variance = moments.variance ?? 0
    noise /= Double(values.count)
    mean = moments.mean
    deviation = variance.squareRoot()
    noiseDeviation = noise.squareRoot()
    worldDeviation = max(0, variance - noise).squareRoot()
    interval = try Self.interval(values, moments, alpha: alpha)
    guard variance > 0 else {
      status = .zeroVariance
      return
    }
    worldShare = max(0, 1 - noise / variance)
    worldShareInterval = try Self.shareInterval(variance: variance, noise: noise, count: values.count, alpha: alpha)
  }

  /// Where one further world lies: from type 6 quantiles, or of a t distribution where they are too few for that
  /// (Hahn & Meeker 1991, Statistical Intervals, sections 4.7 and 5.3).
  private static func interval(_ values: [Double], _ moments: Moments, alpha: Double) throws -> Interval {
    if values.count >= enoughForQuantiles {
      return Interval(
        low: try QuantileEstimate(values, level: alpha / 2).type6,
        high: try QuantileEstimate(values, level: 1 - alpha / 2).type6)
    }
    let n = Double(values.count)
    let critical = try StudentT(degreesOfFreedom: n - 1).twoSidedCritical(alpha: alpha)
    return Interval(
      center: moments.mean, halfWidth: critical * (moments.standardDeviation ?? 0) * (1 + 1 / n).squareRoot())
  }

  /// The share at both ends of the chi-squared interval of S²; the noise, a mean over many users, counts as known.
  private static func shareInterval(variance: Double, noise: Double, count: Int, alpha: Double) throws -> Interval {
    let degrees = Double(count - 1)
    let distribution = try ChiSquared(degreesOfFreedom: degrees)
    let ends = try [distribution.upperQuantile(alpha / 2), distribution.quantile(alpha / 2)].map {
      max(0, 1 - noise * $0 / (degrees * variance))
    }
    return Interval(low: ends[0], high: ends[1])
  }
}
