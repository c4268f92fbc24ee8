/// Writes an audience to a table of a database: all of it, or nothing.
///
/// ```swift
/// let writer = AudienceWriter(
///   database: try DatabaseLocation("postgres://anna@db.example.org/crm"), table: "push_audience",
///   columns: [AudienceColumn("user_id", .text), AudienceColumn("arm", .text)])
/// try writer.write([[.text("u17"), .text("reminder")]])
/// ```
/// A table that is not there is made. Everything happens in one transaction.
public struct AudienceWriter: Sendable {
  /// Where to write.
  public let database: DatabaseLocation
  /// The table, with its schema where there is one: `marketing.push_audience`.
  public let table: String
  /// The columns of the rows.
  public let columns: [AudienceColumn]
  /// What happens to a table that is there already.
  public let existing: ExistingTable

  /// Rows between two calls of the progress handler.
  static let stride = 1 << 12

  /// A writer.
  public init(
    database: DatabaseLocation, table: String, columns: [AudienceColumn], existing: ExistingTable = .refuse
  ) {
    self.database = database
    self.table = table
    self.columns = columns
    self.existing = existing
  }

  /// Writes rows.
  ///
  /// - Parameters:
  ///   - rows: values in the order of the columns.
  ///   - progress: told how many rows are written; what it throws undoes everything.
  /// - Returns: how many rows were written.
  /// - Throws: ``DatabaseError``, or what the progress handler throws.
  @discardableResult
  public func write(
    _ rows: some Sequence<[AudienceValue]>, progress: (Int) throws -> Void = { _ in }
  ) throws -> Int {
    switch database {
    case .postgres(let address):
      try PostgresAudience(address, self).write(checked(rows, in: address.description), progress: progress)
    case .sqlite(let path): try SQLiteAudience(path, self).write(checked(rows, in: path), progress: progress)
    }
  }

  /// Finds out whether rows could be written, by doing everything but writing any and undoing it; so that nobody waits for
  /// rows that have nowhere to go.
  ///
  /// - Throws: ``DatabaseError``.
  public func check() throws {
    struct Undone: Error {}
    do {
      try write([[AudienceValue]]()) { _ in throw Undone() }
    } catch is Undone {}
  }

  /// The rows, each with as many values as there are columns.
  private func checked(
    _ rows: some Sequence<[AudienceValue]>, in database: String
  ) throws(DatabaseError) -> some Sequence<[AudienceValue]> {
    guard !columns.isEmpty, Set(columns.map(\.name)).count == columns.count else {
      throw DatabaseError(.badQuery, "a table needs columns with different names", in: database)
    }
    let count = columns.count
    return rows.lazy.map { Array(($0 + Array(repeating: .null, count: count)).prefix(count)) }
  }

  /// The name of the table as parts: schema and name.
  var nameParts: [String] { table.split(separator: ".", omittingEmptySubsequences: false).map(String.init) }
}
