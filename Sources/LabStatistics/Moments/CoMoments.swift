import Foundation

/// Count, means and co-moments of several variables observed on the same units; merged by `+`.
///
/// What ratio metrics and covariate adjustment need: no rows are kept. Source of the merge: Pébay 2008, as `Moments`.
public struct CoMoments: Sendable, Equatable, Codable {
  /// Number of variables.
  public let dimension: Int
  /// Number of units.
  public private(set) var count: Int = 0
  /// Mean of each variable.
  public private(set) var means: [Double]
  /// Sums of products of deviations, the upper triangle by rows.
  private var products: [Double]

  /// No units yet.
  public init(dimension: Int) {
    self.dimension = dimension
    means = Array(repeating: 0, count: dimension)
    products = Array(repeating: 0, count: dimension * (dimension + 1) / 2)
  }

  /// The co-moments of equally long columns.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when the lengths differ.
  public init(columns: [[Double]]) throws {
    self.init(dimension: columns.count)
    guard let length = columns.first?.count, columns.allSatisfy({ $0.count == length }) else {
      throw StatisticsError.invalidArgument(name: "columns", reason: "must all have one length")
    }
    for row in 0..<length { add(columns.map { $0[row] }) }
  }

  /// The co-moments known from a count, means and a covariance matrix with divisor n - 1.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when the sizes do not fit.
  public init(count: Int, means: [Double], covariance: [[Double]]) throws {
    self.init(dimension: means.count)
    guard covariance.count == means.count, covariance.allSatisfy({ $0.count == means.count }) else {
      throw StatisticsError.invalidArgument(name: "covariance", reason: "must be square, of the size of the means")
    }
    self.count = count
    self.means = means
    for i in 0..<dimension {
      for j in i..<dimension { products[index(i, j)] = covariance[i][j] * Double(max(0, count - 1)) }
    }
  }

  /// Adds one unit.
  ///
  /// - Parameter row: one value per variable; a row of another length is a programming error and is ignored.
  public mutating func add(_ row: [Double]) {
    guard row.count == dimension else { return }
    count += 1
    let n = Double(count)
    let shrink = (n - 1) / n
    var position = 0
    for i in 0..<dimension {
      let deviation = (row[i] - means[i]) * shrink
      for j in i..<dimension {
        products[position] += deviation * (row[j] - means[j])
        position += 1
      }
    }
    for i in 0..<dimension { means[i] += (row[i] - means[i]) / n }
  }

  /// The co-moments of both parts together; parts of different dimensions cannot be merged and the first is kept.
  public static func + (first: CoMoments, second: CoMoments) -> CoMoments {
    if second.count == 0 || first.dimension != second.dimension { return first }
    if first.count == 0 { return second }
    let (a, b) = (Double(first.count), Double(second.count))
    var sum = first
    sum.count = first.count + second.count
    let delta = zip(second.means, first.means).map { $0 - $1 }
    var position = 0
    for i in 0..<first.dimension {
      sum.means[i] = first.means[i] + delta[i] * b / (a + b)
      for j in i..<first.dimension {
        sum.products[position] += second.products[position] + delta[i] * (delta[j] * (a * b / (a + b)))
        position += 1
      }
    }
    return sum
  }

  /// Merges another part into this one.
  public static func += (first: inout CoMoments, second: CoMoments) { first = first + second }

  /// The covariance of two variables with divisor n - 1; zero below two units.
  public func covariance(_ i: Int, _ j: Int) -> Double {
    count > 1 ? products[index(min(i, j), max(i, j))] / Double(count - 1) : 0
  }

  /// The variance of a variable with divisor n - 1; zero below two units.
  public func variance(_ i: Int) -> Double { covariance(i, i) }

  /// The covariance matrix with divisor n - 1.
  public var covarianceMatrix: [[Double]] {
    (0..<dimension).map { i in (0..<dimension).map { covariance(i, $0) } }
  }

  /// The variables at these positions, in this order.
  public func selecting(_ positions: [Int]) -> CoMoments {
    var selected = CoMoments(dimension: positions.count)
    selected.count = count
    selected.means = positions.map { means[$0] }
    for (i, first) in positions.enumerated() {
      for j in i..<positions.count {
        let second = positions[j]
        selected.products[selected.index(i, j)] = products[index(min(first, second), max(first, second))]
      }
    }
    return selected
  }

  /// Count, mean and variance of one variable.
  public func summary(_ i: Int) -> UnitSummary { UnitSummary(count: count, mean: means[i], variance: variance(i)) }

  private func index(_ i: Int, _ j: Int) -> Int { i * dimension - i * (i - 1) / 2 + (j - i) }
}
