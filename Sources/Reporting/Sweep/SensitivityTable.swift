import Experiments
import LabStatistics

/// An analysis of sensitivity as a table.
public struct SensitivityTable: Sendable {
  let analysis: SensitivityAnalysis

  public init(_ analysis: SensitivityAnalysis) { self.analysis = analysis }

  /// What a row holds, in columns.
  package struct Line: Sendable {
    package var path: String
    package var columns: [(name: String, title: String, value: Double?)]
    package var texts: [(name: String, title: String, value: String)]
    package var status: String
  }

  /// The rows, the most important value first.
  package var lines: [Line] { analysis.rows.map(line) }

  /// Comma-separated values (RFC 4180), the most important value first.
  public var csv: String {
    let lines = lines
    guard let first = lines.first else { return SweepTable.line(["parameter", "status"]) }
    return SweepTable.line(["parameter"] + first.texts.map(\.name) + first.columns.map(\.name) + ["status"])
      + lines.map { line in
        SweepTable.line(
          [line.path] + line.texts.map(\.value)
            + line.columns.map { $0.value.flatMap(JSONNumber.text) ?? "" } + [line.status])
      }.joined()
  }

  /// The table for a terminal.
  var summary: SummaryTable {
    let lines = lines
    let texts = lines.first?.texts.map(\.title) ?? []
    let numbers = lines.first?.columns.map(\.title) ?? []
    return SummaryTable(
      title: analysis.title,
      columns: [("Value", false)] + texts.map { ($0, false) } + numbers.map { ($0, true) } + [("Note", false)],
      rows: lines.map { line in
        [line.path] + line.texts.map(\.value)
          + line.columns.map { analysis.text($0.value, signed: Self.signed.contains($0.name)) } + [line.status]
      })
  }

  /// Columns that have a direction.
  private static let signed: Set<String> = ["mean_effect", "at_low", "at_high"]

  private func line(_ row: SensitivityAnalysis.Row) -> Line {
    let importance = row.importance
    let (low, high) = (row.interval?.low, row.interval?.high)
    let status = row.status?.rawValue ?? ""
    switch row.details {
    case .morris(let mean, let deviation, _):
      return Line(
        path: row.path,
        columns: [
          ("mean_absolute_effect", "mean |effect|", importance), ("low", "low", low), ("high", "high", high),
          ("mean_effect", "mean effect", mean), ("deviation", "deviation", deviation),
        ], texts: [], status: status)
    case .indices(let first, let interval):
      return Line(
        path: row.path,
        columns: [
          ("total", "total", importance), ("total_low", "low", low), ("total_high", "high", high),
          ("first", "alone", first), ("first_low", "low", interval?.low), ("first_high", "high", interval?.high),
        ], texts: [], status: status)
    case .tornado(let lowText, let highText, let atLow, let atHigh):
      return Line(
        path: row.path,
        columns: [("at_low", "at low", atLow), ("at_high", "at high", atHigh), ("swing", "swing", importance)],
        texts: [("low_value", "low", lowText), ("high_value", "high", highText)], status: status)
    }
  }
}

extension SensitivityAnalysis {
  var title: String {
    switch design {
    case .morris(let trajectories): "Morris's screening of \(measure.words), \(trajectories) trajectories"
    case .indices(let points): "Sobol's indices of \(measure.words), \(points) points per sample"
    case .tornado:
      "One value at a time: \(measure.words)" + (center.map { ", as written \(text($0, signed: true))" } ?? "")
    default: measure.words
    }
  }

  /// A number of the analysis in words.
  func text(_ value: Double?, signed: Bool) -> String {
    guard let value else { return "–" }
    let numbers = ReportNumbers.plain
    if design.isShareOfVariance { return numbers.percent(value) }
    return measure.kind == .lift
      ? numbers.percent(value, signed: signed) : numbers.number(value, signed: signed && measure.kind != .value)
  }
}
