import CArrow

/// A batch of rows of a stream, with the memory of its producer.
package final class ArrowBatch {
  private var array: ArrowArray

  init(_ array: ArrowArray) { self.array = array }

  deinit { array.release?(&array) }

  package var rows: Int { Int(array.length) }

  /// A column, which keeps the batch.
  package func column(_ index: Int, _ field: ArrowField) -> ArrowColumn? {
    guard index < Int(array.n_children), let child = array.children[index]?.pointee else { return nil }
    // Rows of the batch may begin in the middle of its columns.
    return ArrowColumn(child, field.layout, from: Int(array.offset), rows: rows, of: self)
  }
}

/// A column of a batch, read value by value.
package struct ArrowColumn {
  private let array: ArrowArray
  private let first: Int
  /// What the memory belongs to.
  private let owner: ArrowBatch
  package let layout: ArrowLayout
  package let rows: Int

  init(_ array: ArrowArray, _ layout: ArrowLayout, from start: Int, rows: Int, of owner: ArrowBatch) {
    self.init(array, layout, first: Int(array.offset) + start, rows, owner)
  }

  /// Some rows of the column.
  package func part(from row: Int, count: Int) -> ArrowColumn {
    ArrowColumn(array, layout, first: first + row, count, owner)
  }

  private init(_ array: ArrowArray, _ layout: ArrowLayout, first: Int, _ rows: Int, _ owner: ArrowBatch) {
    (self.array, self.layout, self.first, self.rows, self.owner) = (array, layout, first, rows, owner)
  }

  /// Whether a row has a value.
  @inline(__always)
  package func isKnown(_ row: Int) -> Bool {
    if case .nothing = layout { return false }
    guard array.null_count != 0, array.n_buffers > 0, let bits = array.buffers[0] else { return true }
    return withExtendedLifetime(owner) { bit(bits, first + row) }
  }

  /// Whether any row has no value.
  package var hasMissing: Bool { (0..<rows).contains { !isKnown($0) } }

  @inline(__always)
  private func bit(_ bits: UnsafeRawPointer, _ index: Int) -> Bool {
    bits.load(fromByteOffset: index >> 3, as: UInt8.self) >> UInt8(index & 7) & 1 == 1
  }

  @inline(__always)
  private func values<Value: BitwiseCopyable>(_: Value.Type) -> UnsafeBufferPointer<Value> {
    guard array.n_buffers > 1, let memory = array.buffers[1] else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: memory.assumingMemoryBound(to: Value.self) + first, count: rows)
  }

  /// The whole numbers of a column; nil for another type, and for numbers beyond 64 bits with a sign.
  package func integers() -> [Int64]? {
    switch layout {
    case .integer(let width, let isSigned), .names(let width, let isSigned, _): integers(width, isSigned)
    case .date(let width): integers(width, true)
    case .moment: integers(8, true)
    default: nil
    }
  }

  private func integers(_ width: Int, _ isSigned: Bool) -> [Int64]? {
    defer { withExtendedLifetime(owner) {} }
    return switch (width, isSigned) {
    case (1, true): values(Int8.self).map(Int64.init)
    case (1, false): values(UInt8.self).map(Int64.init)
    case (2, true): values(Int16.self).map(Int64.init)
    case (2, false): values(UInt16.self).map(Int64.init)
    case (4, true): values(Int32.self).map(Int64.init)
    case (4, false): values(UInt32.self).map(Int64.init)
    case (8, true): Array(values(Int64.self))
    default: values(UInt64.self).allSatisfy { $0 <= UInt64(Int64.max) } ? values(UInt64.self).map { Int64($0) } : nil
    }
  }

  /// The whole numbers of a column of 64 bits without a sign; nil for another type.
  package func unsignedIntegers() -> [UInt64]? {
    defer { withExtendedLifetime(owner) {} }
    return layout == .integer(width: 8, isSigned: false) ? Array(values(UInt64.self)) : nil
  }

  /// The real numbers of a column; nil for another type.
  package func doubles() -> [Double]? {
    defer { withExtendedLifetime(owner) {} }
    return switch layout {
    case .real(4): values(Float.self).map(Double.init)
    case .real: Array(values(Double.self))
    default: nil
    }
  }

  /// The truth values of a column; nil for another type.
  package func flags() -> [Bool]? {
    guard layout == .flag, array.n_buffers > 1, let bits = array.buffers[1] else { return nil }
    return withExtendedLifetime(owner) { (0..<rows).map { bit(bits, first + $0) } }
  }

  /// A text of the column; nil for another type, and where there is none.
  package func text(_ row: Int) -> String? {
    guard case .text(let layout) = layout, isKnown(row) else { return nil }
    return withExtendedLifetime(owner) { Self.text(array, layout, first + row) }
  }

  /// The texts that the positions of the column mean; nil for another type.
  package func names() -> [String]? {
    guard case .names(_, _, let texts) = layout, let dictionary = array.dictionary?.pointee else { return nil }
    return withExtendedLifetime(owner) {
      (0..<Int(dictionary.length)).map { Self.text(dictionary, texts, Int(dictionary.offset) + $0) ?? "" }
    }
  }

  private static func text(_ array: ArrowArray, _ layout: ArrowLayout.TextLayout, _ index: Int) -> String? {
    func decoded(_ start: UnsafeRawPointer, _ count: Int) -> String {
      String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
    guard array.n_buffers > 1, let places = array.buffers[1] else { return nil }
    let from: Int
    let to: Int
    switch layout {
    case .offsets32:
      let offsets = places.assumingMemoryBound(to: Int32.self)
      (from, to) = (Int(offsets[index]), Int(offsets[index + 1]))
    case .offsets64:
      let offsets = places.assumingMemoryBound(to: Int64.self)
      (from, to) = (Int(offsets[index]), Int(offsets[index + 1]))
    case .views:
      // Twelve bytes or fewer lie in the view; longer texts in one of the buffers after it.
      let view = places + 16 * index
      let count = Int(view.loadUnaligned(as: Int32.self))
      if count <= 12 { return decoded(view + 4, count) }
      let buffer = Int((view + 8).loadUnaligned(as: Int32.self))
      guard buffer + 2 < Int(array.n_buffers), let bytes = array.buffers[buffer + 2] else { return nil }
      return decoded(bytes + Int((view + 12).loadUnaligned(as: Int32.self)), count)
    }
    guard to > from else { return "" }
    guard array.n_buffers > 2, let bytes = array.buffers[2] else { return nil }
    return decoded(bytes + from, to - from)
  }
}
