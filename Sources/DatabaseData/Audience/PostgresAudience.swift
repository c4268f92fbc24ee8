import CPostgres
import Foundation

/// Writes an audience to a table of a PostgreSQL server, by COPY.
struct PostgresAudience {
  private let address: PostgresAddress
  private let writer: AudienceWriter

  /// Bytes that are sent at once.
  private static let pieceSize = 1 << 16

  init(_ address: PostgresAddress, _ writer: AudienceWriter) {
    self.address = address
    self.writer = writer
  }

  /// Writes rows in one transaction; closing the connection before its end undoes it.
  func write(_ rows: some Sequence<[AudienceValue]>, progress: (Int) throws -> Void) throws -> Int {
    let connection = try PostgresConnection(address, heartbeat: {})
    let table = try writer.nameParts.map { part throws(DatabaseError) in try connection.quoted(part) }
      .joined(separator: ".")
    try connection.run("BEGIN")
    try prepareTable(connection, table)
    let names = try writer.columns.map { try connection.quoted($0.name) }.joined(separator: ", ")
    _ = try connection.result("COPY \(table) (\(names)) FROM STDIN")
    let count = try send(rows, connection, progress)
    try connection.run("COMMIT")
    return count
  }

  private func prepareTable(_ connection: PostgresConnection, _ table: String) throws {
    let literal = "'" + table.replacingOccurrences(of: "'", with: "''") + "'"
    let isThere = try connection.result("SELECT to_regclass(\(escaped(literal))) IS NOT NULL").text == "t"
    if isThere, writer.existing == .append { return }
    if isThere {
      guard writer.existing == .replace else {
        throw DatabaseError(
          .tableExists, "the table '\(writer.table)' is there already; ask to replace it or to append to it",
          in: address.description)
      }
      try connection.run("DROP TABLE \(table)")
    }
    let columns = try writer.columns.map { "\(try connection.quoted($0.name)) \($0.kind.type)" }
    try connection.run("CREATE TABLE \(table) (\(columns.joined(separator: ", ")))")
  }

  /// A literal in which backslashes mean themselves, whatever the server's settings.
  private func escaped(_ literal: String) -> String {
    literal.contains("\\") ? " E" + literal.replacingOccurrences(of: "\\", with: "\\\\") : literal
  }

  private func send(
    _ rows: some Sequence<[AudienceValue]>, _ connection: PostgresConnection, _ progress: (Int) throws -> Void
  ) throws -> Int {
    var piece: [UInt8] = []
    var count = 0
    for row in rows {
      for (place, value) in row.enumerated() {
        if place > 0 { piece.append(UInt8(ascii: "\t")) }
        Self.append(value, to: &piece)
      }
      piece.append(UInt8(ascii: "\n"))
      count += 1
      if piece.count > Self.pieceSize { try flush(&piece, connection) }
      if count % AudienceWriter.stride == 0 { try progress(count) }
    }
    try flush(&piece, connection)
    try progress(count)
    guard PQputCopyEnd(connection.handle, nil) == 1 else {
      throw connection.problem.running(nil, connection.handle, rows: count)
    }
    _ = try connection.answer(rows: count)
    return count
  }

  private func flush(_ piece: inout [UInt8], _ connection: PostgresConnection) throws {
    guard !piece.isEmpty else { return }
    let sent = piece.withUnsafeBytes { bytes in
      PQputCopyData(connection.handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    guard sent == 1 else { throw connection.problem.running(nil, connection.handle) }
    piece.removeAll(keepingCapacity: true)
  }

  /// A value in the text format of COPY. Source: https://www.postgresql.org/docs/current/sql-copy.html.
  private static func append(_ value: AudienceValue, to piece: inout [UInt8]) {
    switch value {
    case .null: piece.append(contentsOf: "\\N".utf8)
    case .integer(let number): piece.append(contentsOf: "\(number)".utf8)
    case .real(let number):
      let text = number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : "\(number)"
      piece.append(contentsOf: text.utf8)
    case .text(let text):
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\\"): piece.append(contentsOf: "\\\\".utf8)
        case UInt8(ascii: "\t"): piece.append(contentsOf: "\\t".utf8)
        case UInt8(ascii: "\n"): piece.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): piece.append(contentsOf: "\\r".utf8)
        default: piece.append(byte)
        }
      }
    }
  }
}
