import Experiments
import LabStatistics
import Simulation

/// The report of a sweep: tables, a page, and the words for a terminal.
///
/// ```swift
/// let report = SweepReport(plan, scenario: scenario, measure: measure, outcomes: outcomes)
/// try output.write(report.files(assets: assets).map { ($0.name, Data($0.text.utf8)) })
/// ```
public struct SweepReport: Sendable {
  package let plan: SweepPlan
  let scenario: Scenario
  /// What the report is mostly about; nil where the scenario has no KPI.
  let measure: SweepMeasure?
  package let outcomes: [SweepOutcome]
  package let replicates: Bool
  public var sensitivity: SensitivityAnalysis?
  public var search: SweepSearchResult?

  /// A report.
  ///
  /// - Parameter outcomes: In the order of the table.
  public init(
    _ plan: SweepPlan, scenario: Scenario, measure: SweepMeasure?, outcomes: [SweepOutcome]
  ) {
    self.plan = plan
    self.scenario = scenario
    self.measure = measure
    self.outcomes = outcomes
    replicates = outcomes.contains { $0.job.replication != 0 }
  }

  /// The files of a folder.
  public func files(assets: ReportAssets) -> [(name: String, text: String)] {
    let table = SweepTable(plan, outcomes: outcomes, replicates: replicates)
    var files = [("sweep.csv", table.csv), ("sweep.jsonl", table.jsonLines)]
    if let sensitivity { files.append(("sensitivity.csv", SensitivityTable(sensitivity).csv)) }
    if let search { files.append(("search.csv", SearchTable(search).csv)) }
    return files + [("sweep.html", page(assets: assets))]
  }

  /// Points that could not be played, each with its reason.
  public var failures: [(point: SweepPoint, reason: String)] {
    var seen: Set<Int> = []
    return outcomes.compactMap { outcome in
      guard let failure = outcome.failure, seen.insert(outcome.job.point).inserted else { return nil }
      return (point(of: outcome), failure)
    }
  }

  /// What points are compared by: the fresh populations of a winner are not those of the others.
  var byPoint: [Int: [SweepOutcome]] {
    Dictionary(grouping: outcomes.filter { !$0.job.isFresh }, by: \.job.point)
  }

  /// The point of an outcome.
  package func point(of outcome: SweepOutcome) -> SweepPoint {
    plan.points.indices.contains(outcome.job.point) ? plan.points[outcome.job.point] : plan.asWritten
  }

  /// The values of a point in words: `limits.push.at_most=3`.
  func words(_ point: SweepPoint) -> String {
    let values = plan.overrides(of: point).joined(separator: ", ")
    return values.isEmpty ? "as written" : values
  }

  /// The settled part of the answer, in sentences.
  public var sentences: [String] {
    (sensitivity.map { [$0.sentence] } ?? []) + (search?.sentences ?? [])
  }

  // MARK: Terminal

  /// Most points in the table of a terminal.
  private static let mostLines = 24

  /// What was found, for a terminal of 100 columns.
  public func text(style: TerminalStyle) -> String {
    let wrap = { (text: String) in RecordedReport.wrapped("  " + text, indent: 2) }
    var blocks: [[String]] = [[style.bold(title)] + wrap(about)]
    let failures = failures
    if !failures.isEmpty {
      var lines = failures.prefix(5).flatMap { wrap("! warning  \(words($0.point)): \($0.reason)") }
      if failures.count > 5 { lines += wrap("... and \(failures.count - 5) more, see sweep.csv") }
      blocks.append(lines.map(style.highlighted))
    }
    if let search {
      let table = SearchTable(search).summary(most: Self.mostLines)
      blocks.append([style.bold(table.title)] + table.plainLines() + (table.note.isEmpty ? [] : wrap(table.note)))
    } else if let sensitivity {
      let table = SensitivityTable(sensitivity).summary
      blocks.append([style.bold(table.title)] + table.plainLines())
    } else if let table = pointTable(most: Self.mostLines) {
      blocks.append([style.bold(table.title)] + table.plainLines() + (table.note.isEmpty ? [] : wrap(table.note)))
    }
    blocks.append(sentences.flatMap(wrap))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  var title: String { scenario.title.isEmpty ? scenario.name : scenario.title }

  /// How it was played, in a sentence.
  var about: String {
    let people = ReportNumbers.plain.count(scenario.population.size)
    let points = "\(plan.points.count) point\(plan.points.count == 1 ? "" : "s")"
    let runs = outcomes.count == plan.points.count ? "" : ", \(outcomes.count) runs"
    let same = search == nil ? "the same people at every point" : "every population the same at every point"
    return "\(plan.design.words), \(points)\(runs), \(people) users each, \(same)."
  }

  /// The measure at every point, arm by arm, or for the most extreme points.
  func pointTable(most: Int) -> SummaryTable? {
    guard let measure else { return nil }
    let arms = comparedArms
    let rows = meanRows(measure, arms: arms)
    guard !rows.isEmpty else { return nil }
    var note = ""
    var shown = rows
    if rows.count > most {
      // The best and the worst say more than the first.
      let sorted = rows.sorted { ($0.sortKey, $1.index) > ($1.sortKey, $0.index) }
      shown = Array(sorted.prefix(most / 2) + sorted.suffix(most - most / 2))
      note =
        "The \(most / 2) largest and the \(most - most / 2) smallest of \(rows.count) points; all are in sweep.csv."
    }
    return SummaryTable(
      title: "\(measure)",
      columns: plan.parameters.map { ($0.path, false) } + arms.map { ($0, true) },
      rows: shown.map { row in row.values + row.texts }, note: note)
  }

  /// The arms that the measure makes sense for.
  var comparedArms: [String] {
    let arms = scenario.comparison.arms.map(\.name)
    return measure?.kind == .value ? arms : arms.filter { $0 != scenario.comparison.baseline }
  }

  private struct MeanRow {
    var index: Int
    var values: [String]
    var texts: [String]
    var sortKey: Double
  }

  private func meanRows(_ measure: SweepMeasure, arms: [String]) -> [MeanRow] {
    let byPoint = byPoint
    return plan.points.compactMap { point in
      guard let played = byPoint[point.index] else { return nil }
      let summaries = arms.map { SweepValue(measure, arm: $0, of: played) }
      let own = arms.firstIndex(of: measure.arm).flatMap { summaries[$0].estimate }
      return MeanRow(
        index: point.index, values: point.values.map { $0 ?? "as written" },
        texts: summaries.map { $0.text(measure) }, sortKey: own ?? -.infinity)
    }
  }
}

extension SweepPlan.Design {
  /// The design in words.
  var words: String {
    switch self {
    case .grid: "A grid"
    case .latin: "A Latin hypercube"
    case .sobol: "Sobol's sequence"
    case .morris: "Morris's design"
    case .indices: "Saltelli's design"
    case .tornado: "One value at a time"
    }
  }
}
