import Primitives

/// One of several values, by their shares: platforms, poll answers, values of extras.
///
/// ```swift
/// let answers = Choice([0.7, 0.2, 0.1], in: arena)
/// answers.pick(0.75)  // 1
/// ```
public struct Choice: Sendable {
  @usableFromInline let cumulative: Table<Double>

  /// Compiles shares, which sum to 1; without any the only value is 0.
  ///
  /// - Parameter arena: What holds the table; it must live as long as the choice is used.
  public init(_ shares: [Double], in arena: Arena) {
    let last = shares.lastIndex { $0 > 0 } ?? 0
    cumulative = arena.table(shares.isEmpty ? [.infinity] : Self.cumulative(Array(shares[...last])))
  }

  /// Returns the index that a uniform falls on.
  @inlinable @inline(__always)
  public func pick(_ u: Double) -> Int32 {
    var index = 0
    while index < cumulative.count - 1 && u >= cumulative[index] { index += 1 }
    return Int32(index)
  }

  /// Running sums, the last one above every uniform whatever the rounding.
  static func cumulative(_ shares: [Double]) -> [Double] {
    var sum = 0.0
    var result = shares.map { share in
      sum += share
      return sum
    }
    if !result.isEmpty { result[result.count - 1] = .infinity }
    return result
  }
}
