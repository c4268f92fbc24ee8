/// What was read of an experiment: sums by arm and segment, and an account of the rows.
public struct ExperimentData: Sendable {
  /// One arm.
  public struct Arm: Sendable {
    /// Its name in the data.
    public let name: String
    /// Its users.
    public let aggregate: ArmAggregate
  }

  /// One value of a segment.
  public struct Level: Sendable {
    /// The value in words.
    public let name: String
    /// The users of each arm with this value, in the order of `arms`.
    public let arms: [ArmAggregate]
  }

  /// A division of the users.
  public struct Segment: Sendable {
    /// The columns that divide.
    public let name: String
    /// Their values, sorted by name.
    public let levels: [Level]
  }

  /// How rows became users.
  public enum Grouping: String, Sendable {
    /// Every row is another user.
    case rows
    /// Rows of a user follow each other.
    case sorted
    /// Rows of a user stand anywhere.
    case scattered
  }

  /// The file, as it was named.
  public let file: String
  /// Rows below the header, without blank lines.
  public let rows: Int
  /// Blank lines, which hold no data.
  public let blankLines: Int
  /// Rows that could not be used.
  public let badRows: BadRows
  /// Users that could not be used.
  public let badUsers: BadRows
  /// What the places of unusable rows count: `line` of a file, `row` of a table.
  public let placeName: String
  /// How rows became users.
  public let grouping: Grouping
  /// The delimiter between fields.
  public let delimiter: UInt8
  /// The arms, sorted by name.
  public let arms: [Arm]
  /// The segments, in the order of the plan.
  public let segments: [Segment]

  /// Users in all.
  public var users: Int { arms.reduce(0) { $0 + $1.aggregate.users } }
}
