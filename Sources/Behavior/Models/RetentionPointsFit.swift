import Foundation
import LabStatistics

/// BG/BB from published retention points (D1, D7, D30, D90) alone, without counts.
///
/// ```swift
/// let fit = try RetentionPointsFit([1: 0.26, 7: 0.13, 30: 0.07, 90: 0.04])
/// fit.model  // q = 0.363, gamma = 0.485, delta = 1.215
/// ```
///
/// Least squares on ln r(d), so that a tenth too much counts alike at 40 % and at 4 %. Retention depends on alpha and
/// beta only through `q = alpha / (alpha + beta)`: their sum is not in the points and is fixed. There are no standard
/// errors, as nothing says how many users stand behind a point.
public struct RetentionPointsFit: Sendable {
  /// Where q comes from.
  public enum Activity: Sendable, Equatable {
    /// Estimated: there are four points or more.
    case estimated
    /// Held at a value, by the caller's wish or because so few points do not identify it.
    case held(reason: Reason)

    public enum Reason: Sendable, Equatable {
      case asked
      /// With three points or fewer, every q has a gamma and a delta that fit as well.
      case tooFewPoints(Int)
    }
  }

  /// One point and the curve there.
  public struct Residual: Sendable, Equatable {
    public let day: Int
    public let observed: Double
    public let fitted: Double
  }

  public let model: BGBB
  public let activity: Activity
  /// The fixed `alpha + beta`: an assumption, not an estimate.
  public let concentration: Double
  public let residuals: [Residual]

  /// The `alpha + beta` taken when none is given: fits to daily data of a mobile game give 1.64 to 1.70.
  public static let usualConcentration = 1.7
  /// The q taken when the points do not identify it: that of the median app (26, 13, 7 and 4 % on days 1, 7, 30, 90).
  public static let usualActivity = 0.363

  /// The root of the mean squared difference of ln r between points and curve.
  public var rootMeanSquare: Double {
    let squares = residuals.reduce(0) { $0 + pow(log($1.observed / $1.fitted), 2) }
    return (squares / Double(residuals.count)).squareRoot()
  }

  /// Fits the points.
  ///
  /// - Parameters:
  ///   - points: share of users active by day since the install, from day 1; each between 0 and 1.
  ///   - activity: q to hold; nil to estimate it from four points or more, and to hold `usualActivity` below that.
  ///   - concentration: the `alpha + beta` to assume, positive.
  /// - Throws: `StatisticsError.invalidArgument` for impossible points, `FitError.notIdentified` for a single point,
  ///   other `FitError`s when no curve of this family comes near.
  public init(
    _ points: [Int: Double], activity: Double? = nil, concentration: Double = RetentionPointsFit.usualConcentration
  ) throws {
    let sorted = points.sorted { $0.key < $1.key }
    guard !sorted.isEmpty else { throw FitError.noData }
    for (day, share) in sorted where !(day >= 1 && share > 0 && share < 1) {
      throw StatisticsError.invalidArgument(
        name: "day \(day)", reason: "needs a day from 1 and a share between 0 and 1, not \(share)")
    }
    guard concentration > 0, concentration.isFinite else {
      throw StatisticsError.invalidArgument(name: "concentration", reason: "must be positive, not \(concentration)")
    }
    let parameters = QSBGCurve.parameters.map(\.name)
    guard sorted.count >= 2 else {
      throw FitError.notIdentified(parameters: parameters, conditionNumber: .infinity)
    }
    let held = activity ?? (sorted.count >= 4 ? nil : Self.usualActivity)
    if activity != nil {
      self.activity = .held(reason: .asked)
    } else {
      self.activity = held == nil ? .estimated : .held(reason: .tooFewPoints(sorted.count))
    }
    let summary = try MaximumLikelihood.maximize(
      Self.problem(sorted.map { ($0.key, $0.value) }), holding: held.map { ["q": $0] } ?? [:])
    let (q, gamma, delta) = (summary.values[0], summary.values[1], summary.values[2])
    let model = BGBB(alpha: q * concentration, beta: (1 - q) * concentration, gamma: gamma, delta: delta)
    self.model = model
    self.concentration = concentration
    residuals = sorted.map {
      Residual(day: $0.key, observed: $0.value, fitted: model.probabilityActive(at: $0.key))
    }
  }

  /// Least squares as the likelihood of normal errors with a standard deviation of 0.01 % on ln r: small enough that
  /// every direction the points say anything about is seen.
  private static func problem(_ points: [(day: Int, share: Double)]) -> LikelihoodProblem {
    let precision = 1e8
    func errors(_ values: [Double]) -> [(error: Double, slopes: [Double])] {
      let curve = QSBGCurve(values)
      return points.map { day, share in
        (log(share) - curve.logRetention(on: Double(day)), curve.logRetentionSlopes(on: Double(day)))
      }
    }
    return LikelihoodProblem(
      name: "retention points", parameters: QSBGCurve.parameters, observationCount: Double(points.count),
      start: [0.5, 0.5, 1],
      logLikelihood: { values in errors(values).reduce(0) { $0 - precision * $1.error * $1.error / 2 } },
      gradient: { values in
        errors(values).reduce(into: [0, 0, 0]) { sum, point in
          for index in 0..<3 { sum[index] += precision * point.error * point.slopes[index] }
        }
      }, meaning: QSBGCurve.meaning)
  }
}
