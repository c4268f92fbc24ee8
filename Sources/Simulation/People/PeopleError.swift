/// What is wrong with a table of people: where, and how to mend it.
public struct PeopleError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Stable names of the kinds of errors.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no column, or no row.
    case empty
    /// The columns have not as many values as one another, or not as many as the population has users.
    case rowCount = "row-count"
    /// Neither a trait nor a fact of the scenario has this name.
    case unknownColumn = "unknown-column"
    case duplicateColumn = "duplicate-column"
    /// Interests are given for some topics only.
    case missingColumn = "missing-column"
    /// Texts where numbers are needed, and the like.
    case wrongType = "wrong-type"
    case missingValue = "missing-value"
    /// NaN or infinite.
    case notFinite = "not-finite"
    case notWhole = "not-whole"
    case outOfRange = "out-of-range"
    /// A value that the scenario does not have: a platform, a language, a value of a fact.
    case unknownName = "unknown-name"
  }

  public var code: Code
  /// The column to blame; nil: the table as a whole.
  public var column: String?
  /// The first row to blame, from 1; nil: all of them.
  public var row: Int?
  /// What is wrong, without a final stop.
  public var what: String
  /// How to mend it, without a final stop.
  public var remedy: String

  public var description: String {
    let place = [column.map { "column `\($0)`" }, row.map { "row \($0)" }].compactMap { $0 }
    return (place.isEmpty ? "people" : "people, " + place.joined(separator: ", ")) + ": \(what); \(remedy)"
  }

  init(_ code: Code, _ column: String? = nil, row: Int? = nil, _ what: String, _ remedy: String) {
    self.code = code
    self.column = column
    self.row = row
    self.what = what
    self.remedy = remedy
  }
}
