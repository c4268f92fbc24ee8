import CGSL
import Foundation

/// The standard normal distribution.
///
/// ```swift
/// let p = 2 * Normal.upperTail(abs(z))
/// ```
public enum Normal {
  /// P(Z <= z).
  public static func cdf(_ z: Double) -> Double {
    GSL.start()
    return gsl_cdf_ugaussian_P(z)
  }

  /// P(Z > z), accurate until it underflows at z = 38.4; see `logUpperTail` beyond.
  public static func upperTail(_ z: Double) -> Double {
    GSL.start()
    return gsl_cdf_ugaussian_Q(z)
  }

  /// P(|Z| > |z|).
  public static func twoSidedTail(_ z: Double) -> Double { min(1, 2 * upperTail(abs(z))) }

  /// `ln P(Z > z)`, finite for every finite z.
  public static func logUpperTail(_ z: Double) -> Double {
    GSL.start()
    if z < 0 { return log1p(-gsl_cdf_ugaussian_Q(-z)) }
    return gsl_sf_log_erfc(z / 2.0.squareRoot()) - log(2.0)
  }

  /// The density at z.
  public static func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }

  /// The z with P(Z <= z) = p; infinite at p = 0 and 1.
  public static func quantile(_ p: Double) -> Double {
    p > 0.5 ? upperQuantile(1 - p) : -upperQuantile(p)
  }

  /// The z with P(Z > z) = q; infinite at q = 0 and 1.
  public static func upperQuantile(_ q: Double) -> Double {
    if q <= 0 { return .infinity }
    if q >= 1 { return -.infinity }
    GSL.start()
    let z = gsl_cdf_ugaussian_Qinv(q)
    guard q < 0.5 else { return z }
    // One Newton step on ln Q removes the error of the rational approximation.
    let tail = logUpperTail(z)
    let slope = -exp(-z * z / 2 - 0.5 * log(2 * Double.pi) - tail)
    return z - (tail - log(q)) / slope
  }

  /// The critical value of a two-sided test at level `alpha`: z with P(|Z| > z) = alpha.
  public static func twoSidedCritical(alpha: Double) -> Double { upperQuantile(alpha / 2) }
}
