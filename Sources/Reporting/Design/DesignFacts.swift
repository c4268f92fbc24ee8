import Experiments

/// What a design says, in words and tables.
struct DesignFacts: Sendable {
  let result: DesignResult
  let numbers: ReportNumbers

  var title: String { "A test of \(result.arm) against \(result.control) on \(kpi)" }
  var kpi: String { result.kpi.title.isEmpty ? Words.fromIdentifier(result.kpi.name) : result.kpi.title }

  /// What the design rests on.
  var head: [String] {
    let truth = result.truth
    let lift = truth.lift.map { " (\(numbers.percent($0, signed: true)))" } ?? ""
    return [
      "Scenario \(result.scenario), \(numbers.count(result.users)) users, \(numbers.count(result.tests)) tests drawn, seed "
        + "\(result.seed).",
      "True effect: \(numbers.number(truth.difference, signed: true)) \(result.kpi.unit)\(lift) on "
        + "\(numbers.number(truth.control)), give or take \(numbers.number(truth.standardError)).",
    ]
  }

  /// How the numbers were made.
  var notes: [String] {
    [
      result.method,
      "Effects: the scenario's own between the two lives of every user; smaller ones are a part of it, larger ones and those "
        + "of the other sign let every outcome of the control grow alike.",
      "Prior of the lift: normal, mean \(numbers.percent(result.prior.mean)), standard deviation "
        + "\(numbers.percent(result.prior.standardDeviation)). A decision counts for \(result.valueDays) days.",
      "Made by EngagementLab \(result.version).",
    ]
  }

  var tables: [SummaryTable] { [power, rules, values, holdouts, exposed] }

  /// Power by users and days; of the looks the last, of the sizes all, and all looks of the largest.
  var power: SummaryTable {
    let last = result.looks.last ?? 0
    let most = result.cells.last?.size ?? 0
    let cells = result.cells.filter { $0.day == last || $0.size == most }
    return SummaryTable(
      title: "Power of the fixed test",
      columns: [
        ("Users", false), ("Days", true), ("Power", true), ("±", true), ("Finds lifts from", true),
        ("False alarms", true),
        ("Coverage", true), ("Wrong sign", true), ("Exaggeration", true),
      ],
      rows: cells.map(row),
      note: result.adjustment.map {
        "Adjusted by \($0.covariate), which leaves \(numbers.percent($0.counted)) of the variance "
          + "(\(numbers.percent($0.predicted)) by its correlation): so many users are needed of those without it."
      } ?? "Not adjusted: nothing is known of these users before the start.")
  }

  private func row(_ cell: DesignResult.Cell) -> [String] {
    let best = cell.best
    return [
      numbers.count(cell.users), String(cell.day), numbers.percent(best.power), numbers.percent(best.powerError),
      best.detectableLift.map { numbers.percent($0) } ?? "–", numbers.percent(best.falseAlarms),
      numbers.percent(best.coverage), best.wrongSign.map { numbers.percent($0) } ?? "–",
      best.exaggeration.map { "× " + numbers.number($0) } ?? "–",
    ]
  }

  var rules: SummaryTable {
    SummaryTable(
      title: "When to stop",
      columns: [
        ("Rule", false), ("False alarms", true), ("Power", true), ("Days", true), ("Days without effect", true),
        ("Coverage", true), ("Exaggeration", true),
      ],
      rows: result.rules.map { rule in
        [
          rule.name, numbers.percent(rule.falseAlarms), numbers.percent(rule.power), numbers.number(rule.days),
          numbers.number(rule.daysWithoutEffect), numbers.percent(rule.coverage),
          rule.exaggeration.map { "× " + numbers.number($0) } ?? "–",
        ]
      },
      note: "With \(numbers.count(result.recommendation.users)) users and looks on day "
        + "\(Words.list(result.looks.map(String.init))).")
  }

  var values: SummaryTable {
    SummaryTable(
      title: "What testing is worth",
      columns: [
        ("Decision", false), ("Expected lift", true), ("Over \(result.valueDays) days", true), ("Launched", true),
        ("Of those worse", true), ("Days", true),
      ],
      rows: result.values.map { value in
        [
          value.name, numbers.percent(value.lift, signed: true), numbers.percent(value.liftOverTime, signed: true),
          numbers.percent(value.launched), value.launchedWorse.map { numbers.percent($0) } ?? "–",
          numbers.number(value.days),
        ]
      },
      note: "Lifts from the prior: \(numbers.percent(result.prior.mean)) give or take "
        + "\(numbers.percent(result.prior.standardDeviation)).")
  }

  var holdouts: SummaryTable {
    SummaryTable(
      title: "If it is launched to all but a holdout",
      columns: [("Held out", false), ("Power", true), ("Finds lifts from", true), ("Costs", true)],
      rows: result.holdouts.map { holdout in
        [
          numbers.percent(holdout.share), numbers.percent(holdout.power),
          holdout.detectableLift.map { numbers.percent($0) } ?? "–", numbers.number(holdout.cost),
        ]
      },
      note: result.recommendation.holdout.map {
        "A holdout of \(numbers.percent($0)) is enough to see the scenario's effect with a power of "
          + "\(numbers.percent(result.powerWanted)); costs are what the users held out lose by day "
          + "\(result.looks.last ?? 0)."
      } ?? "No holdout reaches a power of \(numbers.percent(result.powerWanted)) with these users.")
  }

  var exposed: SummaryTable {
    SummaryTable(
      title: "Only those whom a message reached, or would have reached",
      columns: [("Users", false), ("Power", true), ("False alarms", true), ("Coverage", true), ("True effect", true)],
      rows: result.exposed.map { exposed in
        [
          [
            numbers.count(exposed.users), numbers.percent(exposed.power), numbers.percent(exposed.falseAlarms),
            numbers.percent(exposed.coverage), numbers.number(exposed.difference, signed: true),
          ]
        ]
      } ?? [],
      note: "Ghost sends tell who would have been reached in the control; without them this analysis is biased.")
  }
}
