import Foundation

/// The posterior chance of every arm of a bandit to be the best, and the allocations that follow from it.
///
/// ```swift
/// let best = try BestArm(successes: [200, 250, 236], trials: [4000, 4000, 3900])
/// best.probabilities              // sums to 1
/// best.topTwoWeights(beta: 0.5)   // next batch
/// ```
///
/// The chances are computed by quadrature, not simulation: `P(i best) = ∫ f_i ∏ F_j`, over the union of the posteriors'
/// modes ± 12 standard deviations. Sources: Thompson (1933); Russo (2016), arXiv:1602.08448.
public struct BestArm: Sendable, Equatable {
  /// Chance of each arm to have the largest mean.
  public let probabilities: [Double]

  /// Most trials of an arm; a normal posterior is exact enough beyond.
  public static let mostTrials = 1e9

  /// Beta posteriors: successes among trials, with a shared beta prior.
  ///
  /// - Parameters:
  ///   - successes, trials: counts per arm.
  ///   - prior: shapes of the beta prior, (1, 1) for uniform.
  /// - Throws: ``StatisticsError`` when there is no arm, a count is impossible, or a shape is not positive.
  public init(successes: [Double], trials: [Double], prior: (a: Double, b: Double) = (1, 1)) throws {
    try Check.atLeast(successes.count, 1, "arms")
    try Check.that(successes.count == trials.count, "arms", "needs one trial count per success count")
    for (index, shape) in [prior.a, prior.b].enumerated() {
      try Check.that(shape > 0 && shape <= Self.mostTrials, "prior[\(index)]", "must be in (0, 1e9], not \(shape)")
    }
    var posteriors: [Posterior] = []
    for (index, (won, n)) in zip(successes, trials).enumerated() {
      try Check.that(n >= 0 && n <= Self.mostTrials, "arms[\(index)].n", "must be in 0...1e9, not \(n)")
      try Check.that(won >= 0 && won <= n, "arms[\(index)].successes", "must be in 0...\(n), not \(won)")
      let beta = try Beta(a: prior.a + won, b: prior.b + n - won)
      posteriors.append(
        Posterior(
          center: beta.mean, spread: beta.variance.squareRoot(), support: 0...1,
          density: { exp(beta.logDensity($0)) }, logDensity: beta.logDensity, cdf: beta.cdf))
    }
    probabilities = try Self.probabilities(posteriors)
  }

  /// Normal posteriors.
  ///
  /// - Throws: ``StatisticsError`` when there is no arm, lengths differ, or a standard deviation is not positive.
  public init(means: [Double], standardDeviations: [Double]) throws {
    try Check.sample(means, "posterior_means", atLeast: 1)
    try Check.that(
      means.count == standardDeviations.count, "posterior_sds", "needs one per mean (\(means.count))")
    var posteriors: [Posterior] = []
    for (index, (mean, sd)) in zip(means, standardDeviations).enumerated() {
      try Check.positive(sd, "posterior_sds[\(index)]")
      posteriors.append(
        Posterior(
          center: mean, spread: sd, support: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
          density: { Normal.density(($0 - mean) / sd) / sd },
          logDensity: { -0.5 * (($0 - mean) / sd) * (($0 - mean) / sd) - log(sd * (2 * Double.pi).squareRoot()) },
          cdf: { Normal.cdf(($0 - mean) / sd) }))
    }
    probabilities = try Self.probabilities(posteriors)
  }

  /// Chances that were computed elsewhere; they sum to 1.
  init(chances: [Double]) { probabilities = chances }

  private struct Posterior {
    let center, spread: Double
    let support: ClosedRange<Double>
    let density: (Double) -> Double
    let logDensity: (Double) -> Double
    let cdf: (Double) -> Double
  }

  private static func probabilities(_ posteriors: [Posterior]) throws -> [Double] {
    guard posteriors.count > 1 else { return [1] }
    let raw = try posteriors.indices.map { arm in
      let own = posteriors[arm]
      let low = max(own.support.lowerBound, own.center - 40 * own.spread)
      let high = min(own.support.upperBound, own.center + 40 * own.spread)
      // Features of the integrand: the own posterior and every rival's step, each split where it varies.
      let breakpoints = posteriors.flatMap { posterior in
        [-12.0, -6, -3, 0, 3, 6, 12].map { posterior.center + $0 * posterior.spread }
      }
      return try Quadrature.adaptive(
        from: low, to: high, breakpoints: breakpoints, relative: 1e-10, absolute: 1e-14
      ) { x in
        let density = own.density(x)
        guard density > 0, density.isFinite else { return 0 }
        var product = density
        for rival in posteriors.indices where rival != arm { product *= posteriors[rival].cdf(x) }
        return product
      }
    }
    let total = raw.reduce(0, +)
    guard abs(total - 1) < 1e-6 else {
      throw StatisticsError.numericalFailure(function: "P(best)", reason: "the chances sum to \(total), not 1")
    }
    return raw.map { $0 / total }
  }

  /// Top-two Thompson sampling: `p_i (beta + (1 - beta) sum_{j != i} p_j / (1 - p_j))`.
  ///
  /// With two or more arms that are all but certain losers the leader keeps `beta` and the rest share what remains.
  ///
  /// - Parameter beta: share of the leader, in 0...1.
  /// - Throws: ``StatisticsError`` when `beta` is not in 0...1.
  public func topTwoWeights(beta: Double = 0.5) throws -> [Double] {
    try Check.fraction(beta, "top_two_beta")
    guard probabilities.count > 1 else { return [1] }
    // 1 - p_j as a sum of the others, so that a near-certain leader loses no digits.
    let others = probabilities.indices.map { arm in
      probabilities.indices.reduce(0) { $1 == arm ? $0 : $0 + probabilities[$1] }
    }
    if let certain = others.firstIndex(of: 0) {
      let rest = (1 - beta) / Double(probabilities.count - 1)
      return probabilities.indices.map { $0 == certain ? beta : rest }
    }
    return probabilities.indices.map { arm in
      let rivals = probabilities.indices.reduce(0) {
        $1 == arm ? $0 : $0 + probabilities[$1] / others[$1]
      }
      return probabilities[arm] * (beta + (1 - beta) * rivals)
    }
  }

  /// Weights with an additive floor: `floor + (1 - k floor) w`.
  ///
  /// Clipping and renormalising would bias the ranking of the arms; this does not.
  ///
  /// - Parameters:
  ///   - weights: sums to 1.
  ///   - minimum: the least share of an arm, at most one over the number of arms.
  /// - Throws: ``StatisticsError`` when the floor is negative or larger than an equal share.
  public static func floored(_ weights: [Double], minimum: Double) throws -> [Double] {
    let k = Double(weights.count)
    try Check.that(
      minimum >= 0 && minimum * k <= 1 + 1e-12, "min_weight", "must be in 0...\(1 / k), not \(minimum)")
    return weights.map { minimum + max(0, 1 - k * minimum) * $0 }
  }

  /// The UCB1 index of every arm, `mean + sqrt(2 ln N / n)`; nil for an arm without trials, which goes first.
  ///
  /// Source: Auer, Cesa-Bianchi and Fischer (2002), doi:10.1023/A:1013689704352; outcomes in 0...1.
  public static func upperConfidenceIndices(successes: [Double], trials: [Double]) -> [Double?] {
    let total = trials.reduce(0, +)
    return zip(successes, trials).map { won, n in
      n > 0 ? won / n + (2 * log(max(total, 1)) / n).squareRoot() : nil
    }
  }
}
