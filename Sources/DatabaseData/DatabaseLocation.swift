import RecordedData

/// Where a database is: a PostgreSQL server or an SQLite file.
///
/// ```swift
/// let crm = try DatabaseLocation("postgres://anna@db.example.org/crm")
/// let records = try crm.records("SELECT user_id, happened_at, event FROM events")
/// ```
public enum DatabaseLocation: Sendable, Equatable {
  case postgres(PostgresAddress)
  /// Path of a file.
  case sqlite(String)

  /// Reads the name of a database: `postgres://user@host/database`, `host=... dbname=...`, `sqlite:FILE`, or the path of
  /// a file that ends in `.db`, `.sqlite` or `.sqlite3`.
  ///
  /// - Throws: ``DatabaseError`` of the kind `badName`.
  public init(_ text: String) throws(DatabaseError) {
    if PostgresAddress.canBe(text) {
      self = .postgres(try PostgresAddress(text))
    } else if text.hasPrefix("sqlite:") {
      var path = text.dropFirst("sqlite:".count)
      // sqlite:///folder/file is the usual way to write an absolute path as an address.
      if path.hasPrefix("//") { path = path.dropFirst(2) }
      guard !path.isEmpty else { throw DatabaseError(.badName, "name a file: sqlite:FILE", in: text) }
      self = .sqlite(String(path))
    } else if [".db", ".sqlite", ".sqlite3"].contains(where: { text.hasSuffix($0) }) {
      self = .sqlite(text)
    } else {
      // The text may hold a password, so it is not repeated.
      throw DatabaseError(
        .badName,
        "cannot tell what database this is; write postgres://user@host:port/database, sqlite:FILE, or a file that "
          + "ends in .db, .sqlite or .sqlite3", in: "database")
    }
  }

  /// Whether a text is meant as the name of a database rather than of a file of rows.
  public static func canBe(_ text: String) -> Bool {
    (try? DatabaseLocation(text)) != nil || PostgresAddress.canBe(text)
  }

  /// Opens the answer of a query, to be read row by row.
  ///
  /// - Parameters:
  ///   - query: one SELECT (or WITH, VALUES, TABLE).
  ///   - heartbeat: called while the server thinks; what it throws cancels the query.
  /// - Throws: ``DatabaseError``, or what the heartbeat throws.
  package func records(_ query: String, heartbeat: @escaping () throws -> Void = {}) throws -> any RecordSource {
    switch self {
    case .postgres(let address): try PostgresRecords(address, query: query, heartbeat: heartbeat)
    case .sqlite(let path): try SQLiteRecords(path: path, query: query, heartbeat: heartbeat)
    }
  }
}
