import Foundation

/// How often each value occurs: all that quantiles need, in memory that grows with the different values only.
public struct CountTable: Sendable {
  private var counts: [UInt64: Int] = [:]

  /// Values that differ.
  public var distinct: Int { counts.count }

  /// Counts a finite value.
  mutating func add(_ value: Double) {
    // Adding zero makes the negative zero positive.
    counts[(value + 0).bitPattern, default: 0] += 1
  }

  /// The values in order, ready to be asked for ranks.
  public var sorted: SortedCounts {
    SortedCounts(counts.map { (Double(bitPattern: $0.key), $0.value) }.sorted { $0.0 < $1.0 })
  }
}

/// The values of a sample in order, equal ones counted.
public struct SortedCounts: Sendable {
  /// Values in all.
  public let count: Int
  private let values: [Double]
  /// How many values are at most the one at the same place.
  private let cumulative: [Int]

  init(_ counts: [(value: Double, count: Int)]) {
    values = counts.map(\.value)
    var total = 0
    cumulative = counts.map {
      total += $0.count
      return total
    }
    count = total
  }

  /// The value of a rank from 1 to `count`; nil outside.
  public func value(rank: Int) -> Double? {
    guard rank >= 1, rank <= count else { return nil }
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  /// The interpolated quantile of Hyndman and Fan's type 7 (doi:10.2307/2684934); nil for an empty sample.
  public func quantile(_ level: Double) -> Double? {
    guard count > 0 else { return nil }
    let position = Double(count - 1) * level + 1
    let lower = min(count, max(1, Int(position.rounded(.down))))
    guard let low = value(rank: lower) else { return nil }
    let share = position - Double(lower)
    guard share > 0, let high = value(rank: lower + 1) else { return low }
    return low + share * (high - low)
  }
}
