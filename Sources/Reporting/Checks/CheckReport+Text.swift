import Experiments
import Simulation

extension CheckReport {
  /// Most figures of a baseline that are shown for a scenario.
  static let mostFigures = 20

  /// The report for the terminal, ending with a line break.
  public func text(style: TerminalStyle) -> String {
    let blocks = scenarios.map { $0.lines(style).joined(separator: "\n") }
    return (blocks + [style.bold("\(summary).")]).joined(separator: "\n\n") + "\n"
  }
}

extension ScenarioCheck {
  fileprivate func lines(_ style: TerminalStyle) -> [String] {
    let numbers = ReportNumbers.plain
    let size = run.map { ", \(numbers.count($0.population)) users, seed \($0.result.seed)" } ?? ""
    var lines = [style.bold(name) + style.dim(" (\(file)\(size))")]
    lines += findings.map { finding in
      let place = finding.line.map { "\(file):\($0):\(finding.column ?? 1): " } ?? ""
      return "  \(place)\(finding.isError ? "error" : "warning"): \(finding.message)"
    }
    if let failure { lines.append(style.wrapped("  ✕ \(failure.message)", "31")) }
    if let table = checkTable(numbers) {
      let rows = table.plainLines()
      lines.append(style.dim(rows[0]))
      lines += zip(rows.dropFirst(), checks).map { style.wrapped($0, $1.result.verdict.color) }
    }
    lines += warnings.map { warning in
      let isSerious = warning.level != "note"
      return style.wrapped("  \(isSerious ? "! " : "")\(warning.level): \(warning.message)", isSerious ? "33" : "2")
    }
    if let baseline { lines += baselineLines(baseline, numbers, style) }
    if ending != .fine, run != nil { lines.append("  Again: \(command)") }
    return lines
  }

  /// The checks as a table; nil: there is none.
  func checkTable(_ numbers: ReportNumbers) -> SummaryTable? {
    guard let run, !checks.isEmpty else { return nil }
    let words = CheckWords(run.result, numbers: numbers)
    return SummaryTable(
      title: "Checks",
      columns: [("Verdict", false), ("Check", false), ("Arm", false), ("Measured", false), ("Bound", false)],
      rows: checks.map { check in
        let result = check.result
        return [
          "\(result.verdict.symbol) \(result.verdict.rawValue)", result.check.name, result.arm, words.measured(result),
          words.bounds(result),
        ]
      })
  }

  private func baselineLines(
    _ baseline: BaselineOutcome, _ numbers: ReportNumbers, _ style: TerminalStyle
  ) -> [String] {
    let isBad = baseline.state == .differs || baseline.state == .missing
    let symbol = isBad ? "✕" : baseline.state == .same ? "✓" : "!"
    let head = "  \(symbol) baseline: \(baseline.sentence)"
    var lines = [style.wrapped(head, isBad ? "31" : baseline.state == .same ? "32" : "33")]
    guard let comparison = baseline.comparison, !comparison.isSame else { return lines }
    let table = comparison.table(numbers, most: CheckReport.mostFigures)
    if !table.rows.isEmpty { lines += table.plainLines(indent: "      ") }
    if !table.note.isEmpty { lines.append("      \(table.note)") }
    if let sentence = comparison.equivalenceSentence { lines.append("    \(sentence)") }
    return lines
  }
}

extension CheckResult.Verdict {
  fileprivate var color: String {
    switch self {
    case .passes: "32"
    case .warns, .unclear: "33"
    case .fails: "31"
    }
  }
}
