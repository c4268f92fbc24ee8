/// Where bytes come from: a file, a pipe, memory, or something unpacked on the way.
package protocol ByteSource: AnyObject {
  /// The name shown in errors.
  var name: String { get }
  /// Bytes of the underlying file that were read so far, for showing progress.
  var bytesDone: Int { get }
  /// Size of the underlying file; nil for a pipe.
  var bytesInAll: Int? { get }
  /// Whether reading can start again from the beginning.
  var canRewind: Bool { get }

  /// Fills a buffer from its start.
  ///
  /// - Returns: how many bytes were put into it; zero at the end.
  /// - Throws: ``DataError``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int

  /// Starts again from the beginning.
  ///
  /// - Throws: ``DataError``.
  func rewind() throws(DataError)

  /// What places in it count, for errors: `line` of a text, or `row` of a table that is read as text.
  var placeName: String { get }

  /// The place of what begins on a line of the text, both from 1.
  func place(ofLine line: Int) -> Int
}

extension ByteSource {
  package var placeName: String { "line" }
  package func place(ofLine line: Int) -> Int { line }
}
