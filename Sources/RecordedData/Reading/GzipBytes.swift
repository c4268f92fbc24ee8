import CZlib

/// The unpacked bytes of a gzip file, of one member or of several one after the other.
package final class GzipBytes: ByteSource {
  private let packed: any ByteSource
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isInsideMember = false
  private var isFinished = false

  package var name: String { packed.name }
  package var bytesDone: Int { packed.bytesDone }
  package var bytesInAll: Int? { packed.bytesInAll }
  package var canRewind: Bool { packed.canRewind }

  /// Unpacks what another source holds.
  ///
  /// - Throws: ``DataError`` when the unpacker cannot start.
  package init(_ packed: any ByteSource) throws(DataError) {
    self.packed = packed
    stream.initialize(to: z_stream())
    guard czlib_inflate_init(stream) == Z_OK else {
      throw DataError("cannot start unpacking gzip", in: packed.name)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard !isFinished, let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    stream.pointee.next_out = start
    stream.pointee.avail_out = UInt32(clamping: buffer.count)
    let room = Int(stream.pointee.avail_out)
    while Int(stream.pointee.avail_out) == room {
      if stream.pointee.avail_in == 0 {
        let count = try packed.read(into: input)
        if count == 0 {
          if isInsideMember { throw DataError("the gzip file ends before its data do", in: name) }
          isFinished = true
          break
        }
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
      }
      isInsideMember = true
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END:
        isInsideMember = false
        inflateReset(stream)
      default: throw DataError("the gzip file is damaged", in: name)
      }
    }
    return room - Int(stream.pointee.avail_out)
  }

  package func rewind() throws(DataError) {
    try packed.rewind()
    inflateReset(stream)
    stream.pointee.avail_in = 0
    isInsideMember = false
    isFinished = false
  }
}
