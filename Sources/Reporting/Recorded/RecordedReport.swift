import Foundation
import LabStatistics
import RecordedData

/// A recorded experiment as text, Markdown, JSON, CSV or a page.
///
/// ```swift
/// print(RecordedReport(analysis, version: "1.0").text(style: .plain))
/// ```
public struct RecordedReport: Sendable {
  package let facts: RecordedFacts
  let version: String

  /// A report.
  ///
  /// - Parameter version: of the lab, shown in the outputs.
  public init(_ analysis: RecordedAnalysis, version: String) {
    facts = RecordedFacts(analysis: analysis, numbers: .plain)
    self.version = version
  }

  /// The report for a terminal of 100 columns.
  public func text(style: TerminalStyle) -> String {
    var blocks: [[String]] = [[style.bold("Experiment \(facts.fileName)"), facts.subject]]
    blocks.append(
      facts.health.flatMap { line -> [String] in
        let mark = line.level == "note" ? "  note" : "! \(line.level)"
        let label = "  " + mark + String(repeating: " ", count: max(1, 11 - mark.count))
        let lines = Self.wrapped(line.message, indent: 0, width: 100 - label.count)
        let margin = String(repeating: " ", count: label.count)
        return lines.enumerated().map { style.highlighted(($0.offset == 0 ? label : margin) + $0.element) }
      })
    for metric in facts.plan.metrics { blocks.append(lines(metric.name, style)) }
    for segment in facts.analysis.segments { blocks.append(lines(segment, style)) }
    blocks.append(facts.notes.flatMap { Self.wrapped("  " + $0, indent: 4) }.map(style.dim))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func lines(_ metric: String, _ style: TerminalStyle) -> [String] {
    let results = facts.analysis.overall.results.filter { $0.metric == metric }
    let table = comparisons(metric, results).plainLines()
    let words = results.flatMap { result in
      ([facts.sentence(result)] + facts.remarks(result)).flatMap { Self.wrapped("  " + $0, indent: 4) }
    }
    return [style.bold(facts.title(metric)), style.dim(table[0])]
      + table.dropFirst() + words
  }

  private func lines(_ segment: SegmentAnalysis, _ style: TerminalStyle) -> [String] {
    let table = self.table(segment).plainLines()
    let words = segment.differences.flatMap {
      Self.wrapped("  " + facts.sentence($0, segment: segment.name), indent: 4)
    }
    return [style.bold("By \(segment.name)"), style.dim(table[0])] + table.dropFirst() + words
  }

  /// The arms of one metric.
  func comparisons(_ metric: String, _ results: [MetricResult]) -> SummaryTable {
    var rows: [[String]] = []
    if let first = results.first {
      rows.append([first.baseline, facts.value(first.control, of: metric), "", "", "", ""])
    }
    rows += results.map { result in
      [
        result.arm, facts.value(result.treatment, of: metric), facts.difference(result), facts.lift(result),
        facts.pValue(result), facts.reading(result).symbol,
      ]
    }
    return SummaryTable(
      title: metric,
      columns: [
        ("arm", false), (facts.isShare(metric) ? "share" : "value", true),
        ("difference [\(facts.confidence) interval]", true), ("lift [\(facts.confidence)]", true), ("p", true),
        ("", false),
      ], rows: rows)
  }

  /// The comparisons within a segment.
  func table(_ segment: SegmentAnalysis) -> SummaryTable {
    let rows = segment.levels.flatMap { level in
      level.results.map { result in
        [
          level.name, result.metric, result.arm, facts.difference(result), facts.lift(result), facts.pValue(result),
          facts.reading(result).symbol,
        ]
      }
    }
    return SummaryTable(
      title: segment.name,
      columns: [
        (segment.name, false), ("metric", false), ("arm", false), ("difference", true), ("lift", true), ("p", true),
        ("", false),
      ], rows: rows)
  }

  /// The report as Markdown.
  public var markdown: String {
    let escape = { (text: String) in text.replacing("\n", with: " ").replacing("|", with: "\\|") }
    var blocks = ["# Experiment \(escape(facts.fileName))", escape(facts.subject)]
    blocks.append(facts.health.map { "- **\($0.level)**: \(escape($0.message))" }.joined(separator: "\n"))
    for metric in facts.plan.metrics {
      let results = facts.analysis.overall.results.filter { $0.metric == metric.name }
      blocks.append("## \(escape(facts.title(metric.name)))")
      blocks.append(comparisons(metric.name, results).markdown)
      blocks.append(
        results.flatMap { [facts.sentence($0)] + facts.remarks($0) }.map { "- " + escape($0) }.joined(separator: "\n"))
    }
    for segment in facts.analysis.segments {
      blocks += ["## By \(escape(segment.name))", table(segment).markdown]
      blocks.append(
        segment.differences.map { "- " + escape(facts.sentence($0, segment: segment.name)) }.joined(separator: "\n"))
    }
    blocks.append(facts.notes.map { "- " + escape($0) }.joined(separator: "\n"))
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// Breaks a line at 100 columns.
  static func wrapped(_ text: String, indent: Int, width: Int = 100) -> [String] {
    var lines: [String] = []
    var line = String(text.prefix { $0 == " " })
    var isFresh = true
    // What belongs together, such as "p = 0.03", stays on one line.
    for word in text.replacing(" = ", with: "\u{A0}=\u{A0}").split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
      } else {
        line += (isFresh ? "" : " ") + word
      }
      isFresh = false
    }
    return (lines + [line]).map { $0.replacing("\u{A0}", with: " ") }
  }
}
