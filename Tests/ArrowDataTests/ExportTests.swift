import ArrowData
import CArrow
import Testing

/// Tables of the lab, read back as others do.
struct ExportTests {
  private func exported(_ table: ColumnTable) -> UnsafeMutablePointer<ArrowArrayStream> {
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    table.export(to: stream)
    return stream
  }

  private func read(_ table: ColumnTable) throws -> (fields: [ArrowField], batches: [ArrowBatch]) {
    let stream = exported(table)
    defer { stream.deallocate() }
    let reader = ArrowStream(taking: stream)
    var batches: [ArrowBatch] = []
    while let batch = try reader.next() { batches.append(batch) }
    return (try reader.fields(), batches)
  }

  @Test func everyTypeWithMissingValues() throws {
    let table = ColumnTable([
      ("whole", Column([1, nil, -3])), ("real", Column([0.1, nil, -0.5])), ("flag", Column([true, nil, false])),
      ("text", Column(texts: ["a,b", nil, ""])), ("name", Column(names: ["ios", nil, "ios"])),
      ("date", Column(dates: [16_000, nil, -1])),
    ])
    let (fields, batches) = try read(table)
    #expect(fields.map(\.name) == ["whole", "real", "flag", "text", "name", "date"])
    let batch = try #require(batches.first)
    let columns = try fields.indices.map { try #require(batch.column($0, fields[$0])) }
    #expect(batches.count == 1 && batch.rows == 3)
    for column in columns { #expect((0..<3).map(column.isKnown) == [true, false, true]) }
    #expect(columns[0].integers().map { [$0[0], $0[2]] } == [1, -3])
    #expect(columns[1].doubles().map { [$0[0], $0[2]] } == [0.1, -0.5])
    #expect(columns[2].flags().map { [$0[0], $0[2]] } == [true, false])
    #expect((0..<3).map { columns[3].text($0) } == ["a,b", nil, ""])
    #expect(columns[4].names() == ["ios"])
    #expect(columns[5].integers().map { [$0[0], $0[2]] } == [16_000, -1])
  }

  @Test func nothingMissing() throws {
    let (fields, batches) = try read(ColumnTable([("x", Column([1, 2, 3]))]))
    let column = try #require(batches[0].column(0, fields[0]))
    #expect(!column.hasMissing)
    #expect(column.integers() == [1, 2, 3])
  }

  @Test func tablesWithoutRows() throws {
    let (fields, batches) = try read(ColumnTable([("x", Column([Int]())), ("y", Column(names: []))]))
    #expect(fields.count == 2)
    #expect(batches.reduce(0) { $0 + $1.rows } == 0)
  }

  @Test func batches() throws {
    let table = ColumnTable(
      fields: [("x", .int64)], batches: [[Column([1, 2])], [Column([3])]])
    let (fields, batches) = try read(table)
    #expect(try batches.map { try #require($0.column(0, fields[0])).integers() } == [[1, 2], [3]])
    #expect(table.rows == 3)
  }

  /// Memory that tells when it goes.
  private final class Owner {
    let gone: () -> Void
    init(_ gone: @escaping () -> Void) { self.gone = gone }
    deinit { gone() }
  }

  @Test func memoryStaysWhileItIsRead() throws {
    var isGone = false
    let numbers = UnsafeMutablePointer<Int64>.allocate(capacity: 2)
    numbers.initialize(repeating: 7, count: 2)
    defer { numbers.deallocate() }
    var table: ColumnTable? = ColumnTable([
      ("x", Column(.int64, count: 2, memory: ColumnMemory(numbers, of: Owner { isGone = true })))
    ])
    let stream = try exported(#require(table))
    defer { stream.deallocate() }
    table = nil
    #expect(!isGone, "a stream keeps what it shows")
    var array = ArrowArray()
    #expect(stream.pointee.get_next(stream, &array) == 0)
    stream.pointee.release(stream)
    #expect(!isGone, "a batch outlives its stream")
    // A reader may move a column out of its batch, and keep only that.
    let child = try #require(array.children[0])
    var moved = child.pointee
    child.pointee.release = nil
    array.release(&array)
    #expect(array.release == nil)
    #expect(!isGone, "a column that was moved outlives its batch")
    #expect(moved.buffers[1].map { $0.load(as: Int64.self) } == 7)
    moved.release(&moved)
    #expect(isGone, "nobody reads it any more")
    #expect(stream.pointee.release == nil)
  }

  @Test func aStreamReadTwiceEndsTwice() throws {
    let stream = exported(ColumnTable([("x", Column([1]))]))
    defer { stream.deallocate() }
    var array = ArrowArray()
    #expect(stream.pointee.get_next(stream, &array) == 0)
    array.release(&array)
    for _ in 0..<2 {
      #expect(stream.pointee.get_next(stream, &array) == 0)
      #expect(array.release == nil, "the end is an array that is released")
    }
    stream.pointee.release(stream)
  }
}
