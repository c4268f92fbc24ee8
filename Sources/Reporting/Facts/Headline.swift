import Experiments

/// The answer in one or two sentences, for the top of every form of the report.
package struct Headline: Sendable {
  private let facts: ReportFacts
  private let numbers: ReportNumbers

  package init(_ facts: ReportFacts, numbers: ReportNumbers = .page) {
    self.facts = facts
    self.numbers = numbers
  }

  /// The sentences.
  package var text: String {
    let shared = facts.sharedObjectives
    if let first = shared.first { return answer(shared, first) }
    if !facts.programObjectives.isEmpty { return answerPrograms(facts.programObjectives) }
    let count = Words.number(facts.alternatives.count)
    return "This scenario declares no objective; the page shows what "
      + (facts.alternatives.count == 1 ? "the alternative changes." : "each of \(count) alternatives changes.")
  }

  private func answer(_ objectives: [RunResult.ObjectiveResult], _ first: RunResult.ObjectiveResult) -> String {
    let kpi = facts.kpi(first.kpi).map { Words.midSentence($0.label) } ?? first.kpi
    let goal = "the objective of \(facts.target(first, numbers: numbers)) on \(kpi)"
    let reaching = objectives.filter { Verdict($0.verdict) == .reaches }
    let unclear = objectives.filter { Verdict($0.verdict) == .unclear }
    let total = Words.number(objectives.count)
    var sentences: [String] = []
    switch reaching.count {
    case 0 where unclear.count == objectives.count:
      sentences.append("This run is too small to tell who reaches \(goal).")
    case 0 where !unclear.isEmpty:
      let names = Words.list(unclear.map(named))
      return "None of the \(total) alternatives clearly reaches \(goal). For \(names) this run is too small to tell."
    case 0:
      let subject =
        objectives.count == 1 ? "The alternative does not reach" : "None of the \(total) alternatives reaches"
      sentences.append("\(subject) \(goal).")
      if objectives.count > 1, let best = closest(objectives) { sentences.append("The closest is \(named(best)).") }
    case 1:
      let who = objectives.count == 1 ? "The alternative" : "One of the \(total) alternatives"
      sentences.append("\(who) reaches \(goal): \(named(reaching[0])).")
    default:
      let names = Words.list(reaching.map(named))
      sentences.append(
        "\(Words.sentenceCase(Words.number(reaching.count))) of the \(total) alternatives reach \(goal): \(names).")
      if let cheapest = cheapest(reaching) { sentences.append("The cheapest of them is \(cheapest).") }
    }
    if !unclear.isEmpty, unclear.count < objectives.count {
      sentences.append("For \(Words.list(unclear.map { facts.label(arm: $0.arm) })) this run is too small to tell.")
    }
    return sentences.joined(separator: " ")
  }

  private func answerPrograms(_ objectives: [RunResult.ObjectiveResult]) -> String {
    let reaching = objectives.filter { Verdict($0.verdict) == .reaches }
    let names = reaching.map(facts.label)
    let total = Words.count(objectives.count, "program", "programs")
    switch reaching.count {
    case 0: return "None of the \(total) clearly reaches its own objective."
    case objectives.count: return "Every program reaches its own objective: \(Words.list(names))."
    case 1: return "One of the \(total) reaches its own objective: \(names[0])."
    default:
      return
        "\(Words.sentenceCase(Words.number(names.count))) of the \(total) reach their own objective: \(Words.list(names))."
    }
  }

  private func named(_ objective: RunResult.ObjectiveResult) -> String {
    guard objective.kind == "lift", let estimate = objective.measured.estimate else {
      return facts.label(arm: objective.arm)
    }
    return "\(facts.label(arm: objective.arm)) (\(numbers.percent(estimate, signed: true)))"
  }

  private func closest(_ objectives: [RunResult.ObjectiveResult]) -> RunResult.ObjectiveResult? {
    objectives.filter { $0.measured.estimate != nil }.min {
      abs(($0.measured.estimate ?? 0) - $0.target) < abs(($1.measured.estimate ?? 0) - $1.target)
    }
  }

  private func cheapest(_ objectives: [RunResult.ObjectiveResult]) -> String? {
    let priced = objectives.compactMap { objective in
      facts.money(arm: objective.arm).map { (name: facts.label(arm: objective.arm), cost: $0.costPerUser) }
    }
    guard let first = priced.min(by: { $0.cost < $1.cost }), priced.filter({ $0.cost == first.cost }).count == 1 else {
      return nil
    }
    return "\(first.name), at \(numbers.money(first.cost, facts.result.scenario.currency)) per user"
  }
}
