import Foundation

/// Two proportions with beta posteriors: which is greater, and what a wrong choice would cost.
///
/// Probabilities and losses are integrals of products of densities and tails over the logit of the share, so that they
/// keep their digits for any counts and any prior. Sources: E. Miller, "Formulas for Bayesian A/B testing"; C. Stucchio,
/// "Bayesian A/B testing at VWO", 2015.
public struct BetaBinomialComparison: Sendable {
  /// Posterior of the control.
  public let control: Beta
  /// Posterior of the treatment.
  public let treatment: Beta

  /// Posteriors from counts and one prior for both arms.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for a prior that is not positive.
  public init(control: SuccessCount, treatment: SuccessCount, priorAlpha: Double = 1, priorBeta: Double = 1) throws {
    for (prior, name) in [(priorAlpha, "prior_alpha"), (priorBeta, "prior_beta")] {
      try requirePositive(prior, name)
      guard prior <= 1e9 else {
        throw StatisticsError.invalidArgument(name: name, reason: "must not exceed 1e9, not \(prior)")
      }
    }
    let posterior = { (count: SuccessCount) in
      try Beta(a: priorAlpha + Double(count.successes), b: priorBeta + Double(count.failures))
    }
    self.control = try posterior(control)
    self.treatment = try posterior(treatment)
  }

  /// P(treatment > control).
  ///
  /// - Throws: `StatisticsError` when the quadrature fails.
  public func probabilityTreatmentBetter() throws -> Double {
    try integral { x, y, _ in
      Saddle.logBetaKernel(a: treatment.a, b: treatment.b, x: x, y: y)
        + IncompleteBeta.logTails(a: control.a, b: control.b, x: x, y: y).lower
    }
  }

  /// Expected share lost by shipping the treatment when the control is better: E max(control - treatment, 0).
  ///
  /// - Throws: `StatisticsError` when the quadrature fails.
  public func lossShippingTreatment() throws -> Double { try loss(shipped: treatment, other: control) }

  /// Expected share lost by staying with the control: E max(treatment - control, 0).
  ///
  /// - Throws: `StatisticsError` when the quadrature fails.
  public func lossShippingControl() throws -> Double { try loss(shipped: control, other: treatment) }

  /// E max(other - shipped, 0) is the integral of P(shipped <= x) P(other > x).
  private func loss(shipped: Beta, other: Beta) throws -> Double {
    try integral { x, y, logit in
      IncompleteBeta.logTails(a: shipped.a, b: shipped.b, x: x, y: y).lower
        + IncompleteBeta.logTails(a: other.a, b: other.b, x: x, y: y).upper + log(x) + log(y)
    }
  }

  /// The integral over the logit of what `logIntegrand` gives at x and y = 1 - x.
  private func integral(_ logIntegrand: (Double, Double, Double) -> Double) throws -> Double {
    var points: [Double] = []
    for posterior in [control, treatment] {
      for tail in [1e-18, 1e-9, 1e-3] {
        points.append(try IncompleteBeta.logitQuantile(a: posterior.a, b: posterior.b, p: tail, q: 1 - tail))
        points.append(try IncompleteBeta.logitQuantile(a: posterior.a, b: posterior.b, p: 1 - tail, q: tail))
      }
      points.append(try IncompleteBeta.logitQuantile(a: posterior.a, b: posterior.b, p: 0.5, q: 0.5))
    }
    points.sort()
    guard let low = points.first, let high = points.last else { return 0 }
    return try Quadrature.adaptive(
      from: max(low, -700), to: min(high, 700), breakpoints: points, relative: 1e-11, absolute: 1e-300
    ) { logit in
      let x = 1 / (1 + exp(-logit))
      let y = 1 / (1 + exp(logit))
      return exp(logIntegrand(x, y, logit))
    }
  }
}
