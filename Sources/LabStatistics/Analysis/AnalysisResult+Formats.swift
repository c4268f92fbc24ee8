import Foundation
import Primitives

extension AnalysisResult {
  /// A table for a terminal.
  public var text: String {
    let rows = [MetricResult.tableHeader] + results.map(\.tableCells)
    let widths = MetricResult.tableHeader.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return cells.joined(separator: "  ").replacing(/\s+$/, with: "")
    }
    return (preamble + [""] + lines + [""] + footnotes).joined(separator: "\n") + "\n"
  }

  /// A Markdown document with a table.
  public var markdown: String {
    let escape = { (cell: String) in
      cell.replacing("|", with: "\\|").replacing("\r", with: " ").replacing("\n", with: " ")
    }
    let header = "| " + MetricResult.tableHeader.joined(separator: " | ") + " |"
    let rule = "|" + MetricResult.tableHeader.map { _ in " --- |" }.joined()
    let rows = results.map { "| " + $0.tableCells.map(escape).joined(separator: " | ") + " |" }
    return (preamble.map(escape) + ["", header, rule] + rows + [""] + footnotes.map { "- " + escape($0) })
      .joined(separator: "\n") + "\n"
  }

  /// Comma-separated values with all digits (RFC 4180), one row per comparison.
  public var csv: String {
    let rows = [MetricResult.csvHeader] + results.map(\.csvFields)
    return rows.map { $0.map(csvQuoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The result as named values: the fields of the JSON output.
  public var value: Value {
    [
      "arms": .array(
        zip(arms, units).map { ["name": .string($0), "units": .integer($1)] }),
      "sample_ratio": sampleRatioValue, "correction": correction.map(Value.string) ?? .null,
      "omitted_rows": .integer(omittedRows), "results": .array(results.map(\.value)),
    ]
  }

  /// The result as JSON with sorted keys.
  ///
  /// - Throws: `EncodingError`, which cannot happen for finite numbers.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private var sampleRatioValue: Value {
    guard let sampleRatio else { return .null }
    return [
      "chi2": .number(sampleRatio.statistic), "degrees_of_freedom": .integer(sampleRatio.degreesOfFreedom),
      "p_value": .optional(sampleRatio.p), "broken": .bool(sampleRatio.isMismatch),
      "expected_shares": .numbers(sampleRatio.expectedShares),
      "observed_shares": .array(sampleRatio.observedShares.map(Value.optional)),
    ]
  }

  /// The verdict on the split comes first: without it no effect can be read.
  private var preamble: [String] {
    var lines = [zip(arms, units).map { "\($0): \($1) units" }.joined(separator: ", ")]
    if let sampleRatio, let p = sampleRatio.p {
      lines.append(
        sampleRatio.isMismatch
          ? "SPLIT BROKEN: \(Status.sampleRatioMismatch.text) (p = \(NumberText.pValue(p)), largest deviation "
            + "\(NumberText.percent(sampleRatio.largestDeviation)))"
          : "split as planned (p = \(NumberText.pValue(p)))")
    }
    if omittedRows > 0 { lines.append("\(omittedRows) rows left out: \(Status.nonFiniteOmitted.text)") }
    return lines
  }

  private var footnotes: [String] {
    var notes: [String] = []
    if let alpha = results.first?.alpha { notes.append("intervals: \(NumberText.percent(1 - alpha)) confidence") }
    if let correction { notes.append("p-values corrected for several tests: \(correction)") }
    var seen: Set<String> = []
    for result in results where seen.insert(result.metric).inserted {
      notes.append("\(result.metric): \(result.method)")
    }
    return notes
  }
}
