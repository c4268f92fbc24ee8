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
          try body(LogRecord(json: scanner.field(0).text))
        } else if let names {
          var columns: [String: String] = [:]
          for k in 0..<min(names.count, scanner.fieldCount) { columns[names[k]] = scanner.field(k).text }
          try body(LogRecord(columns: columns))
        } else {
          names = (0..<scanner.fieldCount).map { scanner.field($0).text }
        }
      } catch var problem as LogProblem {
        problem.line = scanner.line
        throw problem
      }
    }
  }
}
