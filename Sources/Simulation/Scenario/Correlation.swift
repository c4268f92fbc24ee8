/// How far two uncertain numbers go together.
///
/// The numbers are those of a normal copula: their normal scores have this correlation, each keeps its own distribution.
/// Where both are normal it is their correlation, where both are lognormal that of their logarithms.
public struct Correlation: Sendable, Equatable {
  /// Paths of the two, e.g. `["population", "behavior", "dropout", "gamma"]`.
  public var first: [String]
  public var second: [String]
  /// Above −1 and below 1.
  public var value: Double

  public init(_ first: [String], _ second: [String], _ value: Double) {
    self.first = first
    self.second = second
    self.value = value
  }
}

extension Scenario {
  /// The lower triangular root of the correlations between ``uncertain`` numbers, row by row in their order: L with L·Lᵀ the
  /// matrix of correlations (Cholesky). Nil when no numbers can go together like that.
  package var correlationRoot: [[Double]]? {
    let count = uncertain.count
    var matrix = (0..<count).map { i in (0..<count).map { $0 == i ? 1.0 : 0 } }
    for correlation in correlations {
      guard let i = uncertain.firstIndex(where: { $0.path == correlation.first }),
        let j = uncertain.firstIndex(where: { $0.path == correlation.second }), i != j
      else { return nil }
      matrix[i][j] = correlation.value
      matrix[j][i] = correlation.value
    }
    var root = matrix.map { $0.map { _ in 0.0 } }
    for i in 0..<count {
      for j in 0...i {
        let rest = matrix[i][j] - (0..<j).reduce(0) { $0 + root[i][$1] * root[j][$1] }
        if i == j {
          // What is left of the variance must be more than rounding.
          guard rest > 1e-9 else { return nil }
          root[i][i] = rest.squareRoot()
        } else {
          root[i][j] = rest / root[j][j]
        }
      }
    }
    return root
  }
}
