import Foundation

/// The regularised incomplete beta function with both tails and their logarithms.
///
/// GSL's version fails near the mean when a + b is large; the continued fraction with Loader's kernel does not.
enum IncompleteBeta {
  /// Logarithms of both tails at `x`; `y = 1 - x` is given apart so that neither loses digits.
  static func logTails(a: Double, b: Double, x: Double, y: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (-.infinity, 0) }
    if y <= 0 { return (0, -.infinity) }
    let kernel = Saddle.logBetaKernel(a: a, b: b, x: x, y: y)
    if x * (a + b + 2) < a + 1 {
      let lower = min(0, kernel - log(fraction(a, b, x, y)))
      return (lower, Logarithms.logOneMinusExp(lower))
    }
    let upper = min(0, kernel - log(fraction(b, a, y, x)))
    return (Logarithms.logOneMinusExp(upper), upper)
  }

  /// The logit of the quantile: `ln(x / (1 - x))` where the lower tail is `p` and the upper tail is `q`.
  ///
  /// - Parameters:
  ///   - p, q: both tails with `p + q = 1`; the smaller one is used.
  /// - Throws: `StatisticsError.didNotConverge`.
  static func logitQuantile(a: Double, b: Double, p: Double, q: Double) throws -> Double {
    let spread = (1 / a + 1 / b).squareRoot()
    let z = p < q ? -Normal.upperQuantile(p) : Normal.upperQuantile(q)
    let start = log(a / b) + z * min(spread, 10)
    let useLower = p <= q
    let target = log(useLower ? p : q)
    // Both logarithms are monotone in the logit; the sign makes the function increasing.
    return try MonotoneSolver.solve("beta quantile", start: start, step: spread) { u in
      let x = 1 / (1 + exp(-u))
      let y = 1 / (1 + exp(u))
      let tails = logTails(a: a, b: b, x: x, y: y)
      let tail = useLower ? tails.lower : tails.upper
      let slope = exp(Saddle.logBetaKernel(a: a, b: b, x: x, y: y) - tail)
      return useLower ? (tail - target, slope) : (target - tail, slope)
    }
  }

  /// `B(a, b) I_x(a, b) / (x^a y^b)` inverted: the even part of the continued fraction DLMF 8.17.22, written with
  /// `y` so that nothing cancels when x is near 1 (DiDonato & Morris 1992, doi:10.1145/131766.131776, equation 9).
  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let tiny = 1e-300
    let offset = a * y - b * x + 1
    var f = a / (a + 1) * offset
    if abs(f) < tiny { f = tiny }
    var c = f
    var d = 0.0
    var m = 1.0
    while m < 20_000_000 {
      let odd = a + 2 * m - 1
      let numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x
      let denominator = m + m * (b - m) * x / odd + (a + m) / (a + 2 * m + 1) * (offset + m * (1 + y))
      d = denominator + numerator * d
      if abs(d) < tiny { d = tiny }
      c = denominator + numerator / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = c * d
      f *= factor
      if abs(factor - 1) < 3e-16 { break }
      m += 1
    }
    return f
  }
}
