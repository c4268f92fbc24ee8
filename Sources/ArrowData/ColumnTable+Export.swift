import CArrow
import Foundation

/// Tables as Arrow streams (https://arrow.apache.org/docs/format/CStreamInterface.html): nothing is copied, and the memory of
/// a column stays until the last reader has released it.
extension ColumnTable {
  /// Fills in a stream of the table.
  package func export(to stream: UnsafeMutablePointer<ArrowArrayStream>) {
    stream.pointee = ArrowArrayStream(
      get_schema: { stream, out in
        guard let state = StreamState.of(stream), let out else { return EINVAL }
        out.pointee = ArrowSchema(structOf: state.table.fields)
        return 0
      },
      get_next: { stream, out in
        guard let state = StreamState.of(stream), let out else { return EINVAL }
        out.pointee = state.next()
        return 0
      },
      get_last_error: { _ in nil },
      release: { stream in
        guard let stream, stream.pointee.release != nil else { return }
        stream.pointee.private_data.map { Unmanaged<StreamState>.fromOpaque($0).release() }
        stream.pointee.release = nil
        stream.pointee.private_data = nil
      },
      private_data: Unmanaged.passRetained(StreamState(self)).toOpaque())
  }
}

/// A stream that is being read.
private final class StreamState {
  let table: ColumnTable
  private var position = 0

  init(_ table: ColumnTable) { self.table = table }

  static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> StreamState? {
    stream?.pointee.private_data.map { Unmanaged<StreamState>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The next batch; released already at the end.
  func next() -> ArrowArray {
    guard position < table.batches.count else { return ArrowArray() }
    defer { position += 1 }
    return ArrowArray(structOf: table.batches[position])
  }
}

extension ArrowSchema {
  /// The schema of rows.
  fileprivate init(structOf fields: [(name: String, type: ColumnType)]) {
    self.init(format: "+s", name: "", isNullable: false, children: fields.map { ArrowSchema($0.name, $0.type) })
  }

  private init(_ name: String, _ type: ColumnType) {
    var dictionary: ArrowSchema?
    if case .names = type { dictionary = ArrowSchema(format: "u", name: "", isNullable: false) }
    self.init(format: type.format, name: name, isNullable: true, dictionary: dictionary)
  }

  private init(
    format: String, name: String, isNullable: Bool, children: [ArrowSchema] = [], dictionary: ArrowSchema? = nil
  ) {
    self.init()
    self.format = UnsafePointer(strdup(format))
    self.name = UnsafePointer(strdup(name))
    flags = isNullable ? Int64(ARROW_FLAG_NULLABLE) : 0
    n_children = Int64(children.count)
    self.children = .list(children)
    self.dictionary = dictionary.map { .moved($0) }
    release = { schema in
      guard let schema, schema.pointee.release != nil else { return }
      free(UnsafeMutableRawPointer(mutating: schema.pointee.format))
      free(UnsafeMutableRawPointer(mutating: schema.pointee.name))
      for index in 0..<Int(schema.pointee.n_children) {
        guard let child = schema.pointee.children[index] else { continue }
        child.pointee.release?(child)
        child.deallocate()
      }
      schema.pointee.children?.deallocate()
      if let dictionary = schema.pointee.dictionary {
        dictionary.pointee.release?(dictionary)
        dictionary.deallocate()
      }
      schema.pointee.release = nil
    }
  }
}

extension ArrowArray {
  /// A batch of rows.
  fileprivate init(structOf columns: [Column]) {
    self.init(
      length: columns.first?.count ?? 0, missing: 0, buffers: [nil], children: columns.map { ArrowArray($0) })
  }

  private init(_ column: Column) {
    var buffers = [column.validity, column.values]
    if column.type == .text { buffers.append(column.bytes) }
    var dictionary: ArrowArray?
    if case .names(let names) = column.type { dictionary = ArrowArray(Column(texts: names)) }
    self.init(length: column.count, missing: column.missing, buffers: buffers, dictionary: dictionary)
  }

  private init(
    length: Int, missing: Int, buffers memory: [ColumnMemory?], children: [ArrowArray] = [],
    dictionary: ArrowArray? = nil
  ) {
    self.init()
    self.length = Int64(length)
    null_count = Int64(missing)
    n_buffers = Int64(memory.count)
    let pointers = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: memory.count)
    for (index, part) in memory.enumerated() {
      (pointers + index).initialize(to: part.map { UnsafeRawPointer($0.bytes) })
    }
    buffers = pointers
    n_children = Int64(children.count)
    self.children = .list(children)
    self.dictionary = dictionary.map { .moved($0) }
    private_data = Unmanaged.passRetained(ArrayState(memory)).toOpaque()
    release = { array in
      guard let array, array.pointee.release != nil else { return }
      for index in 0..<Int(array.pointee.n_children) {
        guard let child = array.pointee.children[index] else { continue }
        // A reader may have moved it elsewhere, and releases it there.
        child.pointee.release?(child)
        child.deallocate()
      }
      array.pointee.children?.deallocate()
      if let dictionary = array.pointee.dictionary {
        dictionary.pointee.release?(dictionary)
        dictionary.deallocate()
      }
      array.pointee.buffers?.deallocate()
      array.pointee.private_data.map { Unmanaged<ArrayState>.fromOpaque($0).release() }
      array.pointee.release = nil
    }
  }
}

/// The memory that an array keeps alive.
private final class ArrayState {
  private let memory: [ColumnMemory?]
  init(_ memory: [ColumnMemory?]) { self.memory = memory }
}

extension UnsafeMutablePointer {
  /// New memory with pointers to new memory with values; nil for none.
  fileprivate static func list<Value>(_ values: [Value]) -> Self? where Pointee == UnsafeMutablePointer<Value>? {
    guard !values.isEmpty else { return nil }
    let list = Self.allocate(capacity: values.count)
    for (index, value) in values.enumerated() { (list + index).initialize(to: .moved(value)) }
    return list
  }

  /// New memory with a value.
  fileprivate static func moved(_ value: Pointee) -> UnsafeMutablePointer {
    let memory = UnsafeMutablePointer.allocate(capacity: 1)
    memory.initialize(to: value)
    return memory
  }
}
