import Experiments

extension RunComparisonReport {
  /// Most rows of a table; JSON has all.
  private static let mostRows = 60

  /// The report for the terminal, ending with a line break.
  public func text(style: TerminalStyle) -> String {
    var blocks = [[style.bold("\(names.before) → \(names.after)")] + remarks.map { "  \($0)" }]
    for section in sections(.plain) {
      var lines = [style.bold(section.table.title)]
      if !section.intro.isEmpty { lines.append("  \(section.intro)") }
      if !section.table.rows.isEmpty {
        let rows = section.table.plainLines()
        lines += [style.dim(rows[0])] + rows.dropFirst()
      }
      if !section.table.note.isEmpty { lines.append("  \(section.table.note)") }
      blocks.append(lines)
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The report in GitHub's Markdown, cut where a page would not take it.
  public var markdown: String {
    var blocks = ["## \(names.before) → \(names.after)"] + remarks
    for section in sections(.page) {
      blocks.append("### \(section.table.title)")
      if !section.intro.isEmpty { blocks.append(section.intro) }
      if !section.table.rows.isEmpty { blocks.append(section.table.markdown) }
      if !section.table.note.isEmpty { blocks.append(section.table.note) }
    }
    return CheckReport.cut(blocks.joined(separator: "\n\n") + "\n", to: CheckReport.longestMarkdown)
  }

  private typealias Section = (table: SummaryTable, intro: String)

  private func sections(_ numbers: ReportNumbers) -> [Section] {
    var sections: [Section] = [(scenarioTable, scenario.isEmpty ? "Nothing: the scenarios are the same." : "")]
    if comparison.isSame {
      let same = SummaryTable(title: "What was found", columns: [], rows: [])
      return sections + [
        (same, "The same, to the last digit: both results have the digest \(comparison.after.digest).")
      ]
    }
    sections.append((valueTable(numbers), ([peopleSentence] + oneSided).joined(separator: " ")))
    sections += [
      (liftTable(numbers), ""), (verdictTable, ""), (totalTable(numbers), ""), (countTable(numbers), ""),
      (warningTable, ""),
    ].filter { !$0.0.rows.isEmpty }
    return sections
  }

  // MARK: Tables

  private var scenarioTable: SummaryTable {
    SummaryTable(
      title: "What differs in the scenarios",
      columns: [("Key", false), ("Before", false), ("After", false)],
      rows: scenario.map { [$0.path, $0.before ?? "(default)", $0.after ?? "(default)"] })
  }

  private func valueTable(_ numbers: ReportNumbers) -> SummaryTable {
    let moved = values.filter { $0.difference.estimate != 0 }
    let rows = moved.prefix(Self.mostRows).map { change -> [String] in
      let kpi = comparison.sharedKPIs.first { $0.name == change.name }
      func value(_ number: Double?) -> String {
        guard let number, let kpi else { return "–" }
        return numbers.value(number, of: kpi, withUnit: false)
      }
      let size = numbers.parts(change.difference) { number in
        kpi.map { numbers.change(number, of: $0, withUnit: false) } ?? ""
      }
      return [
        change.arm, change.name, value(change.before), value(change.after), size.estimate, size.interval,
        reading(change, kpi),
      ]
    }
    let same = values.count - moved.count
    return SummaryTable(
      title: "KPIs",
      columns: [
        ("Arm", false), ("KPI", false), ("Before", true), ("After", true), ("Change", true), ("Interval", false),
        ("Reading", false),
      ], rows: rows, note: note(moved.count, same: same))
  }

  private func liftTable(_ numbers: ReportNumbers) -> SummaryTable {
    let moved = lifts.filter { $0.difference.estimate != 0 }
    let rows = moved.prefix(Self.mostRows).map { change -> [String] in
      func lift(_ number: Double?) -> String { number.map { numbers.percent($0, signed: true) } ?? "–" }
      let size = numbers.parts(change.difference) { numbers.number($0 * 100, signed: true) }
      return [change.arm, change.name, lift(change.before), lift(change.after), size.estimate, size.interval]
    }
    return SummaryTable(
      title: "Lifts against the baseline of each run",
      columns: [
        ("Arm", false), ("KPI", false), ("Before", true), ("After", true), ("Change (points)", true),
        ("Interval", false),
      ], rows: rows, note: note(moved.count, same: lifts.count - moved.count))
  }

  private var verdictTable: SummaryTable {
    SummaryTable(
      title: "Verdicts",
      columns: [("Arm", false), ("Program", false), ("KPI", false), ("Before", false), ("After", false)],
      rows: comparison.verdicts.map { [$0.arm, $0.program ?? "all", $0.kpi, $0.before, $0.after] })
  }

  private func totalTable(_ numbers: ReportNumbers) -> SummaryTable {
    let rows = comparison.totals.filter { $0.difference.estimate != 0 }.map { change -> [String] in
      func text(_ number: Double?, signed: Bool = false) -> String {
        guard let number else { return "–" }
        guard change.name.hasPrefix("pressure") else {
          return numbers.money(number, comparison.after.scenario.currency, signed: signed)
        }
        return numbers.number(number, signed: signed) + " per week"
      }
      return [
        change.arm, change.name, text(change.before), text(change.after),
        text(change.difference.estimate, signed: true),
      ]
    }
    return SummaryTable(
      title: "Pressure and money",
      columns: [("Arm", false), ("Total", false), ("Before", true), ("After", true), ("Change", true)], rows: rows)
  }

  private func countTable(_ numbers: ReportNumbers) -> SummaryTable {
    let counts = comparison.counts
    let rows = counts.prefix(Self.mostRows).map { change in
      [
        change.arm, change.campaign, change.outcome, numbers.count(change.before), numbers.count(change.after),
        (change.after > change.before ? "+" : "") + numbers.count(change.after - change.before),
      ]
    }
    return SummaryTable(
      title: "What became of the messages",
      columns: [
        ("Arm", false), ("Campaign", false), ("Outcome", false), ("Before", true), ("After", true), ("Change", true),
      ], rows: rows, note: note(counts.count, same: 0))
  }

  private var warningTable: SummaryTable {
    let gone = comparison.warningsGone.map { ["gone", $0.level, $0.message] }
    return SummaryTable(
      title: "Warnings", columns: [("", false), ("Level", false), ("Warning", false)],
      rows: gone + comparison.warningsNew.map { ["new", $0.level, $0.message] })
  }

  private func note(_ moved: Int, same: Int) -> String {
    let rest = moved - min(moved, Self.mostRows)
    return [rest == 0 ? nil : "and \(rest) more", same == 0 ? nil : "\(same) are the same"].compactMap { $0 }
      .joined(separator: "; ")
  }

  private func reading(_ change: RunComparison.Change, _ kpi: RunResult.KPISummary?) -> String {
    kpi.map { Reading(change.difference, better: $0.better).rawValue } ?? ""
  }
}
