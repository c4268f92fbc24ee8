import Primitives

/// Exact moments of many vectors of four, as flat arrays: what a shard adds up for KPIs and weekly looks.
package struct MomentTable: Sendable {
  private var counts: [Int64]
  private var sums: [SIMD4<Int64>]
  private var products: [Int128]

  init(count: Int) {
    counts = Array(repeating: 0, count: count)
    sums = Array(repeating: .zero, count: count)
    products = Array(repeating: 0, count: count * 10)
  }

  /// Adds one user's vector (arm's numerator and denominator, baseline's numerator and denominator).
  mutating func add(_ x: SIMD4<Int64>, at index: Int) {
    counts[index] += 1
    sums[index] &+= x
    products.withUnsafeMutableBufferPointer { all in
      let p = all.baseAddress.unsafelyUnwrapped + index * 10
      if x[0] | x[2] == 0 {  // most users did nothing that counts
        p[4] += Int128(x[1] * x[1])
        p[6] += Int128(x[1] * x[3])
        p[9] += Int128(x[3] * x[3])
        return
      }
      p[0] += Int128(x[0].multipliedFullWidth(by: x[0]))
      p[1] += Int128(x[0].multipliedFullWidth(by: x[1]))
      p[2] += Int128(x[0].multipliedFullWidth(by: x[2]))
      p[3] += Int128(x[0].multipliedFullWidth(by: x[3]))
      p[4] += Int128(x[1].multipliedFullWidth(by: x[1]))
      p[5] += Int128(x[1].multipliedFullWidth(by: x[2]))
      p[6] += Int128(x[1].multipliedFullWidth(by: x[3]))
      p[7] += Int128(x[2].multipliedFullWidth(by: x[2]))
      p[8] += Int128(x[2].multipliedFullWidth(by: x[3]))
      p[9] += Int128(x[3].multipliedFullWidth(by: x[3]))
    }
  }

  /// The moments at a position.
  package subscript(index: Int) -> ExactMoments {
    ExactMoments(count: counts[index], sums: sums[index], products: Array(products[index * 10..<index * 10 + 10]))
  }

  static func += (a: inout MomentTable, b: MomentTable) {
    for k in a.counts.indices { a.counts[k] += b.counts[k] }
    for k in a.sums.indices { a.sums[k] &+= b.sums[k] }
    for k in a.products.indices { a.products[k] += b.products[k] }
  }
}

extension Int128 {
  /// The exact product of two 64-bit numbers.
  @inline(__always)
  fileprivate init(_ product: (high: Int64, low: UInt64)) {
    self = Int128(product.high) << 64 | Int128(product.low)
  }
}
