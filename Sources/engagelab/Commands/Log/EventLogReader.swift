import RecordedData
import Simulation

/// Reads an event log line by line: JSON lines or CSV, packed or not, of any size.
struct EventLogReader {
  let path: String

  /// Hands over every record.
  ///
  /// - Throws: `DataError` for a file that cannot be read or a row that does not fit the header; a `LogProblem`, with its
  ///   line, for a line that is no record or that `body` cannot use.
  func read(_ body: (LogRecord) throws -> Void) throws {
    let source = try DataFile.records(path)
    while try source.next() {
      do {
        try check(source)
        var columns: [String: String] = [:]
        for (index, name) in source.columns.enumerated() { columns[name] = source.field(index)?.text }
        var record = try LogRecord(columns: columns)
        record.line = source.place
        try body(record)
      } catch let problem as LogProblem {
        throw problem.at(source.place)
      }
    }
  }

  private func check(_ source: any RecordSource) throws {
    switch source.fault {
    case nil: break
    case .notAnObject: throw LogProblem(.notAnObject)
    case .nested(let key): throw LogProblem(.nested(key))
    case let reason?: throw DataError("the row has \(reason.text)", in: source.name, line: source.place)
    }
  }
}
