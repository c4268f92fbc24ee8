/// Bytes whose beginning can be looked at before they are read.
final class PeekedBytes: ByteSource {
  private let source: any ByteSource
  private var held: [UInt8] = []

  var name: String { source.name }
  var bytesDone: Int { source.bytesDone }
  var bytesInAll: Int? { source.bytesInAll }
  var canRewind: Bool { source.canRewind }
  var placeName: String { source.placeName }

  init(_ source: any ByteSource) { self.source = source }

  /// Looks at the first bytes without taking them.
  ///
  /// - Throws: ``DataError``.
  func peek(_ count: Int) throws(DataError) -> [UInt8] {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { piece.deallocate() }
    while held.count < count {
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<(count - held.count)]))
      if got == 0 { break }
      held += piece[..<got]
    }
    return Array(held.prefix(count))
  }

  /// The first byte that is neither white space nor part of a byte order mark, if it comes early.
  ///
  /// - Throws: ``DataError``.
  func firstTextByte() throws(DataError) -> UInt8? {
    var count = 64
    while true {
      let start = try peek(count)
      if let first = start.first(where: { $0 > 32 && ![0xEF, 0xBB, 0xBF].contains($0) }) { return first }
      guard start.count == count, count < 1 << 16 else { return nil }
      count *= 4
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard !held.isEmpty else { return try source.read(into: buffer) }
    let count = min(held.count, buffer.count)
    buffer.copyBytes(from: held[..<count])
    held.removeFirst(count)
    return count
  }

  func place(ofLine line: Int) -> Int { source.place(ofLine: line) }

  func rewind() throws(DataError) {
    try source.rewind()
    held = []
  }
}
