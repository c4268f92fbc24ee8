/// Samplers of the hot path: inversion, or rejection from an addressed sequence.
public enum Samplers {
  /// Returns the standard normal quantile of `p` in (0, 1).
  ///
  /// Source: Wichura, algorithm AS 241 (PPND16), 1988, https://doi.org/10.2307/2347330; relative error below 1e-15.
  public static func normalQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * ratio(r, centreNumerator, centreDenominator)
    }
    var r = (-Elementary.log(q < 0 ? p : 1 - p)).squareRoot()
    let x: Double
    if r <= 5 {
      r -= 1.6
      x = ratio(r, middleNumerator, middleDenominator)
    } else {
      x = ratio(r - 5, tailNumerator, tailDenominator)
    }
    return q < 0 ? -x : x
  }

  /// Draws from the gamma distribution with `shape` and scale 1.
  ///
  /// Source: Marsaglia & Tsang 2000, https://doi.org/10.1145/358407.358414; shape 1/2 is half a squared normal.
  public static func gamma(_ sequence: inout DrawSequence, shape: Double) -> Double {
    if shape == 0.5 {
      let z = normalQuantile(sequence.next())
      return z * z / 2
    }
    if shape < 1 {
      let g = gamma(&sequence, shape: shape + 1)
      return g * Elementary.pow(sequence.next(), 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normalQuantile(sequence.next())
      let t = 1 + c * x
      let u = sequence.next()
      if t <= 0 { continue }
      let v = t * t * t
      let x2 = x * x
      if u < 1 - 0.0331 * x2 * x2 || Elementary.log(u) < 0.5 * x2 + d * (1 - v + Elementary.log(v)) { return d * v }
    }
  }

  /// Draws from the beta distribution; both shapes positive.
  ///
  /// Source: Jöhnk 1964 for small shapes, else a ratio of gammas (Devroye 1986, chapter IX.3).
  public static func beta(_ sequence: inout DrawSequence, _ a: Double, _ b: Double) -> Double {
    if a <= 1.5 && b <= 1.5 {
      while true {
        let x = Elementary.pow(sequence.next(), 1 / a)
        let y = Elementary.pow(sequence.next(), 1 / b)
        if x + y <= 1 && x + y > 0 { return x / (x + y) }
      }
    }
    let x = gamma(&sequence, shape: a)
    let y = gamma(&sequence, shape: b)
    return x / (x + y)
  }

  /// Returns the Poisson quantile of `u`, given `p0` = exp(−mean).
  @inlinable
  public static func poisson(_ u: Double, mean: Double, p0: Double) -> Int32 {
    var k: Int32 = 0
    var p = p0
    var cumulative = p0
    while u > cumulative && k < 255 {
      k += 1
      p *= mean / Double(k)
      cumulative += p
    }
    return k
  }

  /// Returns the binomial quantile of `u` for `n` trials with chance `c`.
  @inlinable
  public static func binomial(_ u: Double, trials n: Int32, chance c: Double) -> Int32 {
    let q = 1 - c
    if q <= 0 { return n }
    var p = 1.0
    for _ in 0..<n { p *= q }
    var cumulative = p
    var k: Int32 = 0
    let odds = c / q
    while u > cumulative && k < n {
      p *= odds * Double(n - k) / Double(k + 1)
      k += 1
      cumulative += p
    }
    return k
  }

  /// Evaluates two polynomials of degree 7, lowest coefficient first, and returns their ratio.
  private static func ratio(_ r: Double, _ n: Coefficients, _ d: Coefficients) -> Double {
    polynomial(r, n) / polynomial(r, d)
  }

  @inline(__always)
  private static func polynomial(_ r: Double, _ a: Coefficients) -> Double {
    ((((((a.7 * r + a.6) * r + a.5) * r + a.4) * r + a.3) * r + a.2) * r + a.1) * r + a.0
  }

  private typealias Coefficients = (Double, Double, Double, Double, Double, Double, Double, Double)
  private static let centreNumerator: Coefficients = (
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
    67265.770927008700853, 33430.575583588128105, 2509.0809287301226727
  )
  private static let centreDenominator: Coefficients = (
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852545925
  )
  private static let middleNumerator: Coefficients = (
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4
  )
  private static let middleDenominator: Coefficients = (
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9
  )
  private static let tailNumerator: Coefficients = (
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7
  )
  private static let tailDenominator: Coefficients = (
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15
  )
}
