import Foundation
import LabStatistics

extension BGBB {
  /// The mean chance that a living user is active on a day with `rate` times the usual sessions.
  ///
  /// Sessions are Poisson with mean -ln(1 - p), so that chance is `1 - (1 - p)^rate`, whose mean over p ~ Beta(alpha,
  /// beta) is `1 - B(alpha, beta + rate) / B(alpha, beta)`; at rate 1 it is ``activity``.
  ///
  /// - Parameter rate: 0 or more.
  public func activity(atRate rate: Double) -> Double {
    -expm1(RisingFactorial.log(beta, rate) - RisingFactorial.log(alpha + beta, rate))
  }

  /// The retention curve with the extra sessions of the first days, `rate = 1 + boost e^(-day / days)`.
  public func probabilityActive(at day: Int, novelty: BehaviorParameters.Novelty) -> Double {
    activity(atRate: novelty.rate(at: day)) * survival(at: day)
  }
}

extension BehaviorParameters.Novelty {
  /// Sessions on a day after the install relative to those of a user long since installed.
  public func rate(at age: Int) -> Double { 1 + boost * exp(-Double(age) / days) }
}
