import EngagementCore
import LabStatistics
import Simulation

/// A number of an arm that a sweep looks at: `lift(retention_7)`, `difference(opt_outs)`, `ad_revenue`, `pressure.p95`.
public struct SweepMeasure: Sendable, Equatable, CustomStringConvertible {
  /// Which number of a KPI.
  public enum Kind: String, Sendable, CaseIterable {
    /// The mean in the arm.
    case value
    /// Against the baseline, in the KPI's unit.
    case difference
    /// Against the baseline, relative.
    case lift
  }

  public let kind: Kind
  /// Name of a KPI, or of a measure of a whole arm.
  public let kpi: String
  public let arm: String
  /// Whether more of it is better; nil: neither, as far as the scenario says.
  public let isHigherBetter: Bool?

  /// Reads a text in the words of checks.
  ///
  /// - Parameters:
  ///   - text: A KPI, `lift(name)` and the like, or a measure of a whole arm.
  ///   - arm: Name of the arm where the text names none; nil: the last one that is not the baseline.
  ///   - scenario: Where the names come from.
  /// - Throws: ``SweepMeasureError`` that names what is valid.
  public init(_ text: String, arm: String?, in scenario: Scenario) throws(SweepMeasureError) {
    let expression = try ArmExpression(reading: text, in: scenario)
    if let bound = expression.bound {
      throw .invalid(text, "a measure has no bound", "leave out `\(bound.text)`")
    }
    try self.init(expression, text, arm: arm, in: scenario)
  }

  /// The measure of an expression.
  init(_ expression: ArmExpression, _ text: String, arm: String?, in scenario: Scenario) throws(SweepMeasureError) {
    let whole: String?
    switch expression.measure {
    case .value(let name): (kind, kpi, whole) = (.value, name, nil)
    case .difference(let name): (kind, kpi, whole) = (.difference, name, nil)
    case .lift(let name): (kind, kpi, whole) = (.lift, name, nil)
    case .cost: (kind, kpi, whole) = (.value, "cost", "cost")
    case .revenue: (kind, kpi, whole) = (.value, "revenue", "revenue")
    case .pressureMean: (kind, kpi, whole) = (.value, "pressure.mean", "pressure.mean")
    case .pressureP95: (kind, kpi, whole) = (.value, "pressure.p95", "pressure.p95")
    case .count, .share:
      throw .invalid(text, "a sweep does not keep what became of messages", "measure a KPI, or a cost")
    }
    let definition = scenario.kpis.first { [kpi] in $0.name == kpi }
    if let whole, definition != nil {
      throw .invalid(text, "a KPI is called `\(whole)`, too", "write `value(\(whole))` for the KPI, or rename it")
    }
    let arms = scenario.comparison.arms.map(\.name)
    let usual = arms.last { $0 != scenario.comparison.baseline } ?? arms.last
    guard let arm = expression.arm ?? arm ?? usual, arms.contains(arm) else {
      throw .invalid(arm ?? "", "there is no such arm", "the arms are \(arms.joined(separator: ", "))")
    }
    guard kind == .value || arm != scenario.comparison.baseline else {
      throw .invalid(text, "`\(arm)` is the baseline, so nothing is compared", "choose another arm")
    }
    self.arm = arm
    isHigherBetter =
      switch definition?.better {
      case .higher: true
      case .lower: false
      case .neither: nil
      case nil: whole == "revenue"
      }
  }

  /// What a scenario is mostly about: the lift of the KPI of its objective, or of its first KPI.
  public init?(of scenario: Scenario, arm: String?) throws(SweepMeasureError) {
    let wanted =
      scenario.objective?.kpi ?? scenario.programs.lazy.compactMap { $0.objective?.kpi }.first
      ?? scenario.kpis.first?.name
    guard let wanted else { return nil }
    try self.init("lift(\(wanted))", arm: arm, in: scenario)
  }

  /// The number in an outcome; nil when there is none.
  public func number(in outcome: SweepOutcome) -> Double? {
    guard let cell = outcome.cell(arm: arm, kpi: kpi) else { return nil }
    let number =
      switch kind {
      case .value: cell.estimate
      case .difference: cell.difference
      case .lift: cell.lift
      }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Its mean over replications of a point; nil when one has none.
  public func mean(over outcomes: [SweepOutcome]) -> Double? {
    let numbers = outcomes.compactMap(number)
    return numbers.isEmpty || numbers.count < outcomes.count ? nil : Moments(numbers).mean
  }

  public var description: String { kind == .value ? kpi : "\(kind.rawValue)(\(kpi))" }

  /// In words: `the lift of ad_revenue in arm both`.
  public var words: String {
    kind == .value ? "\(kpi) in arm \(arm)" : "the \(kind.rawValue) of \(kpi) in arm \(arm)"
  }
}

/// Why a measure or a constraint cannot be read.
public enum SweepMeasureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was written, what is wrong with it, and what is valid.
  case invalid(String, String, String)

  public var description: String {
    switch self {
    case .invalid(let text, let what, let remedy): "`\(text)`: \(what); \(remedy)"
    }
  }
}

extension ArmExpression {
  /// Reads a text, with the errors of sweeps.
  init(reading text: String, in scenario: Scenario) throws(SweepMeasureError) {
    do {
      try self.init(text, in: scenario)
    } catch {
      throw .invalid(text, error.what, error.remedy)
    }
  }
}
