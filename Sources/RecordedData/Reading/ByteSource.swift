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
}
