@preconcurrency import CGSL
import Foundation

/// Roots of functions of one variable, always inside a bracket whose ends have opposite signs.
package enum RootFinding {
  /// The root of `function` in a bracket, by Brent's method.
  ///
  /// - Parameters:
  ///   - quantity: what is solved for, used in errors.
  ///   - low, high: ends of the bracket; the function must change sign between them.
  ///   - relativeTolerance: stop when the bracket is narrower than this share of the root.
  ///   - maxIterations: the cap on iterations.
  /// - Throws: `StatisticsError.notBracketed`, `StatisticsError.didNotConverge`, or what `function` throws.
  package static func brent(
    _ quantity: String, low: Double, high: Double, relativeTolerance: Double = 1e-14, absoluteTolerance: Double = 0,
    maxIterations: Int = 300, _ function: (Double) throws -> Double
  ) throws -> Double {
    let atLow = try function(low)
    let atHigh = try function(high)
    if atLow == 0 { return low }
    if atHigh == 0 { return high }
    guard atLow.isFinite, atHigh.isFinite, (atLow < 0) != (atHigh < 0), low < high else {
      throw StatisticsError.notBracketed(quantity: quantity, low: low, high: high)
    }
    return try GSLFunctionBox.with(function) { pointer in
      let solver = try BrentSolver()
      try GSL.check(gsl_root_fsolver_set(solver.pointer, pointer, low, high), "gsl_root_fsolver_set")
      for _ in 0..<maxIterations {
        try GSL.check(gsl_root_fsolver_iterate(solver.pointer), "gsl_root_fsolver_iterate")
        let lower = gsl_root_fsolver_x_lower(solver.pointer)
        let upper = gsl_root_fsolver_x_upper(solver.pointer)
        // Brent's method itself stops within 4 epsilon of the root; asking for less would never end.
        if gsl_root_test_interval(lower, upper, absoluteTolerance, max(relativeTolerance, 1e-15)) == 0 {
          return gsl_root_fsolver_root(solver.pointer)
        }
        let root = gsl_root_fsolver_root(solver.pointer)
        if abs(upper - lower) <= 4 * root.ulp { return root }
      }
      throw StatisticsError.didNotConverge(quantity: quantity, iterations: maxIterations)
    }
  }

  /// Widens `[start, start + step]` away from `start` by doubling until the function changes sign.
  ///
  /// - Parameters:
  ///   - start: the fixed end of the search; the function is evaluated there first.
  ///   - step: the first step, whose sign is the direction.
  ///   - limit: the search does not pass this point.
  /// - Returns: a bracket in ascending order.
  /// - Throws: `StatisticsError.notBracketed` when the limit is reached without a change of sign.
  package static func bracket(
    _ quantity: String, start: Double, step: Double, limit: Double, _ function: (Double) throws -> Double
  ) throws -> (low: Double, high: Double) {
    var previous = start
    let sign = try function(start) < 0
    var stride = step
    while true {
      let next = step > 0 ? min(previous + stride, limit) : max(previous + stride, limit)
      let value = try function(next)
      if value == 0 || (value < 0) != sign { return (min(previous, next), max(previous, next)) }
      guard next != limit, next.isFinite else {
        throw StatisticsError.notBracketed(quantity: quantity, low: min(start, limit), high: max(start, limit))
      }
      previous = next
      stride *= 2
    }
  }

  /// Brackets from `start` and solves; see `bracket` and `brent`.
  package static func solve(
    _ quantity: String, start: Double, step: Double, limit: Double, relativeTolerance: Double = 1e-14,
    _ function: (Double) throws -> Double
  ) throws -> Double {
    let found = try bracket(quantity, start: start, step: step, limit: limit, function)
    return try brent(
      quantity, low: found.low, high: found.high, relativeTolerance: relativeTolerance, function)
  }
}

/// Owns a GSL root solver and frees it.
private final class BrentSolver {
  let pointer: UnsafeMutablePointer<gsl_root_fsolver>

  init() throws {
    guard let allocated = gsl_root_fsolver_alloc(gsl_root_fsolver_brent) else {
      throw StatisticsError.numericalFailure(function: "gsl_root_fsolver_alloc", reason: "out of memory")
    }
    pointer = allocated
  }

  deinit { gsl_root_fsolver_free(pointer) }
}
