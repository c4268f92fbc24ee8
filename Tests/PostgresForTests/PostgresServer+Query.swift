import CPostgres

extension PostgresServer {
  /// Runs commands of a test.
  package func run(_ commands: String) throws {
    _ = try query(commands)
  }

  /// Runs commands of a test.
  ///
  /// - Returns: the rows of the last one.
  package func query(_ commands: String) throws -> [[String?]] {
    let connection = PQconnectdb(address())
    defer { PQfinish(connection) }
    let result = PQexec(connection, commands)
    defer { PQclear(result) }
    guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
      throw Problem(description: String(cString: PQerrorMessage(connection)))
    }
    return (0..<PQntuples(result)).map { row in
      (0..<PQnfields(result)).map { column in
        PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
  }
}
