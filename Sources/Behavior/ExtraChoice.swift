import Primitives

/// The values of the extras that one event carries, drawn for each occurrence.
public struct ExtraChoice: Sendable {
  let extras: Table<Choice>

  /// Compiles shares of values, by extra in the order of the tag plan; at most four extras of at most 255 values.
  ///
  /// An extra without shares is not carried. What goes beyond the limits is never drawn.
  ///
  /// - Parameter arena: What holds the tables; it must live as long as the choice is used.
  public init(_ shares: [[Double]], in arena: Arena) {
    extras = arena.table(shares.prefix(4).map { Choice(Array($0.prefix(255)), in: arena) })
    carried = shares.prefix(4).enumerated().reduce(0) { $1.element.isEmpty ? $0 : $0 | 1 << UInt32($1.offset) }
  }

  /// A bit for each extra that has values.
  let carried: UInt32

  /// Draws the values, one word each.
  ///
  /// - Returns: A byte for each extra, the first in the lowest: index of the value + 1; 0: none.
  public func draw(_ words: SIMD4<UInt32>) -> UInt32 {
    var packed: UInt32 = 0
    for k in 0..<extras.count where carried & 1 << UInt32(k) != 0 {
      packed |= UInt32(extras[k].pick(Draws.uniform(words[k])) + 1) << UInt32(8 * k)
    }
    return packed
  }
}
