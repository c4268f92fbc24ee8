import Primitives

/// The installed base as a researcher has it: row i is user i, and each column a trait that is given instead of drawn.
///
/// ```swift
/// let people = try PeopleTable([
///   PeopleTable.Column("platform", .names(codes: [0, 1, 1], values: ["ios", "android"])),
///   PeopleTable.Column("sessions_per_day", .doubles([0.4, 2.1, 1.0])),
/// ])
/// var run = ScenarioRun(scenario)  // population.size is 3
/// run.people = people
/// ```
///
/// Every column is optional, and what has no column is drawn as ever; users who install later and those whom word of mouth
/// brings are drawn altogether. Documentation/own-pieces.md lists the columns. The table is made once and never changes;
/// columns are kept as they are given, without a copy.
public struct PeopleTable: Sendable {
  /// Users that it describes.
  public let rows: Int
  /// The columns in canonical order: traits in the order of ``PeopleTrait``, then all others by name.
  public let columns: [Column]

  /// One column.
  public struct Column: Sendable {
    public var name: String
    public var values: Values
    /// The first row without a value, from 0, where the source has a mark for that; nil: every row has one.
    public var firstMissing: Int?

    public init(_ name: String, _ values: Values, firstMissing: Int? = nil) {
      self.name = name
      self.values = values
      self.firstMissing = firstMissing
    }
  }

  /// The values of a column, one for each row.
  public enum Values: Sendable {
    case doubles([Double])
    /// They may stand where numbers with fractions are meant.
    case integers([Int64])
    case flags([Bool])
    /// Texts: for each row a position in `values`; a negative one is a missing value.
    case names(codes: [Int32], values: [String])

    /// Number of rows.
    public var count: Int {
      switch self {
      case .doubles(let values): values.count
      case .integers(let values): values.count
      case .flags(let values): values.count
      case .names(let codes, _): codes.count
      }
    }

    /// What they are, for a message.
    var words: String {
      switch self {
      case .doubles: "numbers"
      case .integers: "whole numbers"
      case .flags: "true and false"
      case .names: "texts"
      }
    }
  }

  /// Makes a table and checks everything about it that does not depend on a scenario: types, ranges, missing values.
  ///
  /// - Throws: ``PeopleError`` for the first thing that is wrong.
  public init(_ columns: [Column]) throws(PeopleError) {
    guard let first = columns.first else {
      throw PeopleError(.empty, nil, "there is no column", "give at least one, e.g. `sessions_per_day`")
    }
    guard first.values.count > 0 else {
      throw PeopleError(.empty, first.name, "there is no row", "give one row for each user of the installed base")
    }
    var names: Set<String> = []
    for column in columns {
      guard names.insert(column.name).inserted else {
        throw PeopleError(.duplicateColumn, column.name, "there are two columns of this name", "leave one of them out")
      }
      guard column.values.count == first.values.count else {
        throw PeopleError(
          .rowCount, column.name,
          "it has \(column.values.count) rows, and `\(first.name)` has \(first.values.count)",
          "give every column one value for each user")
      }
    }
    for column in columns { try Self.check(column) }
    rows = first.values.count
    self.columns = columns.sorted { Self.rank($0.name) < Self.rank($1.name) }
  }

  private static func rank(_ name: String) -> (Int, String) {
    let position = PeopleTrait.allCases.firstIndex { $0.rawValue == name }
    return position.map { ($0, "") } ?? (PeopleTrait.allCases.count, name)
  }

  /// The column of a name.
  package subscript(name: String) -> Column? { columns.first { $0.name == name } }
}
