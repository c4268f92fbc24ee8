/// A column of a table that an audience is written to.
public struct AudienceColumn: Sendable, Equatable {
  /// What a column holds.
  public enum Kind: Sendable, Equatable {
    case text, integer, real
    /// Values are texts such as `2016-02-01`.
    case date
    /// Values are 0 and 1.
    case boolean

    /// The type of the column in SQL.
    var type: String {
      switch self {
      case .text: "text"
      case .integer: "bigint"
      case .real: "double precision"
      case .date: "date"
      case .boolean: "boolean"
      }
    }
  }

  /// Its name.
  public let name: String
  /// What it holds.
  public let kind: Kind

  /// A column.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
