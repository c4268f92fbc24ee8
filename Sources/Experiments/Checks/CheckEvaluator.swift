import LabStatistics
import Simulation

/// Holds the checks of a scenario against a result.
///
/// ```swift
/// let results = try CheckEvaluator(result).evaluate(scenario.compiledChecks)
/// ```
///
/// A bound with a confidence is decided by the interval: it is kept when every value of the interval keeps it, broken when
/// none does, and undecided otherwise. A bound without one is decided by the estimate.
public struct CheckEvaluator: Sendable {
  private let result: RunResult

  /// Makes an evaluator of a result.
  public init(_ result: RunResult) { self.result = result }

  /// Returns what the checks say, of each arm that they look at.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func evaluate(_ checks: [CompiledCheck]) throws -> [CheckResult] {
    try checks.flatMap { check in try check.arms.map { try evaluate(check, arm: $0) } }
  }

  private func evaluate(_ check: CompiledCheck, arm: String) throws -> CheckResult {
    let shown = check.fail ?? check.warn
    let confidence = check.measure.hasInterval ? shown?.confidence ?? Self.usualConfidence : nil
    let fail = try check.fail.map { try holds($0, check.measure, arm) }
    let warn = try check.warn.map { try holds($0, check.measure, arm) }
    return CheckResult(
      check: check, arm: arm, verdict: Self.verdict(fail: fail, warn: warn),
      measured: try measured(check.measure, arm, confidence: confidence), confidence: confidence)
  }

  private static let usualConfidence = 0.95

  /// - Parameters: Nil: there is no such bound; nil inside: it cannot be decided.
  private static func verdict(fail: Bool??, warn: Bool??) -> CheckResult.Verdict {
    switch fail {
    case .some(.some(false)): return .fails
    case .some(.none): return .unclear
    case .none, .some(.some(true)): break
    }
    // What only should hold is worth a warning as soon as it may not.
    switch warn {
    case .none, .some(.some(true)): return .passes
    case .some(.some(false)): return .warns
    case .some(.none): return fail == nil ? .unclear : .warns
    }
  }

  /// Whether a bound is kept; nil: it cannot be told.
  private func holds(_ bound: CheckBound, _ measure: CheckMeasure, _ arm: String) throws -> Bool? {
    let measured = try measured(measure, arm, confidence: bound.confidence)
    guard bound.confidence != nil else { return measured.estimate.map(bound.holds) }
    guard let low = measured.low, let high = measured.high else { return nil }
    let (atLow, atHigh) = (bound.holds(low), bound.holds(high))
    return atLow == atHigh ? atLow : nil
  }

  // MARK: What is measured

  private func measured(
    _ measure: CheckMeasure, _ name: String, confidence: Double?
  ) throws -> RunResult.IntervalEstimate {
    guard let arm = result.arms.first(where: { $0.name == name }) else { return Self.nothing(.missingArm) }
    switch measure {
    case .pressureMean: return Self.exact(arm.pressure.mean)
    case .pressureP95: return Self.exact(Double(arm.pressure.p95))
    case .cost: return Self.exact(arm.cost)
    case .revenue: return Self.exact(arm.revenue)
    case .count(let campaign, let outcome): return Self.exact(Double(arm.campaigns[campaign]?[outcome] ?? 0))
    case .share(let campaign, let outcome):
      guard let counts = arm.campaigns[campaign], let targeted = counts["targeted"], targeted > 0 else {
        return Self.nothing(.zeroDenominator)
      }
      return Self.exact(Double(counts[outcome] ?? 0) / Double(targeted))
    case .value(let kpi): return try value(kpi, arm, confidence: confidence)
    case .lift(let kpi), .difference(let kpi): return try change(measure, kpi, arm, confidence: confidence)
    }
  }

  private static func exact(_ value: Double) -> RunResult.IntervalEstimate { .init(estimate: value) }
  private static func nothing(_ status: Status) -> RunResult.IntervalEstimate { .init(status: status.rawValue) }

  private func critical(_ confidence: Double, _ arm: RunResult.ArmResult) throws -> Double {
    try StudentT(degreesOfFreedom: Double(max(1, arm.users - 1))).twoSidedCritical(alpha: 1 - confidence)
  }

  private func value(
    _ kpi: String, _ arm: RunResult.ArmResult, confidence: Double?
  ) throws -> RunResult.IntervalEstimate {
    guard let found = arm.kpis[kpi], let estimate = found.estimate else {
      return .init(status: arm.kpis[kpi]?.status ?? Status.missingArm.rawValue)
    }
    guard let confidence else { return Self.exact(estimate) }
    // Where nobody differs nothing says how far the next user might.
    guard let error = found.standardError, error > 0 else {
      return .init(estimate: estimate, status: Status.zeroVariance.rawValue)
    }
    let half = try critical(confidence, arm) * error
    return .init(estimate: estimate, low: estimate - half, high: estimate + half)
  }

  private func change(
    _ measure: CheckMeasure, _ kpi: String, _ arm: RunResult.ArmResult, confidence: Double?
  ) throws -> RunResult.IntervalEstimate {
    guard let found = result.lifts.first(where: { $0.arm == arm.name && $0.kpi == kpi }) else {
      return Self.nothing(.missingArm)
    }
    let known = if case .lift = measure { found.lift } else { found.difference }
    guard let confidence, abs(confidence - found.confidence) > 1e-12 else { return known }
    guard let low = found.difference.low, let high = found.difference.high, low < high else { return known }
    let usual = try critical(found.confidence, arm)
    let wanted = try critical(confidence, arm)
    let error = (high - low) / 2 / usual
    guard case .lift = measure else {
      guard let estimate = known.estimate else { return known }
      return .init(estimate: estimate, low: estimate - wanted * error, high: estimate + wanted * error)
    }
    guard let treatment = arm.kpis[kpi], let control = baseline?.kpis[kpi], let t = treatment.estimate,
      let c = control.estimate, let errorOfT = treatment.standardError, let errorOfC = control.standardError
    else { return known }
    // The covariance of the same people in both arms follows from the variance of the difference.
    let covariance = (errorOfT * errorOfT + errorOfC * errorOfC - error * error) / 2
    let lift = LiftMethod.fieller.lift(
      control: c, treatment: t, controlVariance: errorOfC * errorOfC, treatmentVariance: errorOfT * errorOfT,
      covariance: covariance, critical: wanted)
    return .init(estimate: lift.estimate, low: lift.low, high: lift.high, status: lift.status?.rawValue)
  }

  private var baseline: RunResult.ArmResult? { result.arms.first { $0.name == result.scenario.baseline } }
}
