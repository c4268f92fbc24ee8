import CGSL
import Foundation

/// The pieces of Loader's saddle-point form of binomial and Poisson probabilities.
///
/// Source: C. Loader, "Fast and accurate computation of binomial probabilities", 2000. The form has no cancellation
/// however large its arguments, unlike differences of log-gamma values.
enum Saddle {
  /// `ln n! - (n + 1/2) ln n + n - ln(2 pi)/2`, for real n > 0 (0 for n = 0 by the limit used below).
  static func stirlingError(_ n: Double) -> Double {
    if n > 1e8 { return 1 / (12 * n) }
    GSL.start()
    return log(gsl_sf_gammastar(n))
  }

  /// The deviance `x ln(x/m) + m - x`, exact also when x is near m.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    guard x > 0 else { return m }
    guard m > 0 else { return .infinity }
    let difference = x - m
    guard abs(difference) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let ratio = difference / (x + m)
    var sum = difference * ratio
    var term = 2 * x * ratio
    let square = ratio * ratio
    var index = 1.0
    while index < 1000 {
      term *= square
      let next = sum + term / (2 * index + 1)
      if next == sum { return next }
      sum = next
      index += 1
    }
    return sum
  }

  /// `ln(x^a y^b / B(a, b))` with `x + y = 1`.
  static func logBetaKernel(a: Double, b: Double, x: Double, y: Double) -> Double {
    let n = a + b
    let binomial =
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
    return binomial + 0.5 * (log(a / n) + log(b) - log(2 * Double.pi))
  }

  /// `ln(x^a e^-x / Gamma(a))`.
  static func logGammaKernel(shape a: Double, x: Double) -> Double {
    -stirlingError(a) - deviance(a, x) + 0.5 * (log(a) - log(2 * Double.pi))
  }
}
