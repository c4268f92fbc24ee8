import CSQLite
import Foundation

/// Writes an audience to a table of an SQLite file.
struct SQLiteAudience {
  private let path: String
  private let writer: AudienceWriter

  init(_ path: String, _ writer: AudienceWriter) {
    self.path = path
    self.writer = writer
  }

  /// Writes rows in one transaction; a file that was made for them is taken away when that fails.
  func write(_ rows: some Sequence<[AudienceValue]>, progress: (Int) throws -> Void) throws -> Int {
    let isNew = !FileManager.default.fileExists(atPath: path)
    do {
      let file = try SQLiteFile(path, isWritable: true)
      // Nobody else can write from here on, so the table stays as it is found.
      try file.run("BEGIN IMMEDIATE")
      do {
        let count = try fill(file, rows, progress)
        try file.run("COMMIT")
        return count
      } catch {
        try? file.run("ROLLBACK")
        throw error
      }
    } catch {
      if isNew { try? FileManager.default.removeItem(atPath: path) }
      throw error
    }
  }

  private func fill(
    _ file: SQLiteFile, _ rows: some Sequence<[AudienceValue]>, _ progress: (Int) throws -> Void
  ) throws -> Int {
    let table = try file.quoted(writer.table)
    try prepareTable(file, table)
    let names = try writer.columns.map { try file.quoted($0.name) }.joined(separator: ", ")
    let places = writer.columns.map { _ in "?" }.joined(separator: ", ")
    let insert = try file.prepare("INSERT INTO \(table) (\(names)) VALUES (\(places))")
    var count = 0
    for row in rows {
      for (place, value) in row.enumerated() { bind(value, Int32(place + 1), insert.handle) }
      let code = sqlite3_step(insert.handle)
      guard code == SQLITE_DONE else { throw file.problem(code, rows: count) }
      sqlite3_reset(insert.handle)
      count += 1
      if count % AudienceWriter.stride == 0 { try progress(count) }
    }
    try progress(count)
    return count
  }

  private func prepareTable(_ file: SQLiteFile, _ table: String) throws {
    let isThere = try exists(file)
    if isThere, writer.existing == .append { return }
    if isThere {
      guard writer.existing == .replace else {
        throw DatabaseError(
          .tableExists, "the table '\(writer.table)' is there already; ask to replace it or to append to it", in: path)
      }
      try file.run("DROP TABLE \(table)")
    }
    let columns = try writer.columns.map { "\(try file.quoted($0.name)) \($0.kind.type)" }
    try file.run("CREATE TABLE \(table) (\(columns.joined(separator: ", ")))")
  }

  private func exists(_ file: SQLiteFile) throws -> Bool {
    let query = try file.prepare(
      "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE")
    bind(.text(writer.table), 1, query.handle)
    let code = sqlite3_step(query.handle)
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw file.problem(code) }
    return code == SQLITE_ROW
  }

  private func bind(_ value: AudienceValue, _ place: Int32, _ statement: OpaquePointer) {
    switch value {
    case .text(let text): _ = csqlite_bind_text(statement, place, text, Int32(clamping: text.utf8.count))
    case .integer(let number): sqlite3_bind_int64(statement, place, Int64(number))
    case .real(let number): sqlite3_bind_double(statement, place, number)
    case .null: sqlite3_bind_null(statement, place)
    }
  }
}
