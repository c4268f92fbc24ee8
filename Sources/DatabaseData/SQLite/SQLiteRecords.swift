import CSQLite
import RecordedData

/// The rows of a query of an SQLite file, which is opened for reading only.
final class SQLiteRecords: RecordSource {
  let name: String
  let placeName = "row"
  private(set) var place = 0
  let columns: [String]

  private let file: SQLiteFile
  private let statement: SQLiteStatement
  private let heartbeat: () throws -> Void
  /// The texts of numbers with a fraction, where their addresses stay until the next row.
  private var numbers: [Int: UnsafeMutableBufferPointer<UInt8>] = [:]
  /// Why the heartbeat ended the query.
  private var interruption: (any Error)?
  private var isWatching = false

  /// Steps of SQLite between two heartbeats.
  private static let stride: Int32 = 100_000

  var progress: RecordProgress { RecordProgress(unit: .rows, done: place, total: nil) }
  var columnCount: Int { columns.count }

  /// Prepares a query.
  ///
  /// - Throws: ``DatabaseError``.
  init(path: String, query: String, heartbeat: @escaping () throws -> Void) throws(DatabaseError) {
    name = path
    self.heartbeat = heartbeat
    try QueryText.check(query, in: path)
    file = try SQLiteFile(path, isWritable: false)
    statement = try file.prepare(query)
    guard sqlite3_stmt_readonly(statement.handle) != 0, sqlite3_column_count(statement.handle) > 0 else {
      throw DatabaseError(.notASelect, "the query must only read: SELECT ... FROM ...", in: path)
    }
    columns = statement.columns
  }

  deinit { clearNumbers() }

  func position(of name: String) throws(DataError) -> Int { try Header(columns, file: self.name).position(of: name) }

  func next() throws -> Bool {
    clearNumbers()
    watch()
    let code = sqlite3_step(statement.handle)
    switch code {
    case SQLITE_ROW:
      place += 1
      return true
    case SQLITE_DONE: return false
    default:
      if let interruption { throw interruption }
      throw file.problem(code, rows: place)
    }
  }

  /// Lets SQLite call the heartbeat while it looks for a row.
  private func watch() {
    guard !isWatching else { return }
    isWatching = true
    // The statement is stepped by this object only, so it is there whenever SQLite calls.
    sqlite3_progress_handler(
      file.handle, Self.stride,
      { context in
        guard let context else { return 0 }
        return Unmanaged<SQLiteRecords>.fromOpaque(context).takeUnretainedValue().beat() ? 0 : 1
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Whether to go on.
  private func beat() -> Bool {
    do {
      try heartbeat()
      return true
    } catch {
      interruption = error
      return false
    }
  }

  func field(_ position: Int) -> Field? {
    let column = Int32(position)
    switch sqlite3_column_type(statement.handle, column) {
    case SQLITE_NULL: return nil
    // SQLite writes fractions with 15 digits, which is not enough for all of them.
    case SQLITE_FLOAT: return Field(bytes: text(of: sqlite3_column_double(statement.handle, column), position))
    default:
      let start = sqlite3_column_blob(statement.handle, column)?.assumingMemoryBound(to: UInt8.self)
      return Field(
        bytes: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement.handle, column))))
    }
  }

  private func text(of number: Double, _ position: Int) -> UnsafeBufferPointer<UInt8> {
    if let known = numbers[position] { return UnsafeBufferPointer(known) }
    let text = Array("\(number)".utf8)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
    _ = buffer.initialize(from: text)
    numbers[position] = buffer
    return UnsafeBufferPointer(buffer)
  }

  private func clearNumbers() {
    guard !numbers.isEmpty else { return }
    numbers.values.forEach { $0.deallocate() }
    numbers.removeAll(keepingCapacity: true)
  }
}
