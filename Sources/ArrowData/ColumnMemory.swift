/// Memory of a column that others may read for as long as somebody holds it.
///
/// It is either its own, or a part of something that is kept alive.
package final class ColumnMemory: @unchecked Sendable {
  // Written by whoever made it, before it is handed over; constant afterwards.
  package let bytes: UnsafeMutableRawPointer
  private let owner: AnyObject?

  /// Alignment that Arrow recommends.
  private static let alignment = 64

  /// Takes memory, filled with zeros.
  package init(byteCount: Int) {
    let count = max(byteCount, 1)
    bytes = .allocate(byteCount: count, alignment: Self.alignment)
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    owner = nil
  }

  /// Refers to memory of something else.
  package init(_ bytes: UnsafeRawPointer, of owner: AnyObject) {
    self.bytes = UnsafeMutableRawPointer(mutating: bytes)
    self.owner = owner
  }

  /// Copies values.
  package convenience init<Value: BitwiseCopyable>(_ values: [Value]) {
    self.init(byteCount: values.count * MemoryLayout<Value>.stride)
    values.withUnsafeBytes { source in
      if let base = source.baseAddress { bytes.copyMemory(from: base, byteCount: source.count) }
    }
  }

  deinit { if owner == nil { bytes.deallocate() } }
}
