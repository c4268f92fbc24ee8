import Foundation
import LabStatistics

/// A formula for the share of users who return on a day after the install, fitted by binomial likelihood.
///
/// The same user counts on several days, which the binomial takes for independent: intervals are too narrow where
/// users are much alike from day to day. BG/BB, which sees whole users, has no such flaw.
public protocol RetentionCurve: LikelihoodModel where Observation == DayReturn {
  /// The formula, as shown in reports.
  static var formula: String { get }

  /// The logarithm of the share of users active on a day.
  func logRetention(on day: Double) -> Double

  /// The derivatives of `logRetention` by the parameters.
  func logRetentionSlopes(on day: Double) -> [Double]
}

extension RetentionCurve {
  /// The share of users active on a day after the install; above 1 where the formula makes no sense.
  public func retention(on day: Int) -> Double { exp(logRetention(on: Double(day))) }

  public func logLikelihood(of observation: DayReturn) -> Double {
    guard observation.day >= 1 else { return .nan }
    let log = logRetention(on: Double(observation.day))
    return observation.returned && log <= 0 ? log : Logarithms.logOneMinusExp(log)
  }

  public func gradient(of observation: DayReturn) -> [Double]? {
    let day = Double(observation.day)
    let slopes = logRetentionSlopes(on: day)
    if observation.returned { return slopes }
    // r / (1 - r)
    let odds = 1 / expm1(-logRetention(on: day))
    return slopes.map { -odds * $0 }
  }
}
