import Foundation

/// The Gauss hypergeometric function 2F1(a, b; c; z) for real arguments with z <= 1, as a logarithm with its sign.
///
/// ```swift
/// let value = try GaussHypergeometric(0.5, 1, 1.5, at: 0.25)  // artanh(1/2) / (1/2)
/// value.value  // 1.0986...
/// ```
///
/// `gsl_sf_hyperg_2F1` refuses z < -1, many arguments near z = 1 and large parameters, and overflows: 67 of the 302 values
/// of its test. Where the terms can be made positive they are summed here: the power series, its transforms by Pfaff and
/// Euler (DLMF 15.8.1), the Euler integral (DLMF 15.6.1) as an expectation over a beta variable, and the recurrence in c
/// (DLMF 15.5.18). GSL is asked for what is left. The form with the smallest error wins; for a, b, c > 0 and z > 0 one
/// is always good, for parameters of mixed signs all may cancel, which is then a failure.
package struct GaussHypergeometric: Sendable, Equatable {
  /// `ln |2F1|`; minus infinity when it is zero.
  package let logMagnitude: Double
  /// 1 or -1.
  package let sign: Double
  /// An estimate of the relative error, which never exceeds the tolerance asked for.
  package let relativeError: Double

  /// The value, infinite when it is too large for a number.
  package var value: Double { sign * exp(logMagnitude) }

  init(logMagnitude: Double, sign: Double, relativeError: Double) {
    self.logMagnitude = logMagnitude
    self.sign = sign
    self.relativeError = relativeError
  }

  /// Evaluates the function.
  ///
  /// - Parameters:
  ///   - a, b, c: parameters; c is not zero or a negative integer, unless a or b is one that ends the series before.
  ///   - z: argument, at most 1.
  ///   - complement: `1 - z` when it is known better than by subtraction.
  ///   - tolerance: the largest relative error accepted.
  /// - Throws: `StatisticsError`: `invalidArgument` outside the domain or where the series diverges, `numericalFailure`
  ///   when no form reaches the tolerance.
  package init(
    _ a: Double, _ b: Double, _ c: Double, at z: Double, complement: Double? = nil, tolerance: Double = 1e-9
  ) throws {
    let arguments = HypergeometricArguments(a: a, b: b, c: c, z: z, complement: complement ?? 1 - z)
    if let exact = try arguments.specialCase() {
      self = exact
      return
    }
    guard let best = arguments.best(), best.relativeError <= tolerance else {
      throw StatisticsError.numericalFailure(
        function: "hypergeometric function", reason: "no form is accurate at (\(a), \(b); \(c); \(z))")
    }
    self = best
  }

  /// The same, multiplied by the exponential of `exponent`.
  func multiplied(byExponentialOf exponent: Double) -> GaussHypergeometric {
    GaussHypergeometric(
      logMagnitude: logMagnitude + exponent, sign: sign,
      relativeError: relativeError + 2 * abs(exponent) * .ulpOfOne)
  }
}
