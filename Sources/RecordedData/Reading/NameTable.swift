/// Gives the different values of a column small numbers, in order of appearance.
package struct NameTable {
  /// The values, by their numbers.
  package private(set) var names: [[UInt8]] = []
  private let limit: Int
  private var slots: [Int32]
  private var last = 0

  /// An empty table.
  ///
  /// - Parameter limit: the most values that are told apart.
  package init(limit: Int) {
    self.limit = limit
    var size = 16
    while size < 2 * limit { size *= 2 }
    slots = Array(repeating: -1, count: size)
  }

  /// The number of a value; nil when it would be one too many.
  package mutating func number(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    // Rows of one kind often follow each other.
    if last < names.count, names[last].elementsEqual(name) { return last }
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if names[number].elementsEqual(name) {
        last = number
        return number
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard names.count < limit else { return nil }
    slots[slot] = Int32(names.count)
    names.append(Array(name))
    last = names.count - 1
    return last
  }

  /// A value as text.
  package func text(_ number: Int) -> String { String(decoding: names[number], as: UTF8.self) }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    Int(truncatingIfNeeded: ByteHash.hash(name) >> 20)
  }
}
