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

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: `name`, `value(name)`, `difference(name)` or `lift(name)`.
  ///   - arm: Name of the arm; nil: the last one that is not the baseline.
  ///   - scenario: Where the names come from.
  /// - Throws: ``SweepMeasureError`` that names what is valid.
  public init(_ text: String, arm: String?, in scenario: Scenario) throws(SweepMeasureError) {
    let compact = text.filter { !$0.isWhitespace }
    var kind = Kind.value
    var name = compact
    if let open = compact.firstIndex(of: "("), compact.hasSuffix(")") {
      guard let known = Kind(rawValue: String(compact[..<open])) else {
        throw .unknown(text, "write lift(...), difference(...) or value(...) of a KPI")
      }
      kind = known
      name = String(compact[compact.index(after: open)...].dropLast())
    }
    let kpis = scenario.kpis.map(\.name)
    let isKPI = kpis.contains(name)
    guard isKPI || (SweepOutcome.armMeasures.contains(name) && kind == .value) else {
      throw .unknown(
        text,
        "the KPIs are \(kpis.joined(separator: ", ")); whole arms have "
          + SweepOutcome.armMeasures.joined(separator: ", ")
      )
    }
    let arms = scenario.comparison.arms.map(\.name)
    guard let arm = arm ?? arms.last(where: { $0 != scenario.comparison.baseline }) ?? arms.last, arms.contains(arm)
    else {
      throw .unknown(arm ?? "", "the arms are \(arms.joined(separator: ", "))")
    }
    guard kind == .value || arm != scenario.comparison.baseline else {
      throw .unknown(text, "`\(arm)` is the baseline, so nothing is compared; choose another arm")
    }
    (self.kind, self.arm, kpi) = (kind, arm, name)
    isHigherBetter =
      switch scenario.kpis.first(where: { $0.name == name })?.better {
      case .higher: true
      case .lower: false
      case .neither: nil
      case nil: name == "revenue"
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
  /// What was written, and what is valid.
  case unknown(String, String)

  public var description: String {
    switch self {
    case .unknown(let text, let remedy): "`\(text)` is not known; \(remedy)"
    }
  }
}
