import CArrow
import Foundation

/// How often the structures of a hand-made stream were released.
final class Releases: @unchecked Sendable {
  // Used by one test, in one thread.
  var schemas = 0
  var arrays = 0
  var streams = 0
}

/// A column made by hand, with the buffers that a producer of Arrow would give.
struct HandColumn {
  var name = "x"
  var format: String
  var rows: Int
  var missing = 0
  var offset = 0
  var buffers: [[UInt8]?]
  var dictionary: [HandColumn] = []

  static func bytes<Value: BitwiseCopyable>(_ values: [Value]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }
  static func bits(_ flags: [Bool]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
    for (index, flag) in flags.enumerated() where flag { bytes[index / 8] |= 1 << UInt8(index % 8) }
    return bytes
  }

  /// Texts with 32-bit offsets.
  static func texts(_ texts: [String], name: String = "x") -> HandColumn {
    var offsets: [Int32] = [0]
    for text in texts { offsets.append((offsets.last ?? 0) + Int32(text.utf8.count)) }
    return HandColumn(
      name: name, format: "u", rows: texts.count, buffers: [nil, bytes(offsets), Array(texts.joined().utf8)])
  }
}

/// A stream made by hand, which counts its releases.
final class HandStream {
  let releases = Releases()
  let pointer = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)

  private final class State {
    let columns: [HandColumn]
    let releases: Releases
    var batches: Int
    let error: String?
    let errorText: UnsafeMutablePointer<CChar>?
    let structOffset: Int
    let rows: Int

    init(_ columns: [HandColumn], _ releases: Releases, batches: Int, error: String?, structOffset: Int, rows: Int) {
      (self.columns, self.releases, self.batches, self.error) = (columns, releases, batches, error)
      (self.structOffset, self.rows) = (structOffset, rows)
      errorText = error.flatMap { strdup($0) }
    }

    deinit { free(errorText) }
  }

  /// - Parameters:
  ///   - batches: How often the columns come.
  ///   - error: What reading a batch fails with.
  ///   - offset: Rows of the columns that are before those of the batch.
  init(_ columns: [HandColumn], batches: Int = 1, error: String? = nil, offset: Int = 0, rows: Int? = nil) {
    let state = State(
      columns, releases, batches: batches, error: error, structOffset: offset,
      rows: rows ?? (columns.first?.rows ?? 0) - offset)
    pointer.initialize(
      to: ArrowArrayStream(
        get_schema: { stream, out in
          guard let state = HandStream.state(stream), let out else { return EINVAL }
          out.pointee = HandStream.schema("+s", "", state.columns, state.releases)
          return 0
        },
        get_next: { stream, out in
          guard let state = HandStream.state(stream), let out else { return EINVAL }
          if state.error != nil { return EIO }
          guard state.batches > 0 else {
            out.pointee = ArrowArray()
            return 0
          }
          state.batches -= 1
          let whole = HandColumn(
            format: "+s", rows: state.rows, offset: state.structOffset, buffers: [nil])
          out.pointee = HandStream.array(whole, children: state.columns, state.releases)
          return 0
        },
        get_last_error: { stream in HandStream.state(stream)?.errorText.map { UnsafePointer($0) } },
        release: { stream in
          guard let stream, let state = HandStream.state(stream) else { return }
          state.releases.streams += 1
          stream.pointee.private_data.map { Unmanaged<State>.fromOpaque($0).release() }
          stream.pointee.release = nil
          stream.pointee.private_data = nil
        }, private_data: Unmanaged.passRetained(state).toOpaque()))
  }

  deinit {
    pointer.pointee.release?(pointer)
    pointer.deallocate()
  }

  private static func state(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> State? {
    stream?.pointee.private_data.map { Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func moved<Value>(_ value: Value) -> UnsafeMutablePointer<Value> {
    let pointer = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    pointer.initialize(to: value)
    return pointer
  }

  private static func schema(_ format: String, _ name: String, _ children: [HandColumn], _ releases: Releases)
    -> ArrowSchema
  {
    var schema = ArrowSchema()
    schema.format = UnsafePointer(strdup(format))
    schema.name = UnsafePointer(strdup(name))
    schema.n_children = Int64(children.count)
    let list = UnsafeMutablePointer<UnsafeMutablePointer<ArrowSchema>?>.allocate(capacity: max(1, children.count))
    for (index, child) in children.enumerated() {
      var made = Self.schema(child.format, child.name, [], releases)
      if let dictionary = child.dictionary.first {
        made.dictionary = moved(Self.schema(dictionary.format, "", [], releases))
      }
      (list + index).initialize(to: moved(made))
    }
    schema.children = list
    schema.private_data = Unmanaged.passRetained(releases).toOpaque()
    schema.release = { schema in
      guard let schema, schema.pointee.release != nil else { return }
      for index in 0..<Int(schema.pointee.n_children) {
        guard let child = schema.pointee.children[index] else { continue }
        child.pointee.release?(child)
        child.deallocate()
      }
      if let dictionary = schema.pointee.dictionary {
        dictionary.pointee.release?(dictionary)
        dictionary.deallocate()
      }
      schema.pointee.children?.deallocate()
      free(UnsafeMutableRawPointer(mutating: schema.pointee.format))
      free(UnsafeMutableRawPointer(mutating: schema.pointee.name))
      if let data = schema.pointee.private_data {
        Unmanaged<Releases>.fromOpaque(data).takeRetainedValue().schemas += 1
      }
      schema.pointee.release = nil
    }
    return schema
  }

  private static func array(_ column: HandColumn, children: [HandColumn], _ releases: Releases) -> ArrowArray {
    var array = ArrowArray()
    array.length = Int64(column.rows)
    array.null_count = Int64(column.missing)
    array.offset = Int64(column.offset)
    array.n_buffers = Int64(column.buffers.count)
    array.n_children = Int64(children.count)
    let buffers = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: max(1, column.buffers.count))
    for (index, bytes) in column.buffers.enumerated() {
      let memory = bytes.map { bytes -> UnsafeRawPointer in
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 64)
        memory.copyMemory(from: bytes, byteCount: bytes.count)
        return UnsafeRawPointer(memory)
      }
      (buffers + index).initialize(to: memory)
    }
    array.buffers = buffers
    let list = UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?>.allocate(capacity: max(1, children.count))
    for (index, child) in children.enumerated() {
      (list + index).initialize(to: moved(Self.array(child, children: [], releases)))
    }
    array.children = list
    if let dictionary = column.dictionary.first {
      array.dictionary = moved(Self.array(dictionary, children: [], releases))
    }
    array.private_data = Unmanaged.passRetained(releases).toOpaque()
    array.release = { array in
      guard let array, array.pointee.release != nil else { return }
      for index in 0..<Int(array.pointee.n_children) {
        guard let child = array.pointee.children[index] else { continue }
        child.pointee.release?(child)
        child.deallocate()
      }
      if let dictionary = array.pointee.dictionary {
        dictionary.pointee.release?(dictionary)
        dictionary.deallocate()
      }
      for index in 0..<Int(array.pointee.n_buffers) { array.pointee.buffers[index]?.deallocate() }
      array.pointee.buffers?.deallocate()
      array.pointee.children?.deallocate()
      if let data = array.pointee.private_data {
        Unmanaged<Releases>.fromOpaque(data).takeRetainedValue().arrays += 1
      }
      array.pointee.release = nil
    }
    return array
  }
}
