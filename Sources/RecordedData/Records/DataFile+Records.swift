extension DataFile {
  /// Opens a file of rows, or standard input for `-`: delimited text with a header, or JSON lines, packed or not.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields; nil to find out.
  ///   - columns: names of the columns of a delimited file that has no header.
  /// - Throws: ``DataError`` for files that cannot be read and for kinds of files that have no rows of text.
  package static func records(
    _ path: String, delimiter: UInt8? = nil, columns: [String]? = nil
  ) throws(DataError) -> any RecordSource {
    try records(open(path), delimiter: delimiter, columns: columns)
  }

  /// The rows of bytes: JSON lines when the first one that counts is a brace or a bracket, else delimited text.
  ///
  /// - Throws: ``DataError``.
  package static func records(
    _ source: any ByteSource, delimiter: UInt8? = nil, columns: [String]? = nil
  ) throws(DataError) -> any RecordSource {
    let source = PeekedBytes(source)
    let first = try source.firstTextByte()
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return try JSONLineRecords(source) }
    return try DelimitedRecords(source, delimiter: delimiter, columns: columns)
  }
}
