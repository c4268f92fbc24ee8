/// Bytes that are already in memory, handed out in pieces of any size.
package final class MemoryBytes: ByteSource {
  package let name: String
  package private(set) var bytesDone = 0
  package let canRewind: Bool
  private let bytes: [UInt8]
  private let piece: Int

  package var bytesInAll: Int? { bytes.count }

  /// Bytes to read.
  ///
  /// - Parameters:
  ///   - piece: the most that one read returns.
  ///   - canRewind: whether to behave as a file rather than as a pipe.
  package init(_ bytes: [UInt8], name: String = "data.csv", piece: Int = .max, canRewind: Bool = true) {
    self.bytes = bytes
    self.name = name
    self.piece = piece
    self.canRewind = canRewind
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let count = min(buffer.count, piece, bytes.count - bytesDone)
    bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[bytesDone..<bytesDone + count])) }
    bytesDone += count
    return count
  }

  package func rewind() throws(DataError) { bytesDone = 0 }
}
