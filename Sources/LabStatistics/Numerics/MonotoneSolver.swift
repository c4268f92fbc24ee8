import Foundation

/// Solves an increasing function for zero by Newton steps kept inside a bracket.
enum MonotoneSolver {
  /// The zero of an increasing function whose value and slope are given together.
  ///
  /// - Parameters:
  ///   - start: a first guess anywhere.
  ///   - step: the size of the first widening step.
  /// - Throws: `StatisticsError.didNotConverge`.
  static func solve(
    _ quantity: String, start: Double, step: Double, _ function: (Double) -> (value: Double, slope: Double)
  ) throws -> Double {
    var low = -Double.infinity
    var high = Double.infinity
    var x = start
    var stride = max(step, 1e-3)
    for _ in 0..<2000 {
      let (value, slope) = function(x)
      if value == 0 { return x }
      if value < 0 { low = x } else { high = x }
      // NaN (an underflowed tail) counts as "too high", which moves the search towards the centre it came from.
      var next = x - value / slope
      if !(low.isFinite && high.isFinite) {
        let limit = stride
        stride *= 2
        if !next.isFinite || abs(next - x) > limit { next = value < 0 ? x + limit : x - limit }
      } else if !(next > low && next < high) {
        next = low + (high - low) / 2
      }
      let change = abs(next - x)
      x = next
      if change <= 2e-16 * max(1e-300, abs(x)) || (change <= 1e-15 && abs(value) < 1e-12) { return x }
      if high.isFinite, low.isFinite, high - low <= 2 * x.ulp { return x }
    }
    throw StatisticsError.didNotConverge(quantity: quantity, iterations: 2000)
  }
}
