@preconcurrency import CGSL
import Foundation

/// Local minima of functions of several variables (GSL's multimin).
package enum VectorMinimization {
  /// Where a search ended.
  package struct Point: Sendable {
    package let at: [Double]
    package let value: Double
    package let iterations: Int
  }

  /// A function and its gradient; values that are not finite count as very high.
  package typealias Function = (value: ([Double]) -> Double, gradient: ([Double]) -> [Double])

  /// Stands for "not allowed here": the line search then steps back.
  private static let wall = 1e12

  /// Quasi-Newton search (Broyden, Fletcher, Goldfarb and Shanno; `gsl_multimin_fdfminimizer_vector_bfgs2`).
  ///
  /// Ends at a stationary point, where no step gains anything, or when `stop` says so.
  ///
  /// - Parameters:
  ///   - start: a point where the function is finite.
  ///   - step: the length of the first step.
  ///   - gradientTolerance: the Euclidean length of a gradient that counts as zero.
  ///   - stop: asked after every iteration.
  /// - Throws: `StatisticsError.numericalFailure` when GSL cannot start.
  package static func quasiNewton(
    _ function: Function, start: [Double], step: Double = 0.3, gradientTolerance: Double, maxIterations: Int = 500,
    stop: ([Double]) -> Bool = { _ in false }
  ) throws -> Point {
    try VectorFunctionBox.with(function, count: start.count, wall: wall) { pointer in
      let search = try GradientMinimizer(count: start.count)
      let from = try GSLVector(start)
      try GSL.check(
        gsl_multimin_fdfminimizer_set(search.pointer, pointer, from.pointer, step, 0.1), "gsl_multimin_fdfminimizer_set"
      )
      var iterations = 0
      while iterations < maxIterations {
        // Any other status means that no further progress is possible: the best point is then final.
        guard gsl_multimin_fdfminimizer_iterate(search.pointer) == 0 else { break }
        iterations += 1
        if gsl_multimin_test_gradient(gsl_multimin_fdfminimizer_gradient(search.pointer), gradientTolerance) == 0 {
          break
        }
        if stop(GSLVector.values(gsl_multimin_fdfminimizer_x(search.pointer))) { break }
      }
      return Point(
        at: GSLVector.values(gsl_multimin_fdfminimizer_x(search.pointer)),
        value: gsl_multimin_fdfminimizer_minimum(search.pointer), iterations: iterations)
    }
  }

  /// Search by a simplex, without gradients (Nelder and Mead; `gsl_multimin_fminimizer_nmsimplex2`).
  ///
  /// Slow, but it also moves where a gradient misleads.
  package static func simplex(
    _ value: @escaping ([Double]) -> Double, start: [Double], step: Double = 0.5, size: Double = 1e-6,
    maxIterations: Int = 2000
  ) throws -> Point {
    try VectorFunctionBox.with((value, { _ in [] }), count: start.count, wall: wall) { pointer in
      let search = try SimplexMinimizer(count: start.count)
      let from = try GSLVector(start)
      let steps = try GSLVector([Double](repeating: step, count: start.count))
      var function = gsl_multimin_function(f: pointer.pointee.f, n: pointer.pointee.n, params: pointer.pointee.params)
      return try withUnsafeMutablePointer(to: &function) { function in
        try GSL.check(
          gsl_multimin_fminimizer_set(search.pointer, function, from.pointer, steps.pointer),
          "gsl_multimin_fminimizer_set")
        var iterations = 0
        while iterations < maxIterations, gsl_multimin_fminimizer_iterate(search.pointer) == 0 {
          iterations += 1
          if gsl_multimin_test_size(gsl_multimin_fminimizer_size(search.pointer), size) == 0 { break }
        }
        return Point(
          at: GSLVector.values(gsl_multimin_fminimizer_x(search.pointer)),
          value: gsl_multimin_fminimizer_minimum(search.pointer), iterations: iterations)
      }
    }
  }
}

/// Carries Swift closures of several variables across the C boundary; lives as long as the call.
private final class VectorFunctionBox {
  private let function: VectorMinimization.Function
  private let count: Int
  private let wall: Double

  private init(_ function: VectorMinimization.Function, count: Int, wall: Double) {
    self.function = function
    self.count = count
    self.wall = wall
  }

  private func value(_ x: UnsafePointer<gsl_vector>?) -> Double {
    let value = function.value(GSLVector.values(x))
    return value.isFinite ? value : wall
  }

  private func gradient(_ x: UnsafePointer<gsl_vector>?, into target: UnsafeMutablePointer<gsl_vector>?) {
    let gradient = function.gradient(GSLVector.values(x))
    for index in 0..<count {
      let slope = index < gradient.count ? gradient[index] : 0
      gsl_vector_set(target, index, slope.isFinite ? slope : 0)
    }
  }

  private static func from(_ parameters: UnsafeMutableRawPointer?) -> VectorFunctionBox? {
    parameters.map { Unmanaged<VectorFunctionBox>.fromOpaque($0).takeUnretainedValue() }
  }

  static func with<Result>(
    _ function: VectorMinimization.Function, count: Int, wall: Double,
    _ use: (UnsafeMutablePointer<gsl_multimin_function_fdf>) throws -> Result
  ) throws -> Result {
    GSL.start()
    let box = VectorFunctionBox(function, count: count, wall: wall)
    var parts = gsl_multimin_function_fdf(
      f: { x, parameters in VectorFunctionBox.from(parameters)?.value(x) ?? .nan },
      df: { x, parameters, gradient in VectorFunctionBox.from(parameters)?.gradient(x, into: gradient) },
      fdf: { x, parameters, value, gradient in
        guard let box = VectorFunctionBox.from(parameters) else { return }
        value?.pointee = box.value(x)
        box.gradient(x, into: gradient)
      },
      n: count, params: Unmanaged.passUnretained(box).toOpaque())
    return try withExtendedLifetime(box) { try use(&parts) }
  }
}

/// Owns a GSL vector and frees it.
private final class GSLVector {
  let pointer: UnsafeMutablePointer<gsl_vector>

  init(_ values: [Double]) throws {
    guard let allocated = gsl_vector_alloc(max(1, values.count)) else {
      throw StatisticsError.numericalFailure(function: "gsl_vector_alloc", reason: "out of memory")
    }
    pointer = allocated
    for (index, value) in values.enumerated() { gsl_vector_set(pointer, index, value) }
  }

  deinit { gsl_vector_free(pointer) }

  static func values(_ vector: UnsafePointer<gsl_vector>?) -> [Double] {
    guard let vector else { return [] }
    return (0..<vector.pointee.size).map { gsl_vector_get(vector, $0) }
  }
}

/// Owns a GSL minimiser with gradients and frees it.
private final class GradientMinimizer {
  let pointer: UnsafeMutablePointer<gsl_multimin_fdfminimizer>

  init(count: Int) throws {
    guard let allocated = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, count) else {
      throw StatisticsError.numericalFailure(function: "gsl_multimin_fdfminimizer_alloc", reason: "out of memory")
    }
    pointer = allocated
  }

  deinit { gsl_multimin_fdfminimizer_free(pointer) }
}

/// Owns a GSL simplex minimiser and frees it.
private final class SimplexMinimizer {
  let pointer: UnsafeMutablePointer<gsl_multimin_fminimizer>

  init(count: Int) throws {
    guard let allocated = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, count) else {
      throw StatisticsError.numericalFailure(function: "gsl_multimin_fminimizer_alloc", reason: "out of memory")
    }
    pointer = allocated
  }

  deinit { gsl_multimin_fminimizer_free(pointer) }
}
