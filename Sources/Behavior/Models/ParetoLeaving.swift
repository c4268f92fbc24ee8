import Foundation
import LabStatistics

/// The two parts of the Pareto/NBD likelihood of one user: still there at T, or left at some time u in t_x < u < T.
///
/// Without the common factor `Gamma(r + x) alpha^r / Gamma(r)` they are `(alpha + T)^-(r + x) (beta / (beta + T))^s` and the
/// integral of `s beta^s (alpha + u)^-(r + x) (beta + u)^-(s + 1)` over u. Schmittlein, Morrison & Colombo write the
/// integral as a difference of two Gauss hypergeometric functions, which cancels when t_x is near T; a Gauss-Legendre rule
/// on the logarithm of u sums positive terms only, and gives the derivatives too.
struct ParetoLeaving {
  /// The logarithm of both parts together.
  let logSum: Double
  /// The share of the part in which the user is still there.
  let alive: Double
  /// Derivatives of `logSum`.
  let slopes: Slopes

  struct Slopes {
    var r = 0.0
    var alpha = 0.0
    var s = 0.0
    var beta = 0.0
  }

  init(model: ParetoNBD, history: RepeatHistory) {
    let (r, alpha, s, beta) = (model.r, model.alpha, model.s, model.beta)
    let power = r + Double(history.repeats)
    let (start, end) = (history.last, history.length)
    let logStayed = -power * log(alpha + end) - s * log1p(end / beta)
    let integral = Integral(power: power, alpha: alpha, s: s, beta: beta, from: start, to: end)
    let logLeft = integral.logValue + log(s) + s * log(beta)
    logSum = Logarithms.logSumExp([logStayed, logLeft])
    alive = 1 / (1 + exp(logLeft - logStayed))
    let left = 1 - alive
    let mean = integral.means
    slopes = Slopes(
      r: -alive * log(alpha + end) - left * mean.logAlpha,
      alpha: -power * (alive / (alpha + end) + left * mean.inverseAlpha),
      s: -alive * log1p(end / beta) + left * (1 / s + log(beta) - mean.logBeta),
      beta: alive * (s / beta - s / (beta + end)) + left * (s / beta - (s + 1) * mean.inverseBeta))
  }

  /// The integral of `(alpha + u)^-power (beta + u)^-(s + 1)`, and means of what its derivatives need under it.
  private struct Integral {
    var logValue = -Double.infinity
    var means = Means()

    struct Means {
      var logAlpha = 0.0
      var inverseAlpha = 0.0
      var logBeta = 0.0
      var inverseBeta = 0.0
    }

    /// In `v = ln(u + m)`, m the smaller of alpha and beta, the logarithm of the integrand bends only once and its slope is
    /// at most `power + s`. Panels of at most 6 units and 40 e-folds leave the 32 nodes nothing to miss.
    init(power: Double, alpha: Double, s: Double, beta: Double, from start: Double, to end: Double) {
      let m = min(alpha, beta)
      let length = log1p((end - start) / (start + m))
      guard length > 0, length.isFinite, power.isFinite, s.isFinite else {
        if !(length == 0) { logValue = .nan }
        return
      }
      let panels = (length * max(1 / 6, (power + s + 1) / 40)).rounded(.up)
      let half = length / panels / 2
      let reference = -power * log(alpha + start) - (s + 1) * log(beta + start)
      var total = 0.0
      var sums = Means()
      var panel = 0.0
      while panel < panels {
        var part = 0.0
        for (node, weight) in zip(GaussLegendreRule.n32.nodes, GaussLegendreRule.n32.weights) {
          let v = half * (2 * panel + 1 + node)
          let u = start + (start + m) * expm1(v)
          let (logAlpha, logBeta) = (log(alpha + u), log(beta + u))
          let term = weight * (u + m) * exp(-power * logAlpha - (s + 1) * logBeta - reference)
          part += term
          sums.logAlpha += term * logAlpha
          sums.inverseAlpha += term / (alpha + u)
          sums.logBeta += term * logBeta
          sums.inverseBeta += term / (beta + u)
        }
        total += part
        panel += 1
        // The integrand falls for good once a panel is lost in the rounding of the sum.
        if part < 1e-18 * total { break }
      }
      logValue = reference + log(total * half)
      means = Means(
        logAlpha: sums.logAlpha / total, inverseAlpha: sums.inverseAlpha / total, logBeta: sums.logBeta / total,
        inverseBeta: sums.inverseBeta / total)
    }
  }
}
