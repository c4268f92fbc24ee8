import Foundation

/// A table of counts with the tests of independence of its rows and columns.
public struct ContingencyTable: Sendable, Equatable {
  /// The counts by rows.
  public let rows: [[Double]]

  /// A chi-squared test.
  public struct Test: Sendable, Equatable {
    /// The statistic.
    public let statistic: Double
    /// Degrees of freedom.
    public let degreesOfFreedom: Int
    /// The p-value, from the upper tail.
    public let p: Double
  }

  /// A table of at least two rows and two columns.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for ragged tables, negative or non-finite counts.
  public init(rows: [[Double]]) throws {
    guard rows.count > 1, let width = rows.first?.count, width > 1, rows.allSatisfy({ $0.count == width }) else {
      throw StatisticsError.invalidArgument(name: "table", reason: "needs two or more rows and columns of one length")
    }
    guard rows.joined().allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw StatisticsError.invalidArgument(name: "table", reason: "counts must be finite and not negative")
    }
    self.rows = rows
  }

  /// Expected counts under independence; rows and columns without counts are left out.
  public var expected: [[Double]] {
    let total = rowSums.reduce(0, +)
    return rowSums.map { row in columnSums.map { total > 0 ? row / total * $0 : 0 } }
  }

  /// The smallest expected count among rows and columns that have any.
  public var smallestExpected: Double { zip(expected, rows).flatMap { $0.0 }.filter { $0 > 0 }.min() ?? 0 }

  /// Pearson's chi-squared test; nil when fewer than two rows or columns have counts.
  ///
  /// - Parameter yates: subtracts up to one half from each deviation (2 x 2 only).
  public func chiSquared(yates: Bool = false) throws -> Test? {
    try test { observed, expected in
      var distance = abs(observed - expected)
      if yates { distance -= min(0.5, distance) }
      return distance * distance / expected
    }
  }

  /// The likelihood-ratio test G; nil when fewer than two rows or columns have counts.
  public func likelihoodRatio() throws -> Test? {
    // The deviance form adds expected - observed, which sums to zero, and so never goes negative cell by cell.
    try test { observed, expected in 2 * Saddle.deviance(observed, expected) }
  }

  private var rowSums: [Double] { rows.map { $0.reduce(0, +) } }
  private var columnSums: [Double] {
    rows.dropFirst().reduce(rows[0]) { sums, row in zip(sums, row).map { $0 + $1 } }
  }

  private func test(_ cell: (Double, Double) -> Double) throws -> Test? {
    let degrees = (rowSums.filter { $0 > 0 }.count - 1) * (columnSums.filter { $0 > 0 }.count - 1)
    guard degrees > 0 else { return nil }
    var statistic = 0.0
    for (row, expectedRow) in zip(rows, expected) {
      for (observed, mean) in zip(row, expectedRow) where mean > 0 { statistic += cell(observed, mean) }
    }
    return Test(
      statistic: statistic, degreesOfFreedom: degrees,
      p: try ChiSquared(degreesOfFreedom: Double(degrees)).upperTail(statistic))
  }
}
