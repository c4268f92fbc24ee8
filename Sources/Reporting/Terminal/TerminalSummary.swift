import Experiments

/// The facts of a report for the terminal: plain columns that also work in a pipe.
///
/// ```swift
/// print(TerminalSummary(result: sealed, style: .plain).text)
/// ```
public struct TerminalSummary: Sendable {
  private let facts: ReportFacts
  private let style: TerminalStyle
  private let numbers = ReportNumbers.plain

  /// Makes a summary.
  public init(result: RunResult, style: TerminalStyle) {
    facts = ReportFacts(result)
    self.style = style
  }

  /// The summary, ending with a line break.
  public var text: String {
    let tables = SummaryTables(facts: facts, numbers: numbers).all.map { table in
      let lines = table.plainLines()
      return [style.bold(table.title), style.dim(lines[0])] + lines.dropFirst().map(style.highlighted)
        + (table.note.isEmpty ? [] : ["  \(table.note)"])
    }
    let blocks = [head, warnings] + tables + [hearsay, foot]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var head: [String] {
    let scenario = facts.result.scenario
    return [
      style.bold(facts.title),
      "\(numbers.count(facts.result.users)) simulated people, \(DateText.span(days: scenario.horizonDays)) from "
        + "\(DateText.long(scenario.start)), compared with \(Words.midSentence(facts.label(arm: scenario.baseline)))",
      "",
      Headline(facts, numbers: numbers).text,
    ]
  }

  private var warnings: [String] {
    facts.result.warnings.map { warning in
      let isSerious = warning.level == "alarm" || warning.level == "warning"
      let level = isSerious ? "! \(warning.level)" : "  note"
      return style.highlighted("  " + level + String(repeating: " ", count: max(1, 11 - level.count)) + warning.message)
    }
  }

  /// What the platform hears of, in the arm where people see most.
  private var hearsay: [String] { facts.hearsay(numbers: numbers).map { ["  \($0)"] } ?? [] }

  private var foot: [String] {
    var lines: [String] = []
    if let timing = facts.result.timing {
      lines.append(
        "  Time    \(DateText.duration(seconds: timing.wallSeconds)) on \(Words.count(timing.threads, "thread", "threads")), "
          + "\(numbers.rounded(Double(timing.userDays))) user-days, \(numbers.rounded(timing.userDaysPerSecond)) a second, "
          + "peak memory \(DateText.size(bytes: timing.peakMemoryBytes))")
    }
    lines.append("  Seed    \(facts.result.seed), version \(facts.result.version)")
    lines.append("  Digest  \(facts.result.digest)")
    return lines.map(style.dim)
  }
}
