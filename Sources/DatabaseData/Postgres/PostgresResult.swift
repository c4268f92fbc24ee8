import CPostgres

/// The answer to a command, freed with its owner.
final class PostgresResult {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQclear(handle) }

  private var status: ExecStatusType { PQresultStatus(handle) }

  /// Whether the command failed.
  var isFailure: Bool { ![PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY].contains(status) }
  /// Whether rows are to be sent now.
  var isCopy: Bool { status == PGRES_COPY_IN }
  /// How many rows it has.
  var rows: Int { Int(PQntuples(handle)) }
  /// The names of its columns.
  var columns: [String] { (0..<PQnfields(handle)).map { PQfname(handle, $0).map { String(cString: $0) } ?? "" } }

  /// The text of a field; nil for NULL.
  func bytes(row: Int, column: Int) -> UnsafeBufferPointer<UInt8>? {
    let (row, column) = (Int32(row), Int32(column))
    guard PQgetisnull(handle, row, column) == 0, let value = PQgetvalue(handle, row, column) else { return nil }
    let count = Int(PQgetlength(handle, row, column))
    return UnsafeBufferPointer(start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: count)
  }

  /// The text of the first field.
  var text: String? { rows > 0 ? bytes(row: 0, column: 0).map { String(decoding: $0, as: UTF8.self) } : nil }
}
