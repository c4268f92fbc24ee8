/// Elementary functions in plain IEEE arithmetic, the same to the last bit on every machine.
///
/// The C library picks other code paths on other processors; a simulation that promises identical bytes cannot use it.
/// Algorithms: FreeBSD msun / fdlibm `e_exp.c` and `e_log.c` (Sun Microsystems 1993, freely granted), below 1 ulp.
public enum Elementary {
  /// Natural logarithm of 2.
  public static let ln2 = 0.69314718055994530942

  /// Returns e raised to `x`.
  @inlinable
  public static func exp(_ x: Double) -> Double {
    if !(x <= 709.782712893384) { return x.isNaN ? x : .infinity }
    if x < -745.13 { return 0 }
    let shifted = x * 1.44269504088896338700 + 0x1.8p52
    let k = shifted - 0x1.8p52
    let hi = x - k * 6.93147180369123816490e-01
    let lo = k * 1.90821492927058770002e-10
    let r = hi - lo
    let t = r * r
    let p =
      1.66666666666666019037e-01 + t
      * (-2.77777777770155933842e-03 + t
        * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)))
    let c = r - t * p
    let y = 1 - ((lo - (r * c) / (2 - c)) - hi)
    let n = Int(k)
    if n >= -1021 { return y * Double(bitPattern: UInt64(bitPattern: Int64(n + 1022)) << 52) * 2 }
    return y * Double(bitPattern: UInt64(bitPattern: Int64(n + 1023 + 1000)) << 52) * 0x1p-1000
  }

  /// Returns the natural logarithm of a positive, finite `x`.
  @inlinable
  public static func log(_ x: Double) -> Double {
    if x <= 0 { return x == 0 ? -.infinity : .nan }
    if !x.isFinite { return x }
    var bits = x.bitPattern
    var k = 0
    if bits < 0x0010_0000_0000_0000 {
      bits = (x * 0x1p54).bitPattern
      k = -54
    }
    k += Int(bits >> 52) - 1023
    var mantissa = (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000
    if mantissa >= 0x3FF6_A09E_667F_3BCD {  // above the square root of two
      mantissa -= 0x0010_0000_0000_0000
      k += 1
    }
    let f = Double(bitPattern: mantissa) - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01 + w
        * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let half = 0.5 * f * f
    let dk = Double(k)
    return dk * 6.93147180369123816490e-01
      - ((half - (s * (half + (odd + even)) + dk * 1.90821492927058770002e-10)) - f)
  }

  /// Returns log(1 + x) without losing small `x`.
  ///
  /// Source: Kahan's correction, as in Goldberg 1991, theorem 4, https://doi.org/10.1145/103162.103163.
  @inlinable
  public static func log1p(_ x: Double) -> Double {
    let u = 1 + x
    if u <= 0 { return log(u) }
    return u == 1 ? x : log(u) - ((u - 1) - x) / u
  }

  /// Returns exp(x) − 1 without losing small `x` (Kahan, as in Higham, "Accuracy and Stability", section 1.14.1).
  @inlinable
  public static func expm1(_ x: Double) -> Double {
    let u = exp(x)
    if u == 1 { return x }
    let v = u - 1
    return v == -1 || !u.isFinite ? v : v * x / log(u)
  }

  /// Returns `x` raised to `a`, for positive `x`.
  @inlinable
  public static func pow(_ x: Double, _ a: Double) -> Double { exp(a * log(x)) }

  /// Returns 2 raised to `x`.
  @inlinable
  public static func exp2(_ x: Double) -> Double { exp(x * ln2) }

  /// Returns the logistic function 1 / (1 + e^−x).
  @inlinable
  public static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Returns the log-odds of a probability in (0, 1).
  @inlinable
  public static func logit(_ p: Double) -> Double { log(p / (1 - p)) }
}
