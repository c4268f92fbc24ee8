import Experiments
import Primitives

/// What every form of a report says, worked out once: page, terminal and Markdown show the same facts.
package struct ReportFacts: Sendable {
  package let result: RunResult
  private let kpisByName: [String: RunResult.KPISummary]
  private let liftsByKey: [Key: RunResult.LiftResult]
  private let programsByName: [String: RunResult.ProgramSummary]
  private let armLabels: [String: String]

  private struct Key: Hashable, Sendable {
    var arm: String
    var kpi: String
  }

  package init(_ result: RunResult) {
    self.result = result
    kpisByName = Dictionary(result.kpis.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    programsByName = Dictionary(result.programs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    armLabels = Self.labels(of: result.arms, programs: programsByName)
    liftsByKey = Dictionary(
      result.lifts.map { (Key(arm: $0.arm, kpi: $0.kpi), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The arm that the others are compared with.
  package var baseline: RunResult.ArmResult? { result.arms.first { $0.name == result.scenario.baseline } }
  /// The other arms, in the order of the scenario.
  package var alternatives: [RunResult.ArmResult] { result.arms.filter { $0.name != result.scenario.baseline } }
  /// All arms with the baseline first, the order of every legend.
  package var arms: [RunResult.ArmResult] { (baseline.map { [$0] } ?? []) + alternatives }

  /// The title of a scenario, or its name in words.
  package var title: String {
    result.scenario.title.isEmpty
      ? Words.sentenceCase(Words.fromIdentifier(result.scenario.name)) : result.scenario.title
  }

  package func kpi(_ name: String) -> RunResult.KPISummary? { kpisByName[name] }
  package func lift(arm: String, kpi: String) -> RunResult.LiftResult? { liftsByKey[Key(arm: arm, kpi: kpi)] }
  package func campaign(_ name: String) -> RunResult.CampaignSummary? { result.campaigns.first { $0.name == name } }

  /// The label of an arm, different for every arm: the title of its only program, "No messages" for an empty one, or its
  /// name in words.
  package func label(arm name: String) -> String { armLabels[name] ?? Words.fromIdentifier(name) }

  /// The label of a program: its title, or its name in words.
  package func label(program name: String) -> String { Self.label(program: name, in: programsByName) }

  /// The label of an objective: its program, or its arm.
  package func label(_ objective: RunResult.ObjectiveResult) -> String {
    guard let program = objective.program else { return label(arm: objective.arm) }
    // A program that is never alone is judged in every arm that has it.
    let isJudgedOnce = result.objectives.filter { $0.program == program }.count == 1
    return isJudgedOnce ? label(program: program) : "\(label(program: program)) in \(label(arm: objective.arm))"
  }

  private static func label(program name: String, in programs: [String: RunResult.ProgramSummary]) -> String {
    guard let title = programs[name]?.title, !title.isEmpty, title != name else {
      return Words.sentenceCase(Words.fromIdentifier(name))
    }
    return title
  }

  private static func labels(
    of arms: [RunResult.ArmResult], programs: [String: RunResult.ProgramSummary]
  ) -> [String: String] {
    let pairs = arms.map { arm -> (name: String, label: String) in
      if arm.programs == [arm.name] { return (arm.name, label(program: arm.name, in: programs)) }
      if arm.programs.isEmpty, ["none", "nothing", "no_messages"].contains(arm.name) {
        return (arm.name, "No messages")
      }
      return (arm.name, Words.sentenceCase(Words.fromIdentifier(arm.name)))
    }
    let uses = Dictionary(grouping: pairs, by: \.label).mapValues(\.count)
    return Dictionary(
      pairs.map { ($0.name, uses[$0.label] == 1 ? $0.label : "\($0.label) (\($0.name))") },
      uniquingKeysWith: { first, _ in first })
  }

  /// The KPI that the page shows first: that of the scenario's objective, else of any objective, else the first.
  package var mainKPI: RunResult.KPISummary? {
    let objective = result.objectives.first { $0.program == nil } ?? result.objectives.first
    return objective.flatMap { kpi($0.kpi) } ?? result.kpis.first
  }

  /// Objectives of the whole endeavour, one per arm.
  package var sharedObjectives: [RunResult.ObjectiveResult] { result.objectives.filter { $0.program == nil } }
  /// Objectives that programs have of their own.
  package var programObjectives: [RunResult.ObjectiveResult] { result.objectives.filter { $0.program != nil } }

  /// How a difference reads for its KPI.
  package func reading(_ lift: RunResult.LiftResult) -> Reading {
    Reading(lift.difference, better: kpi(lift.kpi)?.better ?? "neither")
  }

  /// What an arm costs and brings in beyond the baseline.
  package func money(arm name: String) -> ArmMoney? {
    guard let arm = result.arms.first(where: { $0.name == name }) else { return nil }
    return ArmMoney(
      costPerUser: arm.users > 0 ? arm.cost / Double(arm.users) : 0,
      extraCost: arm.cost - (baseline?.cost ?? 0), extraRevenue: arm.revenue - (baseline?.revenue ?? 0))
  }

  /// Whether any arm spends or earns anything.
  package var hasMoney: Bool { result.arms.contains { $0.cost != 0 || $0.revenue != 0 } }

  /// Guardrail KPIs that an arm makes worse.
  package func brokenGuardrails(arm: String) -> [RunResult.LiftResult] {
    result.kpis.filter(\.guardrail).compactMap { lift(arm: arm, kpi: $0.name) }.filter { reading($0) == .worse }
  }

  /// The first day of the horizon, if the text of the result is a date.
  package var start: CivilDate? { CivilDate(result.scenario.start) }

  /// The target of an objective in words: `+25%`, `+0.10 EUR per user`, `at least 40%`.
  package func target(_ objective: RunResult.ObjectiveResult, numbers: ReportNumbers) -> String {
    guard let kpi = kpi(objective.kpi) else { return numbers.number(objective.target, signed: true) }
    switch objective.kind {
    case "lift": return numbers.target(percent: objective.target)
    case "difference": return numbers.change(objective.target, of: kpi)
    default: return "\(kpi.better == "lower" ? "at most" : "at least") \(numbers.value(objective.target, of: kpi))"
    }
  }

  /// What was measured for an objective, with its interval.
  package func measured(_ objective: RunResult.ObjectiveResult, numbers: ReportNumbers) -> String {
    guard objective.kind != "lift", let kpi = kpi(objective.kpi) else { return numbers.lift(objective.measured) }
    return numbers.interval(objective.measured) {
      objective.kind == "difference"
        ? numbers.change($0, of: kpi, withUnit: false) : numbers.value($0, of: kpi, withUnit: false)
    }
  }
}
