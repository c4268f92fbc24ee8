import ArrowData
import Simulation

/// Records of an event log as a table: a row per record, a column per key.
struct LogTable {
  private var records: [LogRecord] = []

  mutating func add(_ record: LogRecord) { records.append(record) }

  var table: ColumnTable {
    Rows(records).table { rows in
      [
        ("user", rows.integers { Int($0.user) }), ("arm", rows.names { $0.arm.isEmpty ? nil : $0.arm }),
        ("n", rows.integers(\.steps)), ("time", rows.names(\.time)), ("kind", rows.names(\.kind.rawValue)),
      ] + LogRecord.Key.allCases.map { key in (key.rawValue, Self.column(key, rows)) }
    }
  }

  private static func column(_ key: LogRecord.Key, _ rows: Rows<LogRecord>) -> Column {
    if key.isNumber { return rows.integers { $0[key].flatMap { Int($0) } } }
    if key.isFlag { return rows.flags { $0[key].map { $0 == "true" } } }
    return rows.names { $0[key] }
  }
}
