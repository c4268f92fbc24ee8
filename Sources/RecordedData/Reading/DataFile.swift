/// Opens files of recorded data, packed or not.
package enum DataFile {
  /// Opens a file, or standard input for `-`; gzip is recognised by its first bytes and unpacked.
  ///
  /// - Throws: ``DataError`` for files that cannot be read and for kinds of files that are not text.
  package static func open(_ path: String) throws(DataError) -> any ByteSource {
    let file = PeekedBytes(try FileBytes(path: path))
    let start = try file.peek(4)
    if start.starts(with: [0x1F, 0x8B]) { return try GzipBytes(file) }
    if let problem = problem(with: start) { throw DataError(problem, in: file.name) }
    return file
  }

  /// What kind of file begins like this, when it cannot be read.
  private static func problem(with start: [UInt8]) -> String? {
    switch start {
    case [0x50, 0x4B, 0x03, 0x04]: "this is a spreadsheet or a zip archive; export it as CSV, or unpack it first"
    case [0x50, 0x41, 0x52, 0x31]: "this is a Parquet file; export it as CSV"
    case _ where start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]):
      "the text is UTF-16; save it as UTF-8 (iconv -f utf-16 -t utf-8)"
    case _ where start.starts(with: Array("SQLi".utf8)): "this is an SQLite database; give a query to read from it"
    case [0x28, 0xB5, 0x2F, 0xFD]: "this is a zstd file; unpack it first (zstd -dc FILE | engagelab analyze - ...)"
    default: nil
    }
  }
}
