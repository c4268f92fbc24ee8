import CGSL
import Foundation

/// Arguments of the Gauss hypergeometric function, and the forms in which it can be computed.
struct HypergeometricArguments {
  let a: Double
  let b: Double
  let c: Double
  let z: Double
  /// `1 - z`.
  let complement: Double

  /// A form is taken at once when its relative error is at most this.
  private static let goodEnough = 1e-12

  private static func endsSeries(_ parameter: Double) -> Bool { parameter <= 0 && parameter == parameter.rounded() }

  /// The value where nothing needs to be summed.
  ///
  /// - Throws: `StatisticsError.invalidArgument` outside the domain.
  func specialCase() throws -> GaussHypergeometric? {
    guard [a, b, c, z, complement].allSatisfy(\.isFinite) else {
      throw StatisticsError.invalidArgument(name: "2F1", reason: "arguments must be finite")
    }
    guard z <= 1, complement >= 0 else {
      throw StatisticsError.invalidArgument(name: "z", reason: "must be at most 1")
    }
    let degree = [a, b].filter(Self.endsSeries).map { -$0 }.min()
    if Self.endsSeries(c), degree.map({ $0 > -c }) ?? true {
      throw StatisticsError.invalidArgument(name: "c", reason: "must not be zero or a negative integer")
    }
    if z == 0 || a == 0 || b == 0 { return GaussHypergeometric(logMagnitude: 0, sign: 1, relativeError: 0) }
    if complement == 0, degree == nil { return try valueAtOne() }
    return nil
  }

  /// Gauss's theorem (DLMF 15.4.20).
  private func valueAtOne() throws -> GaussHypergeometric {
    guard c - a - b > 0 else {
      throw StatisticsError.invalidArgument(name: "z", reason: "the series diverges at 1 unless c > a + b")
    }
    GSL.start()
    var sum = 0.0
    var sign = 1.0
    var size = 0.0
    for (argument, power) in [(c, 1.0), (c - a - b, 1), (c - a, -1), (c - b, -1)] {
      if Self.endsSeries(argument) { return GaussHypergeometric(logMagnitude: -.infinity, sign: 1, relativeError: 0) }
      var result = gsl_sf_result()
      var argumentSign = 1.0
      try GSL.check(gsl_sf_lngamma_sgn_e(argument, &result, &argumentSign), "gsl_sf_lngamma_sgn_e")
      sum += power * result.val
      size += abs(result.val) + abs(argument)
      sign *= argumentSign
    }
    return GaussHypergeometric(logMagnitude: sum, sign: sign, relativeError: (8 + 4 * size) * .ulpOfOne)
  }

  /// The form with the smallest error, from the cheapest on; nil when none works.
  func best() -> GaussHypergeometric? {
    let forms: [(HypergeometricArguments) -> GaussHypergeometric?] = [
      { $0.series() }, { $0.pfaff() }, { $0.swapped.pfaff() }, { $0.integral() }, { $0.loweredFromIntegral() },
      { $0.euler() }, { $0.library() },
    ]
    var best: GaussHypergeometric?
    for form in forms {
      guard let found = form(self), found.relativeError.isFinite, !found.logMagnitude.isNaN else { continue }
      if found.relativeError < best?.relativeError ?? .infinity { best = found }
      if found.relativeError <= Self.goodEnough { break }
    }
    return best
  }

  private var swapped: HypergeometricArguments {
    HypergeometricArguments(a: b, b: a, c: c, z: z, complement: complement)
  }

  private func with(c: Double) -> HypergeometricArguments {
    HypergeometricArguments(a: a, b: b, c: c, z: z, complement: complement)
  }

  /// The power series (DLMF 15.2.1), until what is left is below rounding; nil when that takes too long.
  func series() -> GaussHypergeometric? {
    let isPolynomial = Self.endsSeries(a) || Self.endsSeries(b)
    guard abs(z) < 1 || isPolynomial else { return nil }
    var term = 1.0
    var sum = 1.0
    var size = 1.0
    var logScale = 0.0
    for index in 0..<20_000 {
      let n = Double(index)
      term *= (a + n) / (c + n) * ((b + n) / (n + 1)) * z
      sum += term
      size += abs(term)
      if size > 1e250 {
        term *= 1e-250
        sum *= 1e-250
        size *= 1e-250
        logScale += 250 * log(10)
      }
      guard term == 0 || remainder(after: term, index: n) < 1e-17 * size else { continue }
      let error = (8 + 2 * n) * .ulpOfOne * size / abs(sum)
      return GaussHypergeometric(logMagnitude: log(abs(sum)) + logScale, sign: sum < 0 ? -1 : 1, relativeError: error)
    }
    return nil
  }

  /// A bound of what follows `term`, infinite while terms may still grow.
  ///
  /// Once c + n > 0, `|a + m| / (c + m)` and `|b + m| / (1 + m)` stay below the larger of 1 and their value at n, for all
  /// m >= n, so that the rest is below a geometric series.
  private func remainder(after term: Double, index n: Double) -> Double {
    guard c + n > 0 else { return .infinity }
    let paired = max(1, abs(a + n) / (c + n)) * max(1, abs(b + n) / (n + 1))
    let crossed = max(1, abs(b + n) / (c + n)) * max(1, abs(a + n) / (n + 1))
    let bound = abs(z) * min(paired, crossed)
    return bound < 1 ? abs(term) * bound / (1 - bound) : .infinity
  }

  /// Pfaff's transform, which brings z < 0 to between 0 and 1.
  private func pfaff() -> GaussHypergeometric? {
    guard z < 0 else { return nil }
    let moved = HypergeometricArguments(a: a, b: c - b, c: c, z: -z / complement, complement: 1 / complement)
    let value = moved.series() ?? moved.integral() ?? moved.loweredFromIntegral()
    return value?.multiplied(byExponentialOf: -a * log(complement))
  }

  /// Euler's transform.
  private func euler() -> GaussHypergeometric? {
    HypergeometricArguments(a: c - a, b: c - b, c: c, z: z, complement: complement).series()?
      .multiplied(byExponentialOf: (c - a - b) * log(complement))
  }

  /// Euler's integral: the mean of `(1 - z X)^-a` over X ~ Beta(b, c - b), for c > b > 0 or, exchanged, c > a > 0.
  func integral() -> GaussHypergeometric? {
    // The larger shape has the shorter tail.
    let choices = (b >= a ? [self, swapped] : [swapped, self]).filter { $0.b > 0 && $0.c > $0.b }
    guard let chosen = choices.first else { return nil }
    let power = chosen.a
    let mean = try? BetaExpectation.logMean(a: chosen.b, b: chosen.c - chosen.b) { x, y in
      -power * log(y + complement * x)
    }
    return mean.map { GaussHypergeometric(logMagnitude: $0.logarithm, sign: 1, relativeError: $0.relativeError) }
  }

  /// For c below a and b: the integral for c plus an integer, then the recurrence down in c, whose terms are positive
  /// for positive parameters, 0 < z < 1 and c > 1 (DLMF 15.5.18).
  func loweredFromIntegral() -> GaussHypergeometric? {
    let lower = min(a, b) > 0 ? min(a, b) : max(a, b)
    let steps = (lower - c).rounded(.down) + 1
    guard lower > 0, steps >= 1, steps <= 20_000 else { return nil }
    guard let first = with(c: c + steps + 1).integral(), let second = with(c: c + steps).integral() else { return nil }
    var logScale = first.logMagnitude
    var above = 1.0
    var here = second.sign * exp(second.logMagnitude - first.logMagnitude)
    var error = max(first.relativeError, second.relativeError)
    for index in stride(from: steps, to: 0, by: -1) {
      let k = c + index
      let own = k * ((k - 1) * complement + z * (a + b - k)) * here
      let other = (k - a) * (k - b) * z * above
      let next = (own + other) / (k * (k - 1) * complement)
      error = (error + 8 * .ulpOfOne) * max(1, (abs(own) + abs(other)) / abs(own + other))
      (above, here) = (here, next)
      if abs(here) > 1e200 || abs(here) < 1e-200 && here != 0 {
        let size = abs(here)
        logScale += log(size)
        above /= size
        here /= size
      }
    }
    return GaussHypergeometric(
      logMagnitude: log(abs(here)) + logScale, sign: here < 0 ? -1 : 1, relativeError: error)
  }

  /// GSL's own function, within |z| < 1.
  private func library() -> GaussHypergeometric? {
    guard abs(z) < 1 else { return nil }
    GSL.start()
    var result = gsl_sf_result()
    guard gsl_sf_hyperg_2F1_e(a, b, c, z, &result) == 0, result.val.isFinite, result.val != 0 else { return nil }
    return GaussHypergeometric(
      logMagnitude: log(abs(result.val)), sign: result.val < 0 ? -1 : 1, relativeError: result.err / abs(result.val))
  }
}
