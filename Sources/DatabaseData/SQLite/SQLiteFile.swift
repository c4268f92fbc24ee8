import CSQLite
import Foundation

/// An open SQLite file.
final class SQLiteFile {
  let handle: OpaquePointer
  let path: String

  /// Milliseconds to wait for somebody else who holds the file.
  private static let patience: Int32 = 2000

  /// Opens a file.
  ///
  /// - Parameter isWritable: whether to write to it, and to make it when it is not there.
  /// - Throws: ``DatabaseError``.
  init(_ path: String, isWritable: Bool) throws(DatabaseError) {
    self.path = path
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if isFolder.boolValue { throw DatabaseError(.notADatabase, "this is a folder; name an SQLite file", in: path) }
    if !isThere, !isWritable { throw DatabaseError(.noDatabase, "there is no such file", in: path) }
    var opened: OpaquePointer?
    let flags = isWritable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let error = Self.problem(code, opened, path)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    sqlite3_busy_timeout(handle, Self.patience)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs commands without an answer.
  ///
  /// - Throws: ``DatabaseError``.
  func run(_ command: String) throws(DatabaseError) {
    let code = sqlite3_exec(handle, command, nil, nil, nil)
    guard code == SQLITE_OK else { throw problem(code) }
  }

  /// Prepares a command.
  ///
  /// - Throws: ``DatabaseError``, also when there is more than one command.
  func prepare(_ command: String) throws(DatabaseError) -> SQLiteStatement {
    var statement: OpaquePointer?
    var hasMore = false
    let code = command.withCString { text in
      var tail: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(handle, text, -1, &statement, &tail)
      if code == SQLITE_OK, let tail {
        // What stands behind the first command may be space or a comment, which is no command.
        var second: OpaquePointer?
        hasMore = sqlite3_prepare_v2(handle, tail, -1, &second, nil) != SQLITE_OK || second != nil
        sqlite3_finalize(second)
      }
      return code
    }
    guard code == SQLITE_OK else { throw problem(code) }
    guard let statement else { throw DatabaseError(.badQuery, "the query is empty", in: path) }
    let owned = SQLiteStatement(statement)
    if hasMore { throw DatabaseError(.badQuery, "there is more than one query; give one", in: path) }
    return owned
  }

  /// A name that stands for itself in a command, whatever characters it has.
  func quoted(_ name: String) throws(DatabaseError) -> String {
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw DatabaseError(.badQuery, "'\(name)' cannot be a name in SQLite", in: path)
    }
    return "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// What the last call complained of, in plain words.
  func problem(_ code: Int32, rows: Int? = nil) -> DatabaseError {
    Self.problem(code, handle, path, rows: rows)
  }

  private static func problem(
    _ code: Int32, _ handle: OpaquePointer?, _ path: String, rows: Int? = nil
  ) -> DatabaseError {
    let words = handle.map { String(cString: sqlite3_errmsg($0)) } ?? ""
    let place = handle.map { sqlite3_error_offset($0) }.flatMap { $0 >= 0 ? Int($0) + 1 : nil }
    let behind = place.map { ", at byte \($0) of the query" } ?? ""
    func error(_ kind: DatabaseError.Kind, _ mend: String) -> DatabaseError {
      let after = rows.map { $0 > 0 ? " (after \($0) rows)" : "" } ?? ""
      return DatabaseError(kind, "\(mend); SQLite says: \(words)\(behind)\(after)", in: path, position: place)
    }
    switch code & 0xFF {
    case SQLITE_NOTADB: return error(.notADatabase, "this is not an SQLite database")
    case SQLITE_CORRUPT: return error(.notADatabase, "the database is damaged; restore it from a copy")
    case SQLITE_BUSY, SQLITE_LOCKED:
      return error(.locked, "another program holds the database; end it, or try again later")
    case SQLITE_CANTOPEN: return error(.notAllowed, "the file cannot be opened; look at its permissions and its folder")
    case SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY:
      return error(.notAllowed, "the file may not be written; change its permissions")
    case SQLITE_FULL: return error(.other, "the disk is full")
    default: break
    }
    if words.hasPrefix("no such table") { return error(.noTable, "there is no such table; correct its name") }
    if words.hasPrefix("no such column") || words.contains("has no column named") {
      return error(.noColumn, "there is no such column")
    }
    if words.hasPrefix("table "), words.hasSuffix("already exists") {
      return error(.tableExists, "the table is there already; ask to replace it or to append to it")
    }
    if code & 0xFF == SQLITE_ERROR { return error(.badQuery, "the query cannot be run") }
    return error(.other, "the database complains")
  }
}
