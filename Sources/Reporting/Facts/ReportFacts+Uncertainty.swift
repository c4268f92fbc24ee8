import Experiments

extension ReportFacts {
  /// The effect of an arm over worlds, as it is told: in percent, or as a difference where percent have no meaning.
  package struct WorldEffect: Sendable, Equatable {
    package var arm: String
    package var kpi: RunResult.KPISummary
    package var spread: RunResult.Spread
    package var isRelative: Bool
    /// What became of the objective, if there is one for the arm and the KPI.
    package var objective: RunResult.ObjectiveSpread?
  }

  /// The effects on a KPI over worlds, in the order of the arms; empty where nothing is uncertain.
  package func worldEffects(on kpi: RunResult.KPISummary) -> [WorldEffect] {
    guard let uncertainty = result.uncertainty else { return [] }
    return uncertainty.lifts.filter { $0.kpi == kpi.name }.map { lift in
      let isRelative = lift.lift.mean != nil
      let objectives = uncertainty.objectives.filter { $0.arm == lift.arm && $0.kpi == lift.kpi }
      return WorldEffect(
        arm: lift.arm, kpi: kpi, spread: isRelative ? lift.lift : lift.difference, isRelative: isRelative,
        objective: objectives.first { $0.program == nil } ?? objectives.first)
    }
  }

  /// The effects that objectives are about, else those on the main KPI.
  package var keyWorldEffects: [WorldEffect] {
    guard let uncertainty = result.uncertainty else { return [] }
    if uncertainty.objectives.isEmpty { return mainKPI.map { worldEffects(on: $0) } ?? [] }
    return uncertainty.objectives.compactMap { objective in
      guard let kpi = kpi(objective.kpi), var effect = worldEffects(on: kpi).first(where: { $0.arm == objective.arm })
      else { return nil }
      effect.objective = objective
      return effect
    }
  }

  /// `17 of 20`, or a dash without an objective.
  package func reached(_ effect: WorldEffect) -> String {
    guard let objective = effect.objective, let uncertainty = result.uncertainty else { return "–" }
    return "\(objective.reaches) of \(uncertainty.replications)"
  }

  /// What the drawn worlds are, in a sentence.
  package var worldSentence: String? {
    guard let uncertainty = result.uncertainty else { return nil }
    let names = Words.list(uncertainty.inputs.map { label(input: $0) })
    return
      "\(Words.sentenceCase(Words.count(uncertainty.replications, "world", "worlds"))) were drawn, each with its own "
      + "people and its own \(names). Every number elsewhere is that of the central world."
  }

  /// The last keys of a path: `dropout gamma`, `appeal of weekly, variant b`.
  package func label(input: RunResult.UncertainInput) -> String {
    let keys = input.path.split(separator: ".").map(String.init)
    guard keys.first == "campaigns", keys.count > 3 else {
      return Words.fromIdentifier(keys.dropFirst(2).joined(separator: " "))
    }
    let campaign = Words.fromIdentifier(keys[1])
    return keys.count == 5 && keys[2] == "variants"
      ? "appeal of \(campaign), variant \(keys[3])" : "appeal of \(campaign)"
  }

  /// A value of an uncertain number with its unit.
  package func value(_ value: Double, of input: RunResult.UncertainInput, numbers: ReportNumbers) -> String {
    switch input.unit {
    case "percent": numbers.percent(value)
    case "money": numbers.money(value, result.scenario.currency)
    case "number": numbers.number(value)
    default: "\(numbers.number(value)) \(input.unit)"
    }
  }
}

extension ReportNumbers {
  /// An effect over worlds: the central estimate, and the interval, each as text.
  package func parts(_ effect: ReportFacts.WorldEffect) -> (estimate: String, interval: String) {
    parts(effect.spread.answer) { effect.isRelative ? percent($0, signed: true) : change($0, of: effect.kpi) }
  }

  /// A share of the variance, without digits that a few worlds do not give.
  package func varianceShare(_ share: Double?) -> String {
    share.map { "\(Int(($0 * 100).rounded()))%" } ?? "–"
  }
}
