import CPostgres
import RecordedData

/// The rows of a query of a PostgreSQL server, fetched in batches through a cursor of a transaction that can only read.
final class PostgresRecords: RecordSource {
  let name: String
  let placeName = "row"
  private(set) var place = 0
  let columns: [String]

  private let connection: PostgresConnection
  private var batch: PostgresResult
  private var row = -1

  /// Rows in a batch: few enough to bound memory, enough for the way to the server to cost little.
  private static let batchSize = 5000
  private static let prefix = "DECLARE engagelab_rows NO SCROLL CURSOR FOR "

  var progress: RecordProgress { RecordProgress(unit: .rows, done: place, total: nil) }
  var columnCount: Int { columns.count }

  /// Runs a query.
  ///
  /// - Throws: ``DatabaseError``, or what the heartbeat throws.
  init(_ address: PostgresAddress, query: String, heartbeat: @escaping () throws -> Void) throws {
    name = address.description
    try QueryText.check(query, in: name)
    connection = try PostgresConnection(address, heartbeat: heartbeat)
    // One state of the data for the whole reading, however long it takes.
    try connection.run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    // All rows will be read, so a plan that is quick to give the first ones is of no use.
    try connection.run("SET LOCAL cursor_tuple_fraction = 1")
    _ = try connection.result(Self.prefix + query, prefix: Self.prefix.unicodeScalars.count)
    batch = try Self.fetch(connection, rows: 0)
    columns = batch.columns
  }

  private static func fetch(_ connection: PostgresConnection, rows: Int) throws -> PostgresResult {
    try connection.result("FETCH \(batchSize) FROM engagelab_rows", rows: rows)
  }

  func position(of name: String) throws(DataError) -> Int { try Header(columns, file: self.name).position(of: name) }

  func next() throws -> Bool {
    row += 1
    if row == batch.rows {
      guard batch.rows == Self.batchSize else {
        row -= 1
        return false
      }
      batch = try Self.fetch(connection, rows: place)
      row = 0
      guard batch.rows > 0 else {
        row = -1
        return false
      }
    }
    place += 1
    return true
  }

  func field(_ position: Int) -> Field? { batch.bytes(row: row, column: position).map { Field(bytes: $0) } }
}
