/// Points of the unit cube of which, along every axis, one lies in each of as many equal strata.
///
/// ```swift
/// let design = try LatinHypercube(dimensions: 3, count: 64, seed: 7)
/// design.points[0]   // three numbers in (0, 1)
/// ```
/// Source: McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755. Strata are shuffled axis by axis, each by
/// a stream of its own, so that a further axis leaves the others as they are.
public struct LatinHypercube: Sendable, Equatable {
  /// The points, each with one number in (0, 1) per axis.
  public let points: [[Double]]

  /// Draws a design.
  ///
  /// - Parameters:
  ///   - dimensions: axes, at least 1.
  ///   - count: points and strata, in 1...1 000 000.
  ///   - seed: seed of the shuffles and of the place inside a stratum.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(dimensions: Int, count: Int, seed: UInt64) throws {
    try Check.atLeast(dimensions, 1, "dimensions")
    try Check.that((1...1_000_000).contains(count), "points", "must be in 1...1000000, not \(count)")
    var points = [[Double]](repeating: [], count: count)
    for axis in 0..<dimensions {
      var stream = ResamplingStream(seed: seed, number: UInt64(axis))
      let strata = stream.permutation(of: count)
      for (point, stratum) in strata.enumerated() {
        points[point].append((Double(stratum) + stream.uniform()) / Double(count))
      }
    }
    self.points = points
  }
}

extension ResamplingStream {
  /// The numbers from 0 in random order (Fisher and Yates, as in Durstenfeld 1964, doi:10.1145/364520.364540).
  mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, index(below: last + 1)) }
    return order
  }
}
