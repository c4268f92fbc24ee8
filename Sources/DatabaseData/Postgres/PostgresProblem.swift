import CPostgres

/// Puts what a PostgreSQL server or the client library says into plain words.
///
/// Source of the codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.
struct PostgresProblem {
  let address: PostgresAddress

  /// Why there is no connection.
  func connecting(_ text: String) -> DatabaseError {
    let (code, words) = Self.parts(address.redacted(text))
    switch code {
    case "28P01":
      return error(.refused, "the password is wrong; give the right one in the address or in PGPASSWORD", words)
    case "28000": return error(.refused, "the server does not let this user in from here", words)
    case "3D000": return error(.noDatabase, "the server has no database of this name", words)
    case "53300": return error(.unreachable, "the server has no connection left; try again later", words)
    case "57P03": return error(.unreachable, "the server is starting or stopping; try again in a moment", words)
    default: break
    }
    if words.contains("no password supplied") {
      return error(.refused, "the server asks for a password; give it in the address or in PGPASSWORD", words)
    }
    if words.contains("could not translate host name") {
      return error(.unreachable, "there is no host of this name; correct it in the address", words)
    }
    return error(
      .unreachable, "the server cannot be reached; is it running, and are host and port right?", words)
  }

  /// Why a command failed.
  ///
  /// - Parameters:
  ///   - prefix: characters that were put before the user's query.
  ///   - rows: rows that had been read before.
  func running(_ result: OpaquePointer?, _ connection: OpaquePointer?, prefix: Int = 0, rows: Int = 0) -> DatabaseError
  {
    let code = Self.field(result, cpostgres_state)
    let said = Self.field(result, cpostgres_message)
    let words = address.redacted(said.isEmpty ? Self.parts(String(cString: PQerrorMessage(connection))).words : said)
    let hint = Self.field(result, cpostgres_hint)
    let place = Int(Self.field(result, cpostgres_position)).map { $0 - prefix }.flatMap { $0 > 0 ? $0 : nil }
    if PQstatus(connection) == CONNECTION_BAD || code.hasPrefix("08") || code.hasPrefix("57P0") {
      return error(
        .connectionLost,
        "the connection was lost after \(rows) rows; nothing of them is kept, start again once the server is back",
        words)
    }
    let (kind, mend): (DatabaseError.Kind, String) =
      switch code {
      case "42P01": (.noTable, "there is no such table; correct its name, or write schema.table")
      case "42703": (.noColumn, "there is no such column")
      case "42601": (.badQuery, "the query cannot be understood")
      case "42501": (.notAllowed, "the user may not do this; ask for the right to it")
      case "25006", "0A000": (.notASelect, "the query must only read: SELECT ... FROM ...")
      case "42P07": (.tableExists, "the table is there already; ask to replace it or to append to it")
      case "55P03": (.locked, "somebody else holds the table; try again later")
      case "57014": (.cancelled, "the server ended the query")
      default: (.other, "the database complains")
      }
    return error(kind, mend, hint.isEmpty ? words : "\(words) (\(address.redacted(hint)))", position: place)
  }

  private func error(
    _ kind: DatabaseError.Kind, _ mend: String, _ words: String, position: Int? = nil
  ) -> DatabaseError {
    let place = position.map { ", at character \($0) of the query" } ?? ""
    return DatabaseError(
      kind, words.isEmpty ? mend : "\(mend); the server says: \(words)\(place)", in: address.description,
      position: position)
  }

  private static func field(_ result: OpaquePointer?, _ code: Int32) -> String {
    PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
  }

  /// The code and the words of a message in verbose form, `FATAL:  28P01: password ...` and lines about the source.
  private static func parts(_ text: String) -> (code: String, words: String) {
    let lines = text.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " || $0 == "\t" } }
    let said = lines.filter { !$0.hasPrefix("LOCATION:") }
    for line in said {
      for severity in ["FATAL:  ", "ERROR:  ", "PANIC:  "] {
        guard let range = line.firstRange(of: severity) else { continue }
        let rest = line[range.upperBound...]
        guard let colon = rest.firstIndex(of: ":"), rest[..<colon].count == 5 else { continue }
        return (String(rest[..<colon]), String(rest[rest.index(after: colon)...].trimmingPrefix { $0 == " " }))
      }
    }
    return ("", said.joined(separator: " "))
  }
}
