import Foundation
import LabStatistics

/// The exponential curve `a exp(-d/lambda)`: everybody leaves at the same rate. Kept to be beaten.
public struct ExponentialCurve: RetentionCurve, Equatable {
  public static let name = "exponential"
  public static let formula = "a exp(-d/lambda)"
  public static let parameters = [ModelParameter("a", .positive), ModelParameter("lambda", .positive)]
  public let values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public func logRetention(on day: Double) -> Double { log(values[0]) - day / values[1] }

  public func logRetentionSlopes(on day: Double) -> [Double] { [1 / values[0], day / (values[1] * values[1])] }

  public static func start(for data: [Weighted<DayReturn>]) -> [Double]? { [0.5, CurveLimit.middleDay(data)] }

  public static func meaning(of limits: [ParameterLimit]) -> String? { CurveLimit.meaning(limits, level: "a") }
}
