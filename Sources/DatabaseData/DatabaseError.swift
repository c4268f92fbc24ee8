/// Why a database cannot be read or written, in plain words and with the mend; never with a password.
///
/// ```
/// postgres://anna@db.example.org/crm: error: the password for the user 'anna' is wrong; give the right one ...
/// ```
public struct DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: Sendable, Equatable {
    /// The name of the database cannot be understood.
    case badName
    /// There is no server, or it cannot be reached.
    case unreachable
    /// The password is wrong or missing, or the server lets nobody in from here.
    case refused
    /// The server has no database of this name, or there is no such file.
    case noDatabase
    /// The file is not a database.
    case notADatabase
    /// Somebody else holds the database or the table.
    case locked
    /// The user may not do this.
    case notAllowed
    /// There is no such table.
    case noTable
    /// There is no such column.
    case noColumn
    /// The query is not one that reads rows.
    case notASelect
    /// The query cannot be understood or run.
    case badQuery
    /// The table to be written is there already.
    case tableExists
    /// The connection ended half-way.
    case connectionLost
    /// The server ended the query.
    case cancelled
    /// Anything else that the database complains of.
    case other
  }

  /// What went wrong.
  public let kind: Kind
  /// The database, without its password.
  public let database: String
  /// What is wrong, and how to mend it.
  public let message: String
  /// Where in the query, in characters from 1, when the server says so.
  public let position: Int?

  /// Whether the request has to be mended, rather than the database.
  public var isUsage: Bool {
    switch kind {
    case .badName, .noTable, .noColumn, .notASelect, .badQuery, .tableExists: true
    default: false
    }
  }

  /// A problem.
  public init(_ kind: Kind, _ message: String, in database: String, position: Int? = nil) {
    self.kind = kind
    self.database = database
    self.message = message
    self.position = position
  }

  public var description: String { "\(database): error: \(message)" }
}
