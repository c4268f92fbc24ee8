import Foundation
import LabStatistics

/// The stretched exponential (Weibull) `a exp(-(d/lambda)^k)`.
public struct WeibullCurve: RetentionCurve, Equatable {
  public static let name = "Weibull"
  public static let formula = "a exp(-(d/lambda)^k)"
  public static let parameters = [
    ModelParameter("a", .positive), ModelParameter("lambda", .positive), ModelParameter("k", .positive),
  ]
  public let values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public func logRetention(on day: Double) -> Double { log(values[0]) - pow(day / values[1], values[2]) }

  public func logRetentionSlopes(on day: Double) -> [Double] {
    let (lambda, k) = (values[1], values[2])
    let fallen = pow(day / lambda, k)
    return [1 / values[0], k / lambda * fallen, -fallen * log(day / lambda)]
  }

  public static func start(for data: [Weighted<DayReturn>]) -> [Double]? { [0.7, CurveLimit.middleDay(data), 0.5] }

  public static func meaning(of limits: [ParameterLimit]) -> String? { CurveLimit.meaning(limits, level: "a") }
}
