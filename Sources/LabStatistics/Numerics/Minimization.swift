@preconcurrency import CGSL
import Foundation

/// Minima of functions of one variable that may have several.
package enum Minimization {
  /// The lowest value of `function` over an interval: a grid first, then Brent's method around its best points.
  ///
  /// - Parameters:
  ///   - low, high: ends of the interval, both evaluated.
  ///   - grid: number of grid cells; local minima narrower than a cell may be missed.
  ///   - refinements: how many of the best grid points are polished.
  /// - Throws: what `function` throws.
  package static func minimum(
    from low: Double, to high: Double, grid: Int = 512, refinements: Int = 4, relativeTolerance: Double = 1e-10,
    _ function: (Double) throws -> Double
  ) throws -> (at: Double, value: Double) {
    let cells = max(2, grid)
    let points = (0...cells).map { low + (high - low) * Double($0) / Double(cells) }
    let values = try points.map(function)
    var best = (at: low, value: Double.infinity)
    for (point, value) in zip(points, values) where value < best.value { best = (point, value) }
    let interior = (1..<cells).filter { values[$0] < values[$0 - 1] && values[$0] < values[$0 + 1] }
    for index in interior.sorted(by: { values[$0] < values[$1] }).prefix(refinements) {
      let polished = try refine(
        low: points[index - 1], middle: points[index], high: points[index + 1], relativeTolerance: relativeTolerance,
        function)
      if polished.value < best.value { best = polished }
    }
    return best
  }

  private static func refine(
    low: Double, middle: Double, high: Double, relativeTolerance: Double, _ function: (Double) throws -> Double
  ) throws -> (at: Double, value: Double) {
    try GSLFunctionBox.with(function) { pointer in
      let minimizer = try BrentMinimizer()
      try GSL.check(gsl_min_fminimizer_set(minimizer.pointer, pointer, middle, low, high), "gsl_min_fminimizer_set")
      for _ in 0..<200 {
        // GSL gives up with a status when the interval cannot shrink further; the best point is then final.
        guard gsl_min_fminimizer_iterate(minimizer.pointer) == 0 else { break }
        let lower = gsl_min_fminimizer_x_lower(minimizer.pointer)
        let upper = gsl_min_fminimizer_x_upper(minimizer.pointer)
        if gsl_min_test_interval(lower, upper, 0, relativeTolerance) == 0 { break }
      }
      return (gsl_min_fminimizer_x_minimum(minimizer.pointer), gsl_min_fminimizer_f_minimum(minimizer.pointer))
    }
  }
}

/// Owns a GSL minimiser and frees it.
private final class BrentMinimizer {
  let pointer: UnsafeMutablePointer<gsl_min_fminimizer>

  init() throws {
    guard let allocated = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent) else {
      throw StatisticsError.numericalFailure(function: "gsl_min_fminimizer_alloc", reason: "out of memory")
    }
    pointer = allocated
  }

  deinit { gsl_min_fminimizer_free(pointer) }
}
