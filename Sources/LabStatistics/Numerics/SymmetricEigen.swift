@preconcurrency import CGSL

/// The eigenvalues and eigenvectors of a symmetric matrix.
package struct SymmetricEigen: Sendable {
  /// Ascending.
  package let values: [Double]
  /// One vector of length 1 per value, its largest component positive.
  package let vectors: [[Double]]

  /// Decomposes a matrix, of which the lower triangle is read.
  ///
  /// - Throws: `StatisticsError.numericalFailure` for an entry that is not finite.
  package init(_ matrix: [[Double]]) throws {
    let count = matrix.count
    guard count > 0, matrix.allSatisfy({ row in row.count == count && row.allSatisfy(\.isFinite) }) else {
      throw StatisticsError.numericalFailure(function: "eigenvalues", reason: "the matrix is not finite")
    }
    GSL.start()
    guard let source = gsl_matrix_alloc(count, count), let target = gsl_matrix_alloc(count, count),
      let values = gsl_vector_alloc(count), let workspace = gsl_eigen_symmv_alloc(count)
    else { throw StatisticsError.numericalFailure(function: "gsl_eigen_symmv_alloc", reason: "out of memory") }
    defer {
      gsl_matrix_free(source)
      gsl_matrix_free(target)
      gsl_vector_free(values)
      gsl_eigen_symmv_free(workspace)
    }
    for (i, row) in matrix.enumerated() {
      for (j, value) in row.enumerated() { gsl_matrix_set(source, i, j, value) }
    }
    try GSL.check(gsl_eigen_symmv(source, values, target, workspace), "gsl_eigen_symmv")
    try GSL.check(gsl_eigen_symmv_sort(values, target, GSL_EIGEN_SORT_VAL_ASC), "gsl_eigen_symmv_sort")
    self.values = (0..<count).map { gsl_vector_get(values, $0) }
    vectors = (0..<count).map { column in
      let vector = (0..<count).map { gsl_matrix_get(target, $0, column) }
      let largest = vector.max { abs($0) < abs($1) } ?? 1
      return largest < 0 ? vector.map { -$0 } : vector
    }
  }

  /// The matrix with the same vectors and other values: its inverse, a root, a repaired version.
  package func rebuilt(_ change: (Double) -> Double) -> [[Double]] {
    let changed = values.map(change)
    return values.indices.map { i in
      values.indices.map { j in
        values.indices.reduce(0) { $0 + changed[$1] * vectors[$1][i] * vectors[$1][j] }
      }
    }
  }
}
