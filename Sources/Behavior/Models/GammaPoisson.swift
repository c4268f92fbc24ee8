import Foundation
import LabStatistics
import Primitives

/// Events at a constant rate that differs between users: rate ~ Gamma(shape r, rate alpha).
struct GammaPoisson {
  let r: Double
  let alpha: Double

  /// `ln P(N(time) = count)`: the negative binomial distribution.
  func logProbability(of count: Int, by time: Double) -> Double {
    let x = Double(count)
    let silent = -r * log1p(time / alpha)
    if count == 0 { return silent }
    let choose = RisingFactorial.log(r, x) - GammaFunctions.logGamma(x + 1)
    return choose + silent - x * log1p(alpha / time)
  }

  /// `P(N(time) >= count)`: a tail of the negative binomial distribution is one of a beta distribution.
  func probability(ofAtLeast count: Int, by time: Double) throws -> Double {
    if count <= 0 { return 1 }
    if time <= 0 { return 0 }
    return try Beta(a: Double(count), b: r).cdf(time / (alpha + time))
  }

  /// The rate of one user, always positive.
  func drawnRate(_ draws: Draws) -> Double {
    var sequence = DrawSequence(draws, .activityTraits)
    return max(Samplers.gamma(&sequence, shape: r) / alpha, .leastNormalMagnitude)
  }
}
