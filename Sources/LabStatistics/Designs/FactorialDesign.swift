/// Every combination of the levels of several factors, the last factor varying fastest.
///
/// ```swift
/// let design = try FactorialDesign(levels: [2, 3])
/// design.count       // 6
/// design.point(4)    // [1, 1]
/// ```
public struct FactorialDesign: Sendable, Equatable {
  /// Number of levels of each factor.
  public let levels: [Int]
  /// Number of combinations.
  public let count: Int

  /// Most combinations of a design.
  public static let mostPoints = 1_000_000

  /// A design.
  ///
  /// - Parameter levels: at least 1 each; no factor at all gives the one empty combination.
  /// - Throws: ``StatisticsError`` when a factor has no level, or there are more than ``mostPoints`` combinations.
  public init(levels: [Int]) throws {
    var count = 1
    for (index, number) in levels.enumerated() {
      try Check.atLeast(number, 1, "levels[\(index)]")
      let product = count.multipliedReportingOverflow(by: number)
      try Check.that(
        !product.overflow && product.partialValue <= Self.mostPoints, "levels",
        "give more than \(Self.mostPoints) combinations")
      count = product.partialValue
    }
    self.levels = levels
    self.count = count
  }

  /// The level of each factor at a point.
  ///
  /// - Parameter index: in 0..<``count``.
  public func point(_ index: Int) -> [Int] {
    var rest = index
    var point = levels
    for factor in levels.indices.reversed() {
      point[factor] = rest % levels[factor]
      rest /= levels[factor]
    }
    return point
  }

  /// All points in order.
  public var points: [[Int]] { (0..<count).map(point) }
}
