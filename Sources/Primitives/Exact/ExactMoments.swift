/// Exact first and second moments of a vector of integers over users: merging shards in any order gives the same bits.
///
/// For a dimension of 4 (numerator and denominator in an arm and in its baseline) it holds 4 sums and 10 sums of
/// products, in 128-bit integers so that nothing overflows or rounds.
public struct ExactMoments: Sendable, Equatable {
  /// Users added.
  public private(set) var count: Int64 = 0
  /// Sums of the components.
  public private(set) var sums: SIMD4<Int64> = .zero
  /// Sums of products in the order 00 01 02 03 11 12 13 22 23 33.
  public private(set) var products: [Int128]

  /// Starts empty.
  public init() { products = Array(repeating: 0, count: 10) }

  /// Restores sums gathered elsewhere.
  package init(count: Int64, sums: SIMD4<Int64>, products: [Int128]) {
    self.count = count
    self.sums = sums
    self.products = products
  }

  /// Adds one user's vector.
  public mutating func add(_ x: SIMD4<Int64>) {
    count += 1
    sums &+= x
    var k = 0
    for i in 0..<4 {
      for j in i..<4 {
        products[k] += Int128(x[i]) * Int128(x[j])
        k += 1
      }
    }
  }

  /// Adds the sums of another shard.
  public static func += (a: inout ExactMoments, b: ExactMoments) {
    a.count += b.count
    a.sums &+= b.sums
    for k in 0..<10 { a.products[k] += b.products[k] }
  }

  /// The mean of component `i`.
  public func mean(_ i: Int) -> Double { count == 0 ? 0 : Double(sums[i]) / Double(count) }

  /// The sample covariance (divisor n − 1) of components `i` and `j`, computed exactly before the last division.
  public func covariance(_ i: Int, _ j: Int) -> Double {
    guard count > 1 else { return 0 }
    let (a, b) = i <= j ? (i, j) : (j, i)
    let index = a * 4 - a * (a + 1) / 2 + b
    let n = Int128(count)
    let scatter = n * products[index] - Int128(sums[a]) * Int128(sums[b])
    return Double(scatter) / Double(count) / Double(count - 1)
  }
}
