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

/// The retention of BG/BB: `q B(gamma, delta + d) / B(gamma, delta)`, with q the mean chance that a living user is active.
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

/// What the curves have in common at the ends of their ranges.
enum CurveLimit {
  /// Half the last day observed: a scale for curves that have one.
  static func middleDay(_ data: [Weighted<DayReturn>]) -> Double {
    Double(max(2, data.map(\.observation.day).max() ?? 2)) / 2
  }

  static func meaning(_ limits: [ParameterLimit], level: String) -> String? {
    if limits.contains(ParameterLimit(level, .zero)) { return "nobody returns" }
    let flat = [ParameterLimit("b", .zero), ParameterLimit("lambda", .infinity)]
    return limits.contains(where: flat.contains) ? "retention does not fall: the curve is flat" : nil
  }
}
