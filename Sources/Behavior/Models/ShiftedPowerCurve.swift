import Foundation
import LabStatistics

/// The shifted power law `a (1 + d/c)^-b`: a power law that is finite on day 0.
public struct ShiftedPowerCurve: RetentionCurve, Equatable {
  public static let name = "shifted power"
  public static let formula = "a (1 + d/c)^-b"
  public static let parameters = [
    ModelParameter("a", .positive), ModelParameter("b", .positive), ModelParameter("c", .positive),
  ]
  public let values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public func logRetention(on day: Double) -> Double { log(values[0]) - values[1] * log1p(day / values[2]) }

  public func logRetentionSlopes(on day: Double) -> [Double] {
    let (b, c) = (values[1], values[2])
    return [1 / values[0], -log1p(day / c), b * day / (c * (c + day))]
  }

  public static func start(for data: [Weighted<DayReturn>]) -> [Double]? { [0.5, 0.7, 2] }

  public static func meaning(of limits: [ParameterLimit]) -> String? {
    if limits == [ParameterLimit("b", .infinity), ParameterLimit("c", .infinity)] { return "the exponential curve" }
    return CurveLimit.meaning(limits, level: "a")
  }
}
