import CGSL

/// The gamma function's logarithm, its relatives and its derivative, for positive arguments.
package enum GammaFunctions {
  /// `ln Gamma(x)`; not a number unless x > 0.
  package static func logGamma(_ x: Double) -> Double {
    GSL.start()
    return x > 0 ? gsl_sf_lngamma(x) : .nan
  }

  /// `ln B(a, b)`; not a number unless both are positive.
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    GSL.start()
    return a > 0 && b > 0 ? gsl_sf_lnbeta(a, b) : .nan
  }

  /// `psi(x)`, the derivative of `ln Gamma(x)`; not a number unless x > 0.
  package static func digamma(_ x: Double) -> Double {
    GSL.start()
    return x > 0 ? gsl_sf_psi(x) : .nan
  }
}
