import Foundation
import LabStatistics

/// The BG/BB model: at each opportunity a user first leaves for good with chance theta, else is active with chance p.
///
/// ```swift
/// let fit = try MaximumLikelihood.fit(BGBB.self, to: histories)
/// fit.model.probabilityActive(at: 30)  // the retention curve on day 30
/// ```
///
/// p is Beta(alpha, beta) and theta Beta(gamma, delta) between users. This is the life that the simulator plays when
/// there are no messages, no novelty and no weekly shape.
///
/// Source: Fader, Hardie & Shang 2010, "Customer-base analysis in a discrete-time noncontractual setting",
/// https://doi.org/10.1287/mksc.1100.0580. Ratios of beta functions are written as rising factorials, which keep their
/// digits where the parameters are large.
public struct BGBB: LikelihoodModel, Equatable {
  public static let name = "BG/BB"
  public static let parameters = [
    ModelParameter("alpha", .positive), ModelParameter("beta", .positive), ModelParameter("gamma", .positive),
    ModelParameter("delta", .positive),
  ]

  /// Parameters of the beta distribution of the chance to be active.
  public let alpha: Double
  public let beta: Double
  /// Parameters of the beta distribution of the chance to leave at an opportunity.
  public let gamma: Double
  public let delta: Double

  public init(alpha: Double, beta: Double, gamma: Double, delta: Double) {
    self.alpha = alpha
    self.beta = beta
    self.gamma = gamma
    self.delta = delta
  }

  public init(_ values: [Double]) {
    self.init(alpha: values[0], beta: values[1], gamma: values[2], delta: values[3])
  }

  public var values: [Double] { [alpha, beta, gamma, delta] }

  /// The mean chance that a living user is active, `alpha / (alpha + beta)`.
  public var activity: Double { alpha / (alpha + beta) }

  public func logLikelihood(of history: OpportunityHistory) -> Double {
    guard history.isPossible else { return .nan }
    return LikelihoodParts(self, history).total
  }

  public func gradient(of history: OpportunityHistory) -> [Double]? {
    guard history.isPossible else { return [.nan, .nan, .nan, .nan] }
    return LikelihoodParts(self, history).gradient()
  }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    let activity: String? =
      switch BetaLimit(limits, first: "alpha", second: "beta") {
      case .point: "all users have the same chance to be active"
      case .never: "nobody is ever active"
      case .always: "every user who has not left is active every time"
      case .extremes: "a user is active every time or never"
      case nil: nil
      }
    let leaving: String? =
      switch BetaLimit(limits, first: "gamma", second: "delta") {
      case .point: "all users have the same chance to leave"
      case .never: "nobody leaves"
      case .always: "everybody leaves at once"
      case .extremes: "a user leaves at once or never"
      case nil: nil
      }
    let parts = [activity, leaving].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
