/// The rows of a delimited text file with a header.
package final class DelimitedRecords: RecordSource {
  package let name: String
  package let placeName: String
  package private(set) var blankLines = 0
  package private(set) var fault: BadRows.Reason?

  private var scanner: RecordScanner
  private let header: Header

  package var columns: [String] { header.names }
  package var place: Int { scanner.place }
  package var progress: RecordProgress {
    RecordProgress(unit: .bytes, done: scanner.source.bytesDone, total: scanner.source.bytesInAll)
  }
  /// The byte between fields.
  package var delimiter: UInt8 { scanner.delimiter }

  /// The rows below the header.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields; nil to find out.
  ///   - columns: names of the columns of a file that has no header.
  /// - Throws: ``DataError``.
  package init(_ source: any ByteSource, delimiter: UInt8? = nil, columns: [String]? = nil) throws(DataError) {
    name = source.name
    placeName = source.placeName
    scanner = RecordScanner(source)
    try scanner.start(delimiter: delimiter)
    if let columns { header = Header(columns, file: name) } else { header = try scanner.header() }
  }

  package func position(of name: String) throws(DataError) -> Int { try header.position(of: name) }

  package func next() throws -> Bool {
    while try scanner.next() {
      if scanner.shape == .blank, header.names.count > 1 {
        blankLines += 1
        continue
      }
      let count = header.names.count
      fault =
        scanner.shape == .malformedQuotes
        ? .malformedQuotes : scanner.fieldCount == count ? nil : .fieldCount(header: count)
      return true
    }
    return false
  }

  package func field(_ position: Int) -> Field? {
    let field = scanner.field(position)
    return field.bytes.isEmpty && !field.isQuoted ? nil : field
  }
}
