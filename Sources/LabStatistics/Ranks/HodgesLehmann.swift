/// The Hodges-Lehmann estimate of a shift: the median of all differences `treatment - control`.
///
/// Source: Hodges and Lehmann (1963), doi:10.1214/aoms/1177704172. The median is found by selection on the sorted
/// samples without storing the `n * m` differences: a bisection over the ordered bit patterns of doubles, counting
/// differences below a pivot in `O(n + m)` per step. The result is exact.
public enum HodgesLehmann {
  /// The median of the pairwise differences of two samples.
  ///
  /// - Throws: ``StatisticsError`` when a sample is empty or has a value that is not finite.
  public static func shift(control: [Double], treatment: [Double]) throws -> Double {
    try Check.sample(control, "control", atLeast: 1)
    try Check.sample(treatment, "treatment", atLeast: 1)
    let low = control.sorted()
    let high = treatment.sorted()
    let pairs = low.count * high.count
    let upper = selected(pairs / 2, control: low, treatment: high)
    guard pairs % 2 == 0 else { return upper }
    let lower = selected(pairs / 2 - 1, control: low, treatment: high)
    return lower / 2 + upper / 2
  }

  /// The `k`-th smallest difference, from 0.
  private static func selected(_ k: Int, control: [Double], treatment: [Double]) -> Double {
    var low = key(treatment[0] - control[control.count - 1])
    var high = key(treatment[treatment.count - 1] - control[0])
    while low < high {
      let middle = low + (high - low) / 2
      if countAtMost(value(middle), control: control, treatment: treatment) > k {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return value(low)
  }

  /// How many differences are at most `limit`; rounding is monotone, so two pointers suffice.
  private static func countAtMost(_ limit: Double, control: [Double], treatment: [Double]) -> Int {
    var first = 0  // controls before it give differences above the limit
    var count = 0
    for value in treatment {
      while first < control.count, value - control[first] > limit { first += 1 }
      count += control.count - first
      if first == control.count { break }
    }
    return count
  }

  /// Maps doubles to integers of the same order.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
  }

  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }
}
