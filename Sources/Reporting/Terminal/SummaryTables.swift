import Experiments

/// The facts of a report as small tables, the same on the terminal and in Markdown.
struct SummaryTables {
  let facts: ReportFacts
  let numbers: ReportNumbers

  /// All tables that have rows.
  var all: [SummaryTable] {
    [shared, own, lifts, worlds, guardrails, variants, tests, claims, naive, polls].compactMap { $0 }.filter {
      !$0.rows.isEmpty
    }
  }

  private var currency: String { facts.result.scenario.currency }

  /// Every arm against the objective that all of them share.
  private var shared: SummaryTable? {
    guard let first = facts.sharedObjectives.first, let kpi = facts.kpi(first.kpi) else { return nil }
    var columns: [SummaryTable.Column] = [
      ("Alternative", false), ("Verdict", false), (first.kind == "value" ? "Value" : "Change", true),
      ("Interval", false),
    ]
    if facts.hasMoney {
      columns += [("Cost per user", true), ("Extra revenue", true), ("Back per 1 \(currency)", true)]
    }
    let rows = facts.sharedObjectives.map { objective in
      [facts.label(arm: objective.arm), verdict(objective)] + measured(objective)
        + (facts.hasMoney ? money(arm: objective.arm) : [])
    }
    return SummaryTable(
      title: "\(kpi.label): objective \(facts.target(first, numbers: numbers))", columns: columns, rows: rows)
  }

  /// Programs against their own objectives.
  private var own: SummaryTable? {
    let rows = facts.programObjectives.map { objective in
      let kpi = facts.kpi(objective.kpi)?.label ?? objective.kpi
      return [
        facts.label(objective), kpi, facts.target(objective, numbers: numbers),
        verdict(objective),
      ] + measured(objective)
    }
    return SummaryTable(
      title: "What each program set out to do",
      columns: [
        ("Program", false), ("KPI", false), ("Objective", true), ("Verdict", false), ("Measured", true),
        ("Interval", false),
      ], rows: rows)
  }

  /// What the arms change in the main KPI, where no objective has told it.
  private var lifts: SummaryTable? {
    guard let kpi = facts.mainKPI, facts.sharedObjectives.isEmpty else { return nil }
    return liftTable(
      "\(kpi.label): change against \(baseline)",
      facts.alternatives.compactMap { facts.lift(arm: $0.name, kpi: kpi.name) })
  }

  /// What uncertain numbers do to the effects that matter.
  private var worlds: SummaryTable? {
    guard let sentence = facts.worldSentence, let uncertainty = facts.result.uncertainty else { return nil }
    let rows = facts.keyWorldEffects.map { effect in
      let size = numbers.parts(effect)
      return [
        facts.label(arm: effect.arm), effect.kpi.label, size.estimate, size.interval,
        numbers.varianceShare(effect.spread.worldShare), numbers.varianceShare(effect.spread.noiseShare),
        facts.reached(effect),
      ]
    }
    return SummaryTable(
      title: "Over \(uncertainty.replications) worlds that the uncertain numbers allow",
      columns: [
        ("Alternative", false), ("KPI", false), ("Central", true), ("Interval over worlds", false), ("World", true),
        ("Noise", true), ("Objective reached", true),
      ], rows: rows, note: ([sentence] + uncertainty.advice).joined(separator: " "))
  }

  /// Guardrails that arms make worse.
  private var guardrails: SummaryTable? {
    liftTable(
      "Guardrails that get worse, against \(baseline)",
      facts.alternatives.flatMap { facts.brokenGuardrails(arm: $0.name) })
  }

  private var baseline: String { Words.midSentence(facts.label(arm: facts.result.scenario.baseline)) }

  private func liftTable(_ title: String, _ lifts: [RunResult.LiftResult]) -> SummaryTable {
    let rows = lifts.map { lift in
      let size = numbers.size(lift, of: facts.kpi(lift.kpi))
      return [
        facts.label(arm: lift.arm), facts.kpi(lift.kpi)?.label ?? lift.kpi, size.estimate, size.interval,
        facts.reading(lift).rawValue,
      ]
    }
    return SummaryTable(
      title: title,
      columns: [("Alternative", false), ("KPI", false), ("Change", true), ("Interval", false), ("Reading", false)],
      rows: rows)
  }

  /// A/B tests of variants.
  private var variants: SummaryTable? {
    let rows = facts.result.experiments.flatMap { test in
      test.comparisons.map { comparison in
        let size = numbers.parts(comparison.lift) { numbers.percent($0, signed: true) }
        return [
          Words.sentenceCase(Words.fromIdentifier(test.campaign)), facts.label(arm: test.arm),
          "\(comparison.variant) vs \(test.control)", comparison.metric,
          size.estimate, size.interval,
          test.sampleRatioAlarm ? "unfair split" : Reading(comparison.difference, better: "higher").rawValue,
        ]
      }
    }
    return SummaryTable(
      title: "A/B tests (sampling error)",
      columns: [
        ("Campaign", false), ("Arm", false), ("Variant", false), ("Measure", false), ("Lift", true),
        ("Interval", false), ("Reading", false),
      ], rows: rows)
  }

  /// Randomised tests: what each says, and whether that is true.
  private var tests: SummaryTable? {
    let rows = (facts.result.tests ?? []).flatMap { test in
      test.comparisons.filter { $0.role == "primary" }.map { comparison in
        let estimate = comparison.adjusted ?? comparison.intentionToTreat
        let size = numbers.parts(estimate.lift) { numbers.percent($0, signed: true) }
        let truth = estimate.trueLift.map { numbers.percent($0, signed: true) }
        return [
          Words.sentenceCase(Words.fromIdentifier(test.name)), facts.label(arm: comparison.arm),
          facts.kpi(comparison.metric)?.label ?? comparison.metric, "\(comparison.day)", size.estimate, size.interval,
          truth ?? "–",
          test.sampleRatioAlarm
            ? "unfair split"
            : [ReportFacts.word(test.decision) { facts.label(arm: $0) }, ReportFacts.agreement(test.decision)]
              .filter { !$0.isEmpty }.joined(separator: ": "),
        ]
      }
    }
    return SummaryTable(
      title: "What real tests would say (sampling error), and what is true",
      columns: [
        ("Test", false), ("Arm", false), ("KPI", false), ("Day", true), ("Lift", true), ("Interval", false),
        ("True", true), ("Decision", false),
      ], rows: rows)
  }

  /// What views of attribution claim, beside what was caused.
  private var claims: SummaryTable? {
    let rows = facts.claims.map { claim in
      let caused = facts.caused(claim, numbers: numbers)
      return [
        Words.sentenceCase(Words.fromIdentifier(claim.view.name)), facts.label(arm: claim.arm),
        numbers.count(claim.seen), numbers.count(claim.attributed), caused.estimate, caused.interval,
      ]
    }
    return SummaryTable(
      title: "What messages claim, beside what they caused",
      columns: [
        ("View", false), ("Arm", false), ("Conversions", true), ("Attributed", true), ("Caused", true),
        ("Interval", false),
      ], rows: rows, note: ReportFacts.claimSentence)
  }

  /// Users compared by the messages that they got, beside the effect.
  private var naive: SummaryTable? {
    guard let table = facts.naiveTable(numbers) else { return nil }
    return SummaryTable(
      title: "Naive: \(table.caption)", columns: table.columns.map { ($0.title, $0.isNumeric) },
      rows: table.rows.map { $0.map(\.text) }, note: ReportFacts.naiveSentence)
  }

  /// What people answered.
  private var polls: SummaryTable? {
    let rows = facts.polls.map { poll in
      let answers = poll.answers.map { answer in
        "\(Words.fromIdentifier(answer.name)) \(answer.share.map { numbers.percent($0) } ?? "–")"
      }
      return [poll.label, facts.label(arm: poll.arm), numbers.count(poll.total), answers.joined(separator: ", ")]
    }
    return SummaryTable(
      title: "What people answered",
      columns: [("Question", false), ("Arm", false), ("Answers", true), ("Shares", false)], rows: rows)
  }

  private func verdict(_ objective: RunResult.ObjectiveResult) -> String {
    let verdict = Verdict(objective.verdict)
    return "\(verdict.symbol) \(verdict.rawValue)"
  }

  private func measured(_ objective: RunResult.ObjectiveResult) -> [String] {
    let kpi = facts.kpi(objective.kpi)
    func write(_ value: Double) -> String {
      guard objective.kind != "lift", let kpi else { return numbers.percent(value, signed: true) }
      return objective.kind == "difference"
        ? numbers.change(value, of: kpi, withUnit: false) : numbers.value(value, of: kpi, withUnit: false)
    }
    let size = numbers.parts(objective.measured, write: write)
    return [size.estimate, size.interval]
  }

  private func money(arm: String) -> [String] {
    guard let money = facts.money(arm: arm) else { return ["–", "–", "–"] }
    return [
      numbers.money(money.costPerUser, currency), numbers.money(money.extraRevenue, currency, signed: true),
      money.returnPerCost.map { numbers.money($0, currency) } ?? "–",
    ]
  }
}
