import Foundation
import LabStatistics

/// The two parts of the Pareto/NBD likelihood of one user: still there at T, or left at some time u in t_x < u < T.
///
/// Without the common factor `Gamma(r + x) / Gamma(r)` they are `alpha^r (alpha + T)^-(r + x) (beta / (beta + T))^s` and the
/// integral of `alpha^r (alpha + u)^-(r + x) s beta^s (beta + u)^-(s + 1)` over u. Schmittlein, Morrison & Colombo write the
/// integral as a difference of two Gauss hypergeometric functions, which cancels when t_x is near T; a Gauss-Legendre rule
/// on the logarithm of u sums positive terms only, and gives the derivatives too. Powers are of ratios such as
/// `1 + u / alpha`, which keep their digits where a search takes parameters to extremes.
struct ParetoLeaving {
  /// The logarithm of both parts together.
  let logSum: Double
  /// The share of the part in which the user is still there.
  let alive: Double
  /// Derivatives of `logSum` by r, alpha, s and beta.
  let slopes: SIMD4<Double>

  init(model: ParetoNBD, history: RepeatHistory) {
    let x = Double(history.repeats)
    let (start, end) = (history.last, history.length)
    func logSilence(_ u: Double) -> Double {
      -model.r * log1p(u / model.alpha) - x * log(model.alpha + u) - model.s * log1p(u / model.beta)
    }
    let integral = LeavingIntegral(model: model, repeats: x, from: start, to: end)
    let logStayed = logSilence(end)
    let logLeft = logSilence(start) + log(model.s) - log(model.beta + start) + integral.logarithm
    logSum = Logarithms.logSumExp([logStayed, logLeft])
    alive = 1 / (1 + exp(logLeft - logStayed))
    let stayed = SIMD4(
      -log1p(end / model.alpha), (model.r * end - x * model.alpha) / (model.alpha * (model.alpha + end)),
      -log1p(end / model.beta), model.s * end / (model.beta * (model.beta + end)))
    slopes = alive * stayed + (1 - alive) * integral.slopes
  }
}

/// The integral of `((alpha + u) / (alpha + start))^-(r + x) ((beta + u) / (beta + start))^-(s + 1)` from start to end.
private struct LeavingIntegral {
  private(set) var logarithm = -Double.infinity
  /// Means under the integrand of the derivatives of the part in which the user left.
  private(set) var slopes = SIMD4<Double>.zero

  private let model: ParetoNBD
  private let x: Double
  private let start: Double
  /// The scale on which the integrand begins to fall: the smaller of alpha and beta, after the start.
  private let scale: Double

  /// In `v = ln(1 + (u - start) / scale)` the logarithm of the integrand falls ever faster. Panels of at most 6 units and 40
  /// e-folds leave the 32 nodes nothing to miss, and soon nothing is left to add.
  init(model: ParetoNBD, repeats: Double, from start: Double, to end: Double) {
    self.model = model
    self.start = start
    x = repeats
    scale = start + min(model.alpha, model.beta)
    let length = log1p((end - start) / scale)
    guard length != 0 else { return }
    guard length.isFinite, (model.r + x).isFinite, model.s.isFinite else {
      logarithm = .nan
      return
    }
    var total = 0.0
    var sums = SIMD4<Double>.zero
    var v = 0.0
    while v < length {
      let width = panelWidth(at: v, left: length - v)
      let part = add(from: v, width: width, to: &sums)
      total += part
      guard part >= 1e-18 * total, v + width > v else { break }
      v += width
    }
    guard total > 0 else { return }
    logarithm = log(total)
    slopes = sums / total + SIMD4(-log1p(start / model.alpha), 0, 1 / model.s - log1p(start / model.beta), 0)
  }

  /// The width of a panel across which the integrand falls by at most 40 e-folds.
  private func panelWidth(at v: Double, left: Double) -> Double {
    var width = min(6, left)
    while width > 0 {
      let offset = scale * expm1(v + width)
      let reach = scale + offset
      let slope =
        (model.r + x) * (reach / (model.alpha + start + offset))
        + (model.s + 1) * (reach / (model.beta + start + offset))
      if width * slope <= 40 { break }
      width /= 2
    }
    return width
  }

  /// Adds one panel's terms, and returns their sum.
  private func add(from v: Double, width: Double, to sums: inout SIMD4<Double>) -> Double {
    let (alpha, beta) = (model.alpha, model.beta)
    let (r, s) = (model.r, model.s)
    let half = width / 2
    var part = 0.0
    for (node, weight) in zip(GaussLegendreRule.n32.nodes, GaussLegendreRule.n32.weights) {
      let offset = scale * expm1(v + half * (1 + node))
      let u = start + offset
      let logAlpha = log1p(offset / (alpha + start))
      let logBeta = log1p(offset / (beta + start))
      let term = weight * half * (scale + offset) * exp(-(r + x) * logAlpha - (s + 1) * logBeta)
      part += term
      let byAlpha: Double = (r * u - x * alpha) / (alpha * (alpha + u))
      let byBeta: Double = (s * u - beta) / (beta * (beta + u))
      sums += term * SIMD4<Double>(-logAlpha, byAlpha, -logBeta, byBeta)
    }
    return part
  }
}
