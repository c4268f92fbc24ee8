import Experiments

/// The facts of a report as Markdown, for the summary page of a build or a comment on a change.
public struct MarkdownSummary: Sendable {
  private let facts: ReportFacts

  /// Makes a summary.
  public init(result: RunResult) { facts = ReportFacts(result) }

  /// The summary, ending with a line break.
  public var text: String {
    let numbers = ReportNumbers.page
    let result = facts.result
    let warnings = result.warnings.map { "> **\(Words.sentenceCase($0.level))**: \($0.message)" }
    let tables = SummaryTables(facts: facts, numbers: numbers).all.map { table in
      "### \(table.title)\n\n\(table.markdown)" + (table.note.isEmpty ? "" : "\n\n\(table.note)")
    }
    let foot =
      "\(numbers.count(result.users)) people, seed \(result.seed), version \(result.version), digest `\(result.digest)`"
    let blocks =
      ["## \(facts.title)", warnings.joined(separator: "\n>\n"), Headline(facts, numbers: numbers).text] + tables + [
        facts.hearsay(numbers: numbers) ?? "", foot,
      ]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}
