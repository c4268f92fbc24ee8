import CGSL
import Foundation

/// The regularised incomplete gamma function with both tails and their logarithms.
enum IncompleteGamma {
  /// Logarithms of both tails at `x` for a gamma variable of this shape and rate 1.
  static func logTails(shape a: Double, x: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (-.infinity, 0) }
    if x == .infinity { return (0, -.infinity) }
    let kernel = Saddle.logGammaKernel(shape: a, x: x)
    if x < a + 1 {
      let lower = min(0, kernel - log(a) + log(series(a, x)))
      // For shapes below 1 the complement cancels; GSL has a dedicated expansion there.
      if a < 1, lower > -0.7 {
        GSL.start()
        return (lower, log(gsl_sf_gamma_inc_Q(a, x)))
      }
      return (lower, Logarithms.logOneMinusExp(lower))
    }
    let upper = min(0, kernel + log(fraction(a, x)))
    return (Logarithms.logOneMinusExp(upper), upper)
  }

  /// The logarithm of quantile / shape, with lower tail `p` and upper tail `q`, for rate 1.
  ///
  /// Relative to the shape, because the logarithm of a large quantile itself has too few digits.
  ///
  /// - Throws: `StatisticsError.didNotConverge`.
  static func logRelativeQuantile(shape a: Double, p: Double, q: Double) throws -> Double {
    let z = p < q ? -Normal.upperQuantile(p) : Normal.upperQuantile(q)
    let cubeRoot = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
    var start = 3 * log(max(cubeRoot, 1e-3))
    if a < 1 || cubeRoot < 0.1 {
      GSL.start()
      start = min(start, (log(max(p, 1e-300)) + gsl_sf_lngamma(a + 1)) / a - log(a))
    }
    let useLower = p <= q
    let target = log(useLower ? p : q)
    return try MonotoneSolver.solve("gamma quantile", start: start, step: 1 / a.squareRoot()) { u in
      let x = a * exp(u)
      let tails = logTails(shape: a, x: x)
      let tail = useLower ? tails.lower : tails.upper
      let slope = exp(Saddle.logGammaKernel(shape: a, x: x) - tail)
      return useLower ? (tail - target, slope) : (target - tail, slope)
    }
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    var n = a
    while n < a + 100_000_000 {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var h = d
    var index = 1.0
    while index < 100_000_000 {
      let an = -index * (index - a)
      b += 2
      d = an * d + b
      if abs(d) < tiny { d = tiny }
      c = b + an / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      h *= factor
      if abs(factor - 1) < 3e-16 { break }
      index += 1
    }
    return h
  }
}
