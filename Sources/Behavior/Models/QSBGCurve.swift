import Foundation
import LabStatistics

/// The retention of BG/BB, `q B(gamma, delta + d) / B(gamma, delta)`, where q is the mean activity of who has not left.
public struct QSBGCurve: RetentionCurve, Equatable {
  public static let name = "q-sBG"
  public static let formula = "q B(gamma, delta + d) / B(gamma, delta)"
  public static let parameters = [
    ModelParameter("q", .unit), ModelParameter("gamma", .positive), ModelParameter("delta", .positive),
  ]
  public let values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public func logRetention(on day: Double) -> Double {
    log(values[0]) + SBG(alpha: values[1], beta: values[2]).logSurvival(after: day)
  }

  public func logRetentionSlopes(on day: Double) -> [Double] {
    let met = RisingFactorial.slope(values[1] + values[2], day)
    return [1 / values[0], -met, RisingFactorial.slope(values[2], day) - met]
  }

  public static func start(for data: [Weighted<DayReturn>]) -> [Double]? { [0.5, 0.7, 2] }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    switch BetaLimit(limits, first: "gamma", second: "delta") {
    case .point: return "all users have the same chance to leave (the exponential curve)"
    case .never: return "nobody leaves: the curve is flat"
    case .always, .extremes: return "who leaves does so at once"
    case nil: break
    }
    if limits.contains(ParameterLimit("q", .one)) { return "every user who has not left is active every day" }
    return CurveLimit.meaning(limits, level: "q")
  }
}
