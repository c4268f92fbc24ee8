/// Memory for the tables of one compiled world, freed together with it.
///
/// The hot path reads tables through plain pointers: no reference counts that threads would fight over.
public final class Arena: @unchecked Sendable {
  // Written only while the world is compiled, by one thread; constant afterwards.
  private var release: [() -> Void] = []

  /// Makes an empty arena.
  public init() {}

  deinit { release.forEach { $0() } }

  /// Copies `elements` into memory that lives as long as the arena.
  public func table<Element>(_ elements: [Element]) -> Table<Element> {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    base.initialize(from: elements, count: elements.count)
    let count = elements.count
    release.append {
      base.deinitialize(count: count)
      base.deallocate()
    }
    return Table(base: UnsafePointer(base), count: count)
  }
}

/// A constant array in an ``Arena``; valid while the arena lives.
@frozen
public struct Table<Element>: @unchecked Sendable {
  @usableFromInline let base: UnsafePointer<Element>
  /// Number of elements.
  public let count: Int

  @usableFromInline
  init(base: UnsafePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The element at a position below ``count``.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Element {
    unsafeAddress {
      assert(index >= 0 && index < count)
      return base + index
    }
  }
}
