import Foundation
import LabStatistics

/// The power law `a d^-b`.
public struct PowerCurve: RetentionCurve, Equatable {
  public static let name = "power"
  public static let formula = "a d^-b"
  public static let parameters = [ModelParameter("a", .positive), ModelParameter("b", .positive)]
  public let values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public func logRetention(on day: Double) -> Double { log(values[0]) - values[1] * log(day) }

  public func logRetentionSlopes(on day: Double) -> [Double] { [1 / values[0], -log(day)] }

  public static func start(for data: [Weighted<DayReturn>]) -> [Double]? { [0.5, 0.5] }

  public static func meaning(of limits: [ParameterLimit]) -> String? { CurveLimit.meaning(limits, level: "a") }
}
