/// Gives the users of rows their numbers.
struct UserColumn {
  /// The users so far.
  private(set) var names = NameIndex()

  private let name: String
  private let position: Int

  init(_ name: String, in source: any RecordSource) throws(DataError) {
    self.name = name
    position = try source.position(of: name)
  }

  /// The number of the user of the current row.
  ///
  /// - Throws: `RowPass.Fault`.
  mutating func number(_ source: any RecordSource) throws -> Int {
    guard let field = source.field(position) else { throw RowPass.Fault(.missing(column: name), at: position) }
    guard !field.bytes.isEmpty else { throw RowPass.Fault(.emptyText(column: name), at: position) }
    return field.withPlainBytes { names.number(of: $0) }
  }

  /// Ends a reading whose users do not fit.
  ///
  /// - Throws: ``DataError``.
  func check(_ source: any RecordSource, bytes: Int, limit: Int) throws(DataError) {
    guard bytes > limit || names.count > NameIndex.mostNames else { return }
    throw DataError(
      "\(names.count) users fill the \(limit >> 20) MB that are allowed for them; allow more with --memory, or read a "
        + "sample of the users", in: source.name, line: source.placeName == "line" ? source.place : nil)
  }
}
