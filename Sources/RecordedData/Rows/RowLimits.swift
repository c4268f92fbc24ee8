/// What a reading of rows allows.
public struct RowLimits: Sendable, Equatable {
  /// The greatest share of rows that may be unusable.
  public var maximumBadShare = 0.01
  /// Most bytes for users.
  public var userMemory = 1 << 30
  /// Most bytes for finding rows that are there twice; zero to look for none.
  public var duplicateMemory = 128 << 20
  /// Whether rows that are there twice count once; it is told in any case how many there are.
  public var dropsDuplicates = false
  /// The last day that a row can have (days since 1970-01-01): later ones are unusable. Nil to believe all.
  public var latestDay: Int?

  /// The defaults, which are those of an analysis.
  public init() {}
}
