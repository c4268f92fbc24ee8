import ArrowData
import Experiments

/// Rows of something, from which the columns of a table are made one by one.
///
/// ```swift
/// Rows(result.warnings).table { rows in
///   [("code", rows.names(\.code)), ("message", rows.texts(\.message))]
/// }
/// ```
struct Rows<Row> {
  private let rows: [Row]

  init(_ rows: [Row]) { self.rows = rows }

  /// The table of some columns.
  func table(_ columns: (Rows) -> [(name: String, column: Column)]) -> ColumnTable { ColumnTable(columns(self)) }

  /// Texts that repeat.
  func names(_ value: (Row) -> String?) -> Column { Column(names: rows.map(value)) }
  func texts(_ value: (Row) -> String?) -> Column { Column(texts: rows.map(value)) }
  func integers(_ value: (Row) -> Int?) -> Column { Column(rows.map(value)) }
  func flags(_ value: (Row) -> Bool?) -> Column { Column(rows.map(value)) }

  /// Days since 1970.
  func dates(_ value: (Row) -> Int?) -> Column { Column(dates: rows.map(value)) }

  /// Numbers; what is not finite is missing, and a status beside it says why.
  func numbers(_ value: (Row) -> Double?) -> Column {
    Column(rows.map { row in value(row).flatMap { $0.isFinite ? $0 : nil } })
  }

  /// An estimate with its interval and, where one is missing, why.
  func interval(
    _ name: String, low: String? = nil, high: String? = nil, status: String? = nil,
    _ value: (Row) -> RunResult.IntervalEstimate?
  ) -> [(name: String, column: Column)] {
    [
      (name, numbers { value($0)?.estimate }), (low ?? name + "_low", numbers { value($0)?.low }),
      (high ?? name + "_high", numbers { value($0)?.high }), (status ?? name + "_status", names { value($0)?.status }),
    ]
  }
}
