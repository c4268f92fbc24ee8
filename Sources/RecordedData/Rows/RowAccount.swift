/// What became of the rows that were read.
public struct RowAccount: Sendable, Equatable {
  /// The file, or the database and its query.
  public let source: String
  /// Rows that were read.
  public internal(set) var rows = 0
  /// Lines without data.
  public internal(set) var blankLines = 0
  /// Rows that could not be used.
  public internal(set) var badRows = BadRows()
  /// What the places of bad rows count: lines of a file or rows of an answer.
  public internal(set) var placeName = "line"
  /// Rows that are equal to an earlier one in all fields.
  public internal(set) var duplicates = 0
  /// Whether duplicates were left out.
  public internal(set) var droppedDuplicates = false
  /// Whether duplicates were looked for in all rows; the memory for it may have ended before.
  public internal(set) var duplicatesAreComplete = true
  /// Rows before the first day of the observation.
  public internal(set) var rowsBefore = 0
  /// Rows after the last day of the observation.
  public internal(set) var rowsAfter = 0
  /// Rows that are of no use for what was asked, such as other events.
  public internal(set) var otherRows = 0

  init(source: String) { self.source = source }

  /// Rows that were used.
  public var usedRows: Int {
    rows - badRows.total - rowsBefore - rowsAfter - otherRows - (droppedDuplicates ? duplicates : 0)
  }
}
