import Foundation

/// Sums and complements of numbers kept as logarithms.
package enum Logarithms {
  /// `ln(1 - e^x)` for x <= 0 without losing digits at either end (Maechler 2012).
  package static func logOneMinusExp(_ x: Double) -> Double {
    if x >= 0 { return -.infinity }
    return x > -0.693147180559945 ? log(-expm1(x)) : log1p(-exp(x))
  }

  /// `ln(sum of e^x)` for any number of terms; minus infinity when there are none.
  package static func logSumExp(_ terms: some Sequence<Double>) -> Double {
    let terms = Array(terms)
    guard let largest = terms.max(), largest > -.infinity else { return -.infinity }
    if largest == .infinity { return .infinity }
    return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
  }
}
