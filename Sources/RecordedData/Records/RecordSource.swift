/// Rows of named fields, one after the other: from a text file, lines of JSON or the answer of a database.
///
/// ```swift
/// let records = try DataFile.records("events.csv.gz")
/// let user = try records.position(of: "user")
/// while try records.next() {
///   print(records.place, records.field(user)?.text ?? "missing")
/// }
/// ```
/// Memory is bounded by a row, or by the batch in which a database hands out rows.
package protocol RecordSource: AnyObject {
  /// The name shown in errors: a file, or a database without its password.
  var name: String { get }
  /// The columns that are known so far.
  var columns: [String] { get }
  /// How many columns are known so far.
  var columnCount: Int { get }
  /// What ``place`` counts, for errors: `line` or `row`.
  var placeName: String { get }
  /// Where the current row stands, from 1.
  var place: Int { get }
  /// Lines without data that were passed over.
  var blankLines: Int { get }
  /// What is done and how much there is, for showing progress.
  var progress: RecordProgress { get }
  /// Why the current row has no fields, when it has none.
  var fault: BadRows.Reason? { get }

  /// The position of a column.
  ///
  /// - Throws: ``DataError`` when there is none of this name, or several.
  func position(of name: String) throws(DataError) -> Int

  /// Goes to the next row.
  ///
  /// - Returns: whether there is one.
  /// - Throws: why the rest cannot be read.
  func next() throws -> Bool

  /// A field of the current row, valid until the next one; nil for a missing value (nothing in a text file, `null`,
  /// NULL), which an empty text is not.
  func field(_ position: Int) -> Field?

  /// Why columns that were asked for are in no row so far; nil when that cannot be.
  var absence: DataError? { get }
}

extension RecordSource {
  package var columnCount: Int { columns.count }
  package var absence: DataError? { nil }
  package var blankLines: Int { 0 }
  package var fault: BadRows.Reason? { nil }
}
