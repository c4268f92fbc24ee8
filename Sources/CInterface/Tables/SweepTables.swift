import ArrowData
import Experiments
import LabStatistics
import Reporting
import Simulation

/// The tables of a sweep.
struct SweepTables {
  private let report: SweepReport

  init(_ report: SweepReport) { self.report = report }

  /// All of them, by name.
  var all: [(name: String, table: ColumnTable)] {
    var tables = [(name: "points", table: points)]
    if let sensitivity = report.sensitivity { tables.append(("sensitivity", Self.table(sensitivity))) }
    if let search = report.search { tables.append(("search", table(search))) }
    return tables
  }

  private typealias Row = (outcome: SweepOutcome, cell: SweepCell?)

  /// A row per point, replication, arm and KPI; a row without them for a point that could not be played.
  private var points: ColumnTable {
    let rows = report.outcomes.flatMap { outcome -> [Row] in
      outcome.failure == nil ? outcome.cells.map { (outcome, $0) } : [(outcome, nil)]
    }
    let values = rows.map { report.point(of: $0.outcome).values }
    let varying = report.plan.parameters.enumerated().map { index, parameter in
      (name: parameter.path, column: Self.column(values.map { $0[index] }))
    }
    return Rows(rows).table { rows in
      [("point", rows.integers(\.outcome.job.point))] + varying
        + (report.replicates ? [("replication", rows.integers(\.outcome.job.replication))] : [])
        + [("arm", rows.names(\.cell?.arm)), ("kpi", rows.names(\.cell?.kpi))]
        + SweepTable.numbers.map { number in (number.name, rows.numbers { $0.cell.flatMap(number.value) }) }
        + [
          ("status", rows.names { $0.outcome.failure == nil ? $0.cell?.status : "failed" }),
          ("reason", rows.names(\.outcome.failure)),
        ]
    }
  }

  /// Values as they would stand in a file: whole numbers or real ones where all of them are plain numbers, else texts.
  static func column(_ values: [String?]) -> Column {
    let known = values.compactMap { $0 }
    let numbers = known.map { text in ParameterNumber(text).flatMap { $0.unit.isEmpty && !$0.isTime ? $0.value : nil } }
    guard !known.isEmpty, !numbers.contains(nil) else { return Column(names: values) }
    let plain = values.map { $0.flatMap { ParameterNumber($0)?.value } }
    // ParameterNumber has 15 digits at most, all of which a real number keeps.
    return known.allSatisfy { !$0.contains(".") } ? Column(plain.map { $0.map { Int($0) } }) : Column(plain)
  }

  private static func table(_ analysis: SensitivityAnalysis) -> ColumnTable {
    let lines = SensitivityTable(analysis).lines
    return Rows(lines).table { rows in
      [("parameter", rows.texts(\.path))]
        + (lines.first?.texts ?? []).enumerated().map { index, text in
          (text.name, rows.texts { $0.texts[index].value })
        }
        + (lines.first?.columns ?? []).enumerated().map { index, column in
          (column.name, rows.numbers { $0.columns[index].value })
        } + [("status", rows.names { $0.status.isEmpty ? nil : $0.status })]
    }
  }

  private func table(_ search: SweepSearchResult) -> ColumnTable {
    let words = SearchTable(search)
    return Rows(search.candidates).table { rows in
      [("point", rows.integers(\.point.index))]
        + report.plan.parameters.enumerated().map { index, parameter in
          (parameter.path, Self.column(search.candidates.map { $0.point.values[index] }))
        } + [("mean", rows.numbers(\.mean)), ("replications", rows.integers(\.replications))]
        + search.search.constraints.enumerated().map { index, constraint in
          (
            constraint.description,
            rows.names { $0.verdicts.indices.contains(index) ? $0.verdicts[index].rawValue : nil }
          )
        } + [("fate", rows.names(words.fate))]
    }
  }
}
