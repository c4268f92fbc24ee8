import Foundation

/// Ordinary least squares with heteroskedasticity-robust and clustered covariances.
///
/// Solved by an orthogonal basis of the columns (Gram-Schmidt, twice for full accuracy), never by normal equations.
public struct LeastSquares: Sendable {
  /// How the covariance of the coefficients is estimated.
  public enum Covariance: Sendable, Equatable {
    /// One common variance of the errors.
    case classical
    /// White's estimate (White 1980, doi:10.2307/1912934).
    case hc0
    /// White's with the factor n / (n - k).
    case hc1
    /// Each squared residual over 1 - leverage (MacKinnon & White 1985, doi:10.1016/0304-4076(85)90158-7).
    case hc2
    /// Each squared residual over (1 - leverage) squared.
    case hc3
    /// Correlated within clusters: CR1, with factor G/(G-1) (N-1)/(N-k); one cluster number per row.
    case clustered([Int])
  }

  /// One coefficient per column.
  public let coefficients: [Double]
  /// Observed minus fitted, by row.
  public let residuals: [Double]
  /// Diagonal of the hat matrix, by row.
  public let leverages: [Double]
  private let basis: [[Double]]
  /// Inverse of the triangular factor, by rows.
  private let inverse: [[Double]]

  /// Fits an outcome by columns; the intercept is a column of ones given by the caller.
  ///
  /// - Throws: `StatisticsError.undefined` with status `collinear` or `tooFewUnits`, `.invalidArgument` for columns of
  ///   other lengths than the outcome.
  public init(columns: [[Double]], outcome: [Double]) throws {
    guard columns.allSatisfy({ $0.count == outcome.count }) else {
      throw StatisticsError.invalidArgument(name: "columns", reason: "must be as long as the outcome")
    }
    guard outcome.count > columns.count else {
      throw StatisticsError.undefined(quantity: "regression", status: .tooFewUnits)
    }
    let k = columns.count
    var basis: [[Double]] = []
    var factor = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for (j, column) in columns.enumerated() {
      var rest = column
      for _ in 0..<2 {
        for (i, direction) in basis.enumerated() {
          let share = Self.dot(direction, rest)
          factor[i][j] += share
          for row in rest.indices { rest[row] -= share * direction[row] }
        }
      }
      let length = Self.dot(rest, rest).squareRoot()
      let original = Self.dot(column, column).squareRoot()
      guard length > 1e-10 * original, length.isFinite else {
        throw StatisticsError.undefined(quantity: "regression", status: .collinear)
      }
      factor[j][j] = length
      basis.append(rest.map { $0 / length })
    }
    inverse = Self.invertUpper(factor)
    // Residuals by projection, twice, so that they are orthogonal to the last digit.
    var rest = outcome
    var projections = [Double](repeating: 0, count: k)
    for _ in 0..<2 {
      for (i, direction) in basis.enumerated() {
        let share = Self.dot(direction, rest)
        projections[i] += share
        for row in rest.indices { rest[row] -= share * direction[row] }
      }
    }
    residuals = rest
    coefficients = inverse.map { Self.dot($0, projections) }
    leverages = outcome.indices.map { row in min(1, basis.reduce(0) { $0 + $1[row] * $1[row] }) }
    self.basis = basis
  }

  /// The covariance matrix of the coefficients.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for clusters of another length or fewer than two clusters.
  public func covariance(_ kind: Covariance) throws -> [[Double]] {
    let (n, k) = (Double(residuals.count), Double(basis.count))
    let squares = residuals.map { $0 * $0 }
    switch kind {
    case .classical:
      let variance = squares.reduce(0, +) / (n - k)
      return sandwich(basis.indices.map { i in basis.indices.map { i == $0 ? variance : 0 } })
    case .hc0: return sandwich(meat(squares))
    case .hc1: return sandwich(meat(squares.map { $0 * n / (n - k) }))
    case .hc2: return sandwich(meat(zip(squares, leverages).map { $0 / max(1 - $1, 1e-300) }))
    case .hc3: return sandwich(meat(zip(squares, leverages).map { $0 / max((1 - $1) * (1 - $1), 1e-300) }))
    case .clustered(let clusters):
      guard clusters.count == residuals.count else {
        throw StatisticsError.invalidArgument(name: "clusters", reason: "must have one number per row")
      }
      return sandwich(try clusteredMeat(clusters, n: n, k: k))
    }
  }

  /// The standard error of one coefficient.
  ///
  /// - Throws: as `covariance`.
  public func standardError(_ coefficient: Int, _ kind: Covariance) throws -> Double {
    max(0, try covariance(kind)[coefficient][coefficient]).squareRoot()
  }

  private func clusteredMeat(_ clusters: [Int], n: Double, k: Double) throws -> [[Double]] {
    var sums: [Int: [Double]] = [:]
    for (row, cluster) in clusters.enumerated() {
      var sum = sums[cluster] ?? [Double](repeating: 0, count: basis.count)
      for i in basis.indices { sum[i] += basis[i][row] * residuals[row] }
      sums[cluster] = sum
    }
    let groups = Double(sums.count)
    guard groups > 1 else {
      throw StatisticsError.undefined(quantity: "clustered variance", status: .tooFewUnits)
    }
    let factor = groups / (groups - 1) * ((n - 1) / (n - k))
    // In order of cluster number, so that the rounding is the same on every run.
    let ordered = sums.sorted { $0.key < $1.key }.map(\.value)
    return basis.indices.map { i in
      basis.indices.map { j in factor * ordered.reduce(0) { $0 + $1[i] * $1[j] } }
    }
  }

  private func meat(_ weights: [Double]) -> [[Double]] {
    basis.map { first in
      basis.map { second in weights.indices.reduce(0) { $0 + first[$1] * second[$1] * weights[$1] } }
    }
  }

  /// `R^-1 M R^-T`.
  private func sandwich(_ meat: [[Double]]) -> [[Double]] {
    let left = inverse.map { row in meat.indices.map { j in row.indices.reduce(0) { $0 + row[$1] * meat[$1][j] } } }
    return left.map { row in inverse.map { Self.dot(row, $0) } }
  }

  private static func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for index in first.indices { sum += first[index] * second[index] }
    return sum
  }

  private static func invertUpper(_ factor: [[Double]]) -> [[Double]] {
    let k = factor.count
    var inverse = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for j in 0..<k {
      inverse[j][j] = 1 / factor[j][j]
      for i in stride(from: j - 1, through: 0, by: -1) {
        let sum = ((i + 1)...j).reduce(0) { $0 + factor[i][$1] * inverse[$1][j] }
        inverse[i][j] = -sum / factor[i][i]
      }
    }
    return inverse
  }
}
