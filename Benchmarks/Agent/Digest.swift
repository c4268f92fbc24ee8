import Primitives
import Simulation

/// A short number over everything that a run adds up: two runs with the same digest gave the same results to the bit.
struct Digest: CustomStringConvertible {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The digest of the sums of all arms.
  init(_ arms: [ArmSums]) {
    for sums in arms {
      for counter in sums.counters { add(counter) }
      for kpi in 0..<sums.layout.kpis { add(sums.moments[kpi]) }
      for look in 0..<sums.layout.looks * sums.layout.weeks { add(sums.looks[look]) }
      for square in sums.squaredRevenue { add(square) }
    }
  }

  /// Sixteen hexadecimal digits.
  var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ moments: ExactMoments) {
    add(moments.count)
    for k in 0..<4 { add(moments.sums[k]) }
    for product in moments.products { add(product) }
  }

  private mutating func add(_ number: Int128) {
    add(Int64(truncatingIfNeeded: number))
    add(Int64(truncatingIfNeeded: number >> 64))
  }

  /// FNV-1a over 64-bit words, http://www.isthe.com/chongo/tech/comp/fnv/, with a final shift against weak high bits.
  private mutating func add(_ number: Int64) {
    state = (state ^ UInt64(bitPattern: number)) &* 0x0000_0100_0000_01B3
    state ^= state >> 29
  }
}
