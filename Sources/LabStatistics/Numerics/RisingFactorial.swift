import CGSL
import Foundation

/// The rising factorial `Gamma(a + n) / Gamma(a)` and what is made of it, without the cancellation of large log-gammas.
///
/// A ratio of beta functions is a ratio of rising factorials:
/// `B(a + x, b + y) / B(a, b) = (a)_x (b)_y / (a + b)_(x + y)`.
package enum RisingFactorial {
  /// Up to this many factors are multiplied one by one.
  private static let shortest = 32.0

  /// `ln(Gamma(a + n) / Gamma(a))` for a > 0 and n >= 0, whole or not.
  package static func log(_ a: Double, _ n: Double) -> Double {
    if n == 0 { return 0 }
    guard a > 0, n > 0, a.isFinite, n.isFinite else { return .nan }
    if n <= shortest, n == n.rounded() { return product(a, Int(n)) }
    // Stirling's form at both ends; its large parts are subtracted before they are rounded.
    return (a - 0.5) * log1p(n / a) + n * (Foundation.log(a + n) - 1) + Saddle.stirlingError(a + n)
      - Saddle.stirlingError(a)
  }

  /// The derivative of `log(a, n)` by `a`: `psi(a + n) - psi(a)`.
  package static func slope(_ a: Double, _ n: Double) -> Double {
    if n == 0 { return 0 }
    guard a > 0, n > 0, a.isFinite, n.isFinite else { return .nan }
    if n <= shortest, n == n.rounded() {
      var sum = 0.0
      for index in 0..<Int(n) { sum += 1 / (a + Double(index)) }
      return sum
    }
    let end = a + n
    if a > 1e3 {
      // Abramowitz & Stegun 6.3.18, both ends subtracted term by term.
      return log1p(n / a) + n / (2 * a * end) + n * (a + end) / (12 * a * a * end * end)
    }
    GSL.start()
    return gsl_sf_psi(end) - gsl_sf_psi(a)
  }

  /// The derivative of `log(a, n)` by `n`: `psi(a + n)`.
  package static func slopeByLength(_ a: Double, _ n: Double) -> Double {
    GSL.start()
    return gsl_sf_psi(a + n)
  }

  private static func product(_ a: Double, _ n: Int) -> Double {
    // Eight factors at a time stay far from overflow up to 1e35 and from underflow above 1e-35.
    let block = a > 1e35 || a < 1e-35 ? 1 : 8
    var sum = 0.0
    var index = 0
    while index < n {
      var factor = 1.0
      for step in index..<min(index + block, n) { factor *= a + Double(step) }
      sum += Foundation.log(factor)
      index += block
    }
    return sum
  }
}
