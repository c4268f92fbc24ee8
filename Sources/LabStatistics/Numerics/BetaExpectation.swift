import Foundation

/// Expectations of a positive function of a beta variable, as accurate when they are tiny or huge as in between.
///
/// The trapezoidal rule in the log-odds of the variable, on which the integrand is smooth and falls off exponentially,
/// converges exponentially (Trefethen & Weideman 2014, doi:10.1137/130932132); the substitution by sinh shortens tails.
package enum BetaExpectation {
  /// The logarithm of `E[g(X)]`, X ~ Beta(a, b), with an estimate of the relative error of the expectation.
  ///
  /// - Parameters:
  ///   - a, b: shapes, positive.
  ///   - logFunction: `ln g` at x, given with `y = 1 - x` so that neither end loses digits. Its product with the density
  ///     must have one mode, and as a function of `ln(x / y)` no singularity within less than about 3 of the real line.
  /// - Throws: `StatisticsError` when the shapes are not positive or the sum does not settle.
  package static func logMean(
    a: Double, b: Double, of logFunction: (_ x: Double, _ y: Double) -> Double
  ) throws -> (logarithm: Double, relativeError: Double) {
    guard a > 0, b > 0, a.isFinite, b.isFinite else {
      throw StatisticsError.invalidArgument(name: "shape", reason: "must be positive and finite")
    }
    let density = LogitBetaDensity(a: a, b: b)
    func logIntegrand(_ u: Double) -> Double {
      let (x, y) = LogitBetaDensity.shares(u)
      return density.logValue(u, x, y) + logFunction(x, y)
    }
    let mode = try findMode(logIntegrand, start: log(a / b), step: min(1, (1 / a + 1 / b).squareRoot()))
    let height = logIntegrand(mode)
    let curvature = logIntegrand(mode + 1e-3) + logIntegrand(mode - 1e-3) - 2 * height
    let scale = curvature < -1e-6 ? min(1, 1e-3 / (-curvature).squareRoot()) : 1
    let rule = SinhTrapezoid(centre: mode, scale: scale, height: height)
    let (sum, change) = try rule.integrate(logIntegrand)
    // Halving the step squares the error; the rest is rounding of the exponents.
    let (x, y) = LogitBetaDensity.shares(mode)
    let exponents = 60 + 4 * abs(logFunction(x, y)) + density.rounding(mode)
    return (height + log(sum), 100 * change * change + exponents * .ulpOfOne)
  }

  /// Climbs to the mode of a function with one mode, then narrows by golden section.
  private static func findMode(_ f: (Double) -> Double, start: Double, step: Double) throws -> Double {
    var low = start - step
    var middle = start
    var high = start + step
    var value = f(middle)
    var left = f(low)
    var right = f(high)
    guard value.isFinite else {
      throw StatisticsError.numericalFailure(function: "beta expectation", reason: "the integrand is not finite")
    }
    var stride = step
    var count = 0
    while left > value || right > value {
      stride *= 2
      if left > value {
        (high, middle, low) = (middle, low, low - stride)
        (right, value, left) = (value, left, f(low))
      } else {
        (low, middle, high) = (middle, high, high + stride)
        (left, value, right) = (value, right, f(high))
      }
      count += 1
      guard count < 200, value.isFinite else {
        throw StatisticsError.didNotConverge(quantity: "mode of a beta expectation", iterations: count)
      }
    }
    // A rough place is enough: the rule only needs a centre near the mode.
    for _ in 0..<60 where high - low > 1e-3 * step {
      let goesRight = high - middle > middle - low
      let probe = goesRight ? middle + 0.382 * (high - middle) : middle - 0.382 * (middle - low)
      let probed = f(probe)
      if probed > value {
        if goesRight { low = middle } else { high = middle }
        (middle, value) = (probe, probed)
      } else if goesRight {
        high = probe
      } else {
        low = probe
      }
    }
    return middle
  }
}

/// The density of the log-odds of a beta variable.
private struct LogitBetaDensity {
  let a: Double
  let b: Double
  private let constant: Double
  private let logBeta: Double

  init(a: Double, b: Double) {
    self.a = a
    self.b = b
    let n = a + b
    constant =
      Saddle.stirlingError(n) - Saddle.stirlingError(a) - Saddle.stirlingError(b)
      + 0.5 * (log(a / n) + log(b) - log(2 * Double.pi))
    logBeta = GammaFunctions.logBeta(a, b)
  }

  /// The variable and its complement where its log-odds are `u`.
  static func shares(_ u: Double) -> (x: Double, y: Double) {
    if u < 0 {
      let odds = exp(u)
      return (odds / (1 + odds), 1 / (1 + odds))
    }
    let odds = exp(-u)
    return (1 / (1 + odds), odds / (1 + odds))
  }

  /// Near the middle in Loader's form, which does not cancel for large shapes; far out in logarithms, which do not
  /// underflow for small ones.
  func logValue(_ u: Double, _ x: Double, _ y: Double) -> Double {
    if abs(u) < 30 { return constant - Saddle.deviance(a, (a + b) * x) - Saddle.deviance(b, (a + b) * y) }
    let tail = log1p(exp(-abs(u)))
    return (u < 0 ? a * (u - tail) - b * tail : -a * tail - b * (u + tail)) - logBeta
  }

  /// Size of the rounding error at `u` in units of the last place.
  func rounding(_ u: Double) -> Double {
    abs(u) < 30 ? 0 : (u < 0 ? a : b) * abs(u) + abs(logBeta)
  }
}

/// The trapezoidal rule in `w`, where the variable is `centre + scale * sinh(w)`.
private struct SinhTrapezoid {
  let centre: Double
  let scale: Double
  /// The logarithm by which the integrand is divided: its greatest value.
  let height: Double

  /// The integral divided by `e^height`, and the relative change by the last halving of the step.
  func integrate(_ logIntegrand: (Double) -> Double) throws -> (sum: Double, change: Double) {
    var step = 0.5
    var total = (scale + side(1, step, step, logIntegrand) + side(-1, step, step, logIntegrand)) * step
    for _ in 0..<11 {
      let between = side(1, step / 2, step, logIntegrand) + side(-1, step / 2, step, logIntegrand)
      let next = total / 2 + between * step / 2
      step /= 2
      let change = abs(next - total) / next
      total = next
      if change < 1e-10 { return (total, change) }
      guard change.isFinite else { break }
    }
    throw StatisticsError.didNotConverge(quantity: "beta expectation", iterations: 11)
  }

  /// Terms at `start`, `start + step`, ... to one side until they no longer count.
  private func side(_ sign: Double, _ start: Double, _ step: Double, _ logIntegrand: (Double) -> Double) -> Double {
    var sum = 0.0
    var w = start
    while w < 45 {
      let exponent = logIntegrand(centre + sign * scale * sinh(w)) - height
      if exponent < -42 || exponent.isNaN { break }
      sum += scale * cosh(w) * exp(exponent)
      w += step
    }
    return sum
  }
}
