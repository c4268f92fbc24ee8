import Experiments

extension CheckReport {
  /// Most bytes of a summary: a step of GitHub may show 1 MiB and loses everything beyond.
  package static let longestMarkdown = 900_000

  /// The report in GitHub's Markdown, cut where a page would not take it.
  public var markdown: String {
    let head = "## engagelab check: \(ending.words)\n\n\(summary).\n"
    let blocks = scenarios.map(\.markdown)
    return Self.cut(([head] + blocks).joined(separator: "\n"), to: Self.longestMarkdown)
  }

  /// Returns a text of at most so many bytes that ends with a whole line and says that it was cut.
  package static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let note = "\n_The summary was cut here; `--format json` has all of it._\n"
    var kept: [Substring] = []
    var size = note.utf8.count
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      size += line.utf8.count + 1
      if size > limit { break }
      kept.append(line)
    }
    return kept.joined(separator: "\n") + note
  }
}

extension ScenarioCheck {
  fileprivate var markdown: String {
    let numbers = ReportNumbers.page
    var blocks = ["### \(name): \(ending.words)"]
    blocks += findings.map { finding in
      let place = finding.line.map { " (line \($0), column \(finding.column ?? 1))" } ?? ""
      return "> **\(finding.isError ? "Error" : "Warning")**\(place): \(finding.message)"
    }
    if let failure { blocks.append("> **Error**: \(failure.message)") }
    blocks += warnings.map { "> **\(Words.sentenceCase($0.level))**: \($0.message)" }
    if let table = checkTable(numbers) { blocks.append(table.markdown) }
    if let baseline {
      blocks.append("Baseline: \(baseline.sentence).")
      if let comparison = baseline.comparison, !comparison.isSame {
        let table = comparison.table(numbers, most: 200)
        if !table.rows.isEmpty { blocks.append(table.markdown) }
        if !table.note.isEmpty { blocks.append(table.note) }
        if let sentence = comparison.equivalenceSentence { blocks.append(sentence) }
      }
    }
    blocks.append("`\(command)`")
    return blocks.joined(separator: "\n\n") + "\n"
  }
}
