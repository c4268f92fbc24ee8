import CPostgres
import Foundation

/// The address of a PostgreSQL database, with what is shown of it: all but the password.
public struct PostgresAddress: Sendable, Equatable, CustomStringConvertible {
  /// The text as it was given, password and all: for the client library only.
  let text: String
  /// What is shown, such as `postgres://anna@db.example.org:5433/crm`.
  public let description: String
  /// Seconds to wait for the server.
  let timeout: Int
  private let password: String

  /// Whether a text looks like an address of PostgreSQL.
  static func canBe(_ text: String) -> Bool {
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return true }
    return ["host=", "hostaddr=", "dbname=", "service=", "user=", "port="].contains { key in
      text.hasPrefix(key) || text.contains(" " + key)
    }
  }

  /// Reads `postgres://user:password@host:port/database?option=value` or `host=... dbname=... user=...`.
  ///
  /// - Throws: ``DatabaseError`` of the kind `badName`. What the client library says about the text is not passed on:
  ///   it repeats pieces of it, which may be pieces of the password.
  public init(_ text: String) throws(DatabaseError) {
    try Self.checkPassword(text)
    guard let options = PQconninfoParse(text, nil) else {
      throw DatabaseError(
        .badName,
        "the address cannot be understood; write postgres://user@host:port/database or host=... dbname=... user=...; "
          + "in a password of the first form write : / ? # @ % as %3A %2F %3F %23 %40 %25, in one of the second put "
          + "quotes around it, or leave it to PGPASSWORD or a password file", in: "postgres")
    }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    self.text = text
    password = values["password"] ?? ""
    timeout = values["connect_timeout"].flatMap { Int($0) } ?? 10
    let user = values["user"].map { "\($0)@" } ?? ""
    let host = values["host"] ?? values["hostaddr"] ?? ""
    let port = values["port"].map { ":\($0)" } ?? ""
    description = "postgres://\(user)\(host)\(port)/\(values["dbname"] ?? "")"
  }

  /// Refuses addresses in which an unescaped password would be taken for a host or a database, and be shown as one.
  private static func checkPassword(_ text: String) throws(DatabaseError) {
    guard let scheme = text.range(of: "://"), text.hasPrefix("postgres") else { return }
    let signs = text[scheme.upperBound...].filter { $0 == "@" }.count
    let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard signs > 1 || (signs == 1 && !authority.contains("@")) else { return }
    throw DatabaseError(
      .badName,
      "the address has an @, or a / ? or # before it, in the password; write them as %40 %2F %3F %23, or leave the "
        + "password to PGPASSWORD or a password file", in: "postgres")
  }

  /// A text of the server or the client library without the password.
  func redacted(_ text: String) -> String {
    guard password.utf8.count > 2, text.contains(password) else { return text }
    var parts: [Substring] = []
    var rest = text[...]
    while let range = rest.range(of: password) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return (parts + [rest]).joined(separator: "***")
  }
}
