import RecordedData
import Simulation

/// Reads an event log line by line: JSON lines or CSV, packed or not, of any size.
struct EventLogReader {
  let path: String

  /// Hands over every record.
  ///
  /// - Throws: `DataError` for a file that cannot be read; a `LogProblem`, with its line, for a line that is no record or
  ///   that `body` cannot use.
  func read(_ body: (LogRecord) throws -> Void) throws {
    let source = try DataFile.open(path)
    let isJSON = LogFormat(path: path.hasSuffix(".gz") ? String(path.dropLast(3)) : path) == .jsonl
    var scanner = RecordScanner(source)
    // A line of JSON is one field: no byte of it is a zero.
    try scanner.start(delimiter: isJSON ? 0 : nil)
    var names: [String]?
    while try scanner.next() {
      if scanner.shape == .blank { continue }
      do {
        if isJSON {
          var record = try LogRecord(json: scanner.field(0).text)
          record.line = scanner.line
          try body(record)
        } else if let names {
          var columns: [String: String] = [:]
          for k in 0..<min(names.count, scanner.fieldCount) { columns[names[k]] = scanner.field(k).text }
          var record = try LogRecord(columns: columns)
          record.line = scanner.line
          try body(record)
        } else {
          names = (0..<scanner.fieldCount).map { scanner.field($0).text }
        }
      } catch let problem as LogProblem {
        throw problem.at(scanner.line)
      }
    }
  }
}
