import LabStatistics
import RecordedData

/// What the outputs of a recorded experiment have in common: health, words and numbers of comparisons.
package struct RecordedFacts: Sendable {
  /// Something to know before any number.
  package struct Health: Sendable, Equatable {
    /// `alarm`, `warning` or `note`.
    package var level: String
    package var message: String
  }

  let analysis: RecordedAnalysis
  let numbers: ReportNumbers

  var plan: ExperimentPlan { analysis.plan }
  var data: ExperimentData { analysis.data }

  /// The confidence of intervals, such as `95%`.
  var confidence: String { Share.text(1 - plan.alpha) }

  /// The name of the file without its folder.
  var fileName: String { data.file.split(separator: "/").last.map(String.init) ?? data.file }

  /// Who was compared.
  var subject: String {
    let arms = zip(analysis.overall.arms, analysis.overall.units).map { "\($0) \(numbers.count($1))" }
    return "\(numbers.count(data.users)) users: \(arms.joined(separator: ", ")); control \(plan.control)"
  }

  /// What must be known before any number, the gravest first.
  package var health: [Health] {
    let order = ["alarm", "warning", "note"]
    let all = sampleRatio + rows + users
    return order.flatMap { level in all.filter { $0.level == level } }
  }

  private var sampleRatio: [Health] {
    guard let test = analysis.overall.sampleRatio, let p = test.p else { return [] }
    let arms = analysis.overall.arms.enumerated().map { index, name in
      let observed = test.observedShares[index].map { number($0 * 100, digits: 4) + "%" } ?? "–"
      return "\(name) \(observed), planned \(number(test.expectedShares[index] * 100, digits: 4))%"
    }.joined(separator: "; ")
    let chance = "p = \(LabStatistics.NumberText.pValue(p))"
    if test.isMismatch {
      let message =
        "The split is broken (\(arms); \(chance)). Something loses or repeats users: trust no effect below before it "
        + "is found."
      return [Health(level: "alarm", message: message)]
    }
    if p < SampleRatioTest.warningLevel {
      return [
        Health(
          level: "warning",
          message:
            "The split is unlike the plan (\(arms); \(chance)), though short of the alarm at p < 0.001. Check how "
            + "users were assigned and counted.")
      ]
    }
    return [Health(level: "note", message: "The split is as planned (\(arms); \(chance)).")]
  }

  private var rows: [Health] { unusable(data.badRows, of: data.rows, "rows") }
  private var users: [Health] { unusable(data.badUsers, of: data.users + data.badUsers.total, "users") }

  private func unusable(_ bad: BadRows, of all: Int, _ what: String) -> [Health] {
    guard bad.total > 0 else { return [] }
    let reasons = bad.reasons.map { "\(numbers.count($0.count)) because \($0.reason.text)" }
    let lines = bad.examples.map { "\(data.placeName) \($0.line) '\($0.excerpt)'" }.joined(separator: ", ")
    let share = number(Double(bad.total) / Double(all) * 100, digits: 3)
    return [
      Health(
        level: "warning",
        message: "\(numbers.count(bad.total)) of \(numbers.count(all)) \(what) (\(share)%) were left out: "
          + "\(reasons.joined(separator: ", ")); first: \(lines).")
    ]
  }

  /// How the numbers were made, one sentence each.
  var notes: [String] {
    var notes: [String] = []
    if let tuned = plan.tunedFor {
      notes.append(
        "Intervals and p-values are valid at every look (\(confidence), narrowest at \(numbers.count(tuned)) users of two "
          + "arms).")
    } else {
      notes.append("Intervals have \(confidence) confidence and are valid for one look, at the planned end.")
    }
    if let correction = plan.correction, analysis.tests > 1 {
      notes.append(
        "p-values are corrected for \(analysis.tests) tests by \(correction.words); intervals are not corrected.")
    } else if analysis.tests > 1 {
      notes.append("p-values of \(analysis.tests) tests are not corrected.")
    }
    var methods: [(method: String, metrics: [String])] = []
    for result in analysis.overall.results {
      if let index = methods.firstIndex(where: { $0.method == result.method }) {
        if !methods[index].metrics.contains(result.metric) { methods[index].metrics.append(result.metric) }
      } else {
        methods.append((result.method, [result.metric]))
      }
    }
    notes += methods.map { "\($0.metrics.joined(separator: ", ")): \($0.method)." }
    if plan.unitColumn != nil {
      notes.append("Rows of one \(plan.unitColumn ?? "user") were put together before the comparison.")
    }
    return notes
  }

  /// Whether a metric is a share, shown as a percentage.
  func isShare(_ metric: String) -> Bool { specification(metric)?.kind == .proportion }

  /// The metric and its kind, unless its name says it.
  func title(_ metric: String) -> String {
    guard let kind = specification(metric)?.kind.name, !metric.hasSuffix(kind) else { return metric }
    return "\(metric) (\(kind))"
  }

  func specification(_ metric: String) -> MetricSpecification? { plan.metrics.first { $0.name == metric } }

  func number(_ value: Double, digits: Int, signed: Bool = false) -> String {
    numbers.number(value, digits: digits, signed: signed)
  }
}
