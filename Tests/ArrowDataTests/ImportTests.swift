import ArrowData
import CArrow
import Testing

/// Streams of others, made by hand.
struct ImportTests {
  private typealias C = HandColumn

  private func columns(_ stream: HandStream) throws -> [(field: ArrowField, columns: [ArrowColumn], batch: ArrowBatch)]
  {
    let reader = ArrowStream(taking: stream.pointer)
    let fields = try reader.fields()
    var all: [(ArrowField, [ArrowColumn], ArrowBatch)] = []
    while let batch = try reader.next() {
      for (index, field) in fields.enumerated() {
        all.append((field, [try #require(batch.column(index, field))], batch))
      }
    }
    return all
  }

  private func only(_ column: HandColumn, offset: Int = 0, rows: Int? = nil) throws -> (ArrowColumn, ArrowBatch) {
    let read = try #require(try columns(HandStream([column], offset: offset, rows: rows)).first)
    return (read.columns[0], read.batch)
  }

  @Test(arguments: [
    ("c", C.bytes([Int8](arrayLiteral: -1, 2, 3))), ("s", C.bytes([Int16](arrayLiteral: -1, 2, 3))),
    ("i", C.bytes([Int32](arrayLiteral: -1, 2, 3))), ("l", C.bytes([Int64](arrayLiteral: -1, 2, 3))),
  ])
  func wholeNumbersWithSign(_ format: String, _ bytes: [UInt8]) throws {
    let (column, batch) = try only(C(format: format, rows: 3, buffers: [nil, bytes]))
    #expect(column.integers() == [-1, 2, 3])
    #expect(batch.rows == 3)
  }

  @Test(arguments: [
    ("C", C.bytes([UInt8](arrayLiteral: 255, 2))), ("S", C.bytes([UInt16](arrayLiteral: 255, 2))),
    ("I", C.bytes([UInt32](arrayLiteral: 255, 2))), ("L", C.bytes([UInt64](arrayLiteral: 255, 2))),
  ])
  func wholeNumbersWithoutSign(_ format: String, _ bytes: [UInt8]) throws {
    let (column, batch) = try only(C(format: format, rows: 2, buffers: [nil, bytes]))
    #expect(column.integers() == [255, 2])
    #expect(batch.rows == 2)
  }

  @Test func numbersBeyond63Bits() throws {
    let (column, batch) = try only(C(format: "L", rows: 2, buffers: [nil, C.bytes([UInt64.max, 1])]))
    #expect(column.integers() == nil)
    #expect(column.unsignedIntegers() == [UInt64.max, 1])
    #expect(batch.rows == 2)
  }

  @Test func realNumbers() throws {
    let (single, first) = try only(C(format: "f", rows: 2, buffers: [nil, C.bytes([Float](arrayLiteral: 0.5, -2))]))
    #expect(single.doubles() == [0.5, -2])
    let (double, second) = try only(C(format: "g", rows: 2, buffers: [nil, C.bytes([0.1, 1e300])]))
    #expect(double.doubles() == [0.1, 1e300])
    #expect(first.rows == 2 && second.rows == 2)
  }

  @Test func missingValuesAndSlices() throws {
    // Eleven values of which a column shows those from the third on, and the batch those from the second of these.
    let values = (0..<11).map { Int64($0) }
    let known = values.map { $0 % 3 != 0 }
    let made = C(
      format: "l", rows: 9, missing: -1, offset: 2, buffers: [C.bits(known), C.bytes(values)])
    let (column, batch) = try only(made, offset: 1, rows: 8)
    #expect(batch.rows == 8)
    #expect(column.integers() == Array(3...10))
    #expect((0..<8).map(column.isKnown) == (3...10).map { $0 % 3 != 0 })
    let part = column.part(from: 2, count: 3)
    #expect(part.integers() == [5, 6, 7])
    #expect((0..<3).map(part.isKnown) == [true, false, true])
  }

  @Test func flagsInTheMiddleOfAByte() throws {
    let flags = (0..<20).map { $0 % 3 == 0 }
    let (column, batch) = try only(C(format: "b", rows: 15, offset: 5, buffers: [nil, C.bits(flags)]))
    #expect(column.flags() == Array(flags[5..<20]))
    #expect(batch.rows == 15)
  }

  @Test func texts() throws {
    let (column, batch) = try only(C.texts(["a", "", "überall", "漢字"]))
    #expect((0..<4).map { column.text($0) } == ["a", "", "überall", "漢字"])
    let long = C(format: "U", rows: 2, buffers: [nil, C.bytes([Int64](arrayLiteral: 0, 2, 5)), Array("abcde".utf8)])
    let (other, second) = try only(long)
    #expect((0..<2).map { other.text($0) } == ["ab", "cde"])
    #expect(batch.rows == 4 && second.rows == 2)
  }

  @Test func textViews() throws {
    // Twelve bytes lie in the view, longer texts in one of two buffers.
    func view(_ text: String, buffer: Int32 = 0, at offset: Int32 = 0) -> [UInt8] {
      let bytes = Array(text.utf8)
      let count = C.bytes([Int32(bytes.count)])
      if bytes.count <= 12 { return count + bytes + [UInt8](repeating: 0, count: 12 - bytes.count) }
      return count + bytes.prefix(4) + C.bytes([buffer]) + C.bytes([offset])
    }
    let (first, second) = ("a text of more than twelve", "another one that is long, too")
    let views = view("") + view("twelve bytes") + view(first, buffer: 0, at: 3) + view(second, buffer: 1, at: 0)
    let made = C(
      format: "vu", rows: 4,
      buffers: [nil, views, Array("___\(first)".utf8), Array(second.utf8), C.bytes([Int64](arrayLiteral: 29, 29))])
    let (column, batch) = try only(made)
    #expect((0..<4).map { column.text($0) } == ["", "twelve bytes", first, second])
    #expect(batch.rows == 4)
  }

  @Test func dictionaries() throws {
    let made = C(
      format: "c", rows: 4, missing: 1,
      buffers: [C.bits([true, true, false, true]), C.bytes([Int8](arrayLiteral: 1, 0, 0, 1))],
      dictionary: [C.texts(["ios", "android"])])
    let (column, batch) = try only(made)
    #expect(column.names() == ["ios", "android"])
    #expect(column.integers()?[0] == 1)
    #expect((0..<4).map(column.isKnown) == [true, true, false, true])
    #expect(batch.rows == 4)
  }

  @Test func datesAndMoments() throws {
    let (day, first) = try only(C(format: "tdD", rows: 1, buffers: [nil, C.bytes([Int32(16_000)])]))
    #expect(day.integers() == [16_000] && day.layout == .date(width: 4))
    let (moment, second) = try only(C(format: "tsu:Europe/Paris", rows: 1, buffers: [nil, C.bytes([Int64(-1)])]))
    #expect(moment.integers() == [-1] && moment.layout == .moment(perSecond: 1_000_000, hasZone: true))
    let (local, third) = try only(C(format: "tss:", rows: 1, buffers: [nil, C.bytes([Int64(7)])]))
    #expect(local.layout == .moment(perSecond: 1, hasZone: false))
    #expect(first.rows == 1 && second.rows == 1 && third.rows == 1)
  }

  @Test func typesThatAreNotRead() throws {
    let stream = HandStream([C(name: "amount", format: "d:10,2", rows: 0, buffers: [nil, []])])
    let reader = ArrowStream(taking: stream.pointer)
    #expect(throws: ArrowError.unreadType(column: "amount", format: "d:10,2")) { try reader.fields() }
  }

  @Test func aProducerThatFails() throws {
    let stream = HandStream([C.texts(["a"])], error: "the disk is gone")
    let reader = ArrowStream(taking: stream.pointer)
    #expect(throws: ArrowError.notReadable("the disk is gone")) { try reader.next() }
  }

  @Test func releases() throws {
    let stream = HandStream(
      [C.texts(["a"]), C(format: "l", rows: 1, buffers: [nil, C.bytes([Int64(1)])])], batches: 3)
    let releases = stream.releases
    do {
      let reader = ArrowStream(taking: stream.pointer)
      #expect(stream.pointer.pointee.release == nil, "a stream that was taken over is left released")
      var rows = 0
      while let batch = try reader.next() { rows += batch.rows }
      #expect(rows == 3)
    }
    #expect(releases.streams == 1)
    #expect(releases.schemas == 3)
    #expect(releases.arrays == 9)
  }

  @Test func aStreamThatWasReleased() throws {
    let stream = HandStream([C.texts(["a"])])
    stream.pointer.pointee.release?(stream.pointer)
    let reader = ArrowStream(taking: stream.pointer)
    #expect(throws: ArrowError.self) { try reader.fields() }
    #expect(stream.releases.streams == 1)
  }
}
