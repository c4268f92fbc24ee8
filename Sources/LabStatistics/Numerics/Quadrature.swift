import CGSL
import Foundation

/// Adaptive integrals of functions of one variable.
package enum Quadrature {
  /// The integral of `function` over a finite interval, adaptively with 61-point Gauss-Kronrod rules.
  ///
  /// A spike must not hide inside a wide interval: pass its place in `breakpoints`.
  ///
  /// - Parameters:
  ///   - low, high: ends of the interval, finite.
  ///   - breakpoints: points inside the interval where it is split before adaptation.
  ///   - relative, absolute: the error asked for, whichever is met first.
  /// - Throws: `StatisticsError.numericalFailure` when the error cannot be reached, or what `function` throws.
  package static func adaptive(
    from low: Double, to high: Double, breakpoints: [Double] = [], relative: Double = 1e-12, absolute: Double = 0,
    _ function: (Double) throws -> Double
  ) throws -> Double {
    guard low.isFinite, high.isFinite else {
      throw StatisticsError.numericalFailure(function: "quadrature", reason: "the interval must be finite")
    }
    guard low < high else { return 0 }
    let points = [low] + breakpoints.filter { $0 > low && $0 < high }.sorted() + [high]
    return try GSLFunctionBox.with(function) { pointer in
      let workspace = try IntegrationWorkspace(intervals: 400)
      var total = 0.0
      var error = 0.0
      for (left, right) in zip(points, points.dropFirst()) where left < right {
        var part = 0.0
        var partError = 0.0
        let code = gsl_integration_qag(
          pointer, left, right, absolute, relative, workspace.intervals, Int32(GSL_INTEG_GAUSS61), workspace.pointer,
          &part, &partError)
        // GSL reports round-off when it cannot do better than the machine; the error estimate decides below.
        if code != 0, code != Int32(GSL_EROUND), code != Int32(GSL_ESING) {
          try GSL.check(code, "gsl_integration_qag")
        }
        total += part
        error += partError
      }
      guard total.isFinite, error <= max(absolute, relative * abs(total), 1e-9 * abs(total), 1e-290) else {
        throw StatisticsError.numericalFailure(
          function: "quadrature", reason: "error \(error) on a value of \(total) is too large")
      }
      return total
    }
  }
}

/// Owns a GSL integration workspace and frees it.
private final class IntegrationWorkspace {
  let pointer: UnsafeMutablePointer<gsl_integration_workspace>
  let intervals: Int

  init(intervals: Int) throws {
    guard let allocated = gsl_integration_workspace_alloc(intervals) else {
      throw StatisticsError.numericalFailure(function: "gsl_integration_workspace_alloc", reason: "out of memory")
    }
    pointer = allocated
    self.intervals = intervals
  }

  deinit { gsl_integration_workspace_free(pointer) }
}
