import Foundation
import LabStatistics
import Primitives
import Testing

/// Samplers against the distributions of GSL. Seeds are fixed, so nothing flakes; the bands are those of a test at 1e-5.
@Suite struct SamplersTests {
  /// Kolmogorov's statistic √n·D, whose 1 − 1e-5 quantile is 2.47.
  static func kolmogorov(_ sample: [Double], _ cdf: (Double) -> Double) -> Double {
    let sorted = sample.sorted()
    let n = Double(sorted.count)
    let distances = sorted.enumerated().map { index, x in
      max(Double(index + 1) / n - cdf(x), cdf(x) - Double(index) / n)
    }
    return (distances.max() ?? 1) * n.squareRoot()
  }

  static let limit = 2.47

  /// z of a sample mean.
  static func z(_ sample: [Double], mean: Double, variance: Double) -> Double {
    let average = sample.reduce(0, +) / Double(sample.count)
    return (average - mean) / (variance / Double(sample.count)).squareRoot()
  }

  static func draw(_ count: Int, _ body: (inout DrawSequence) -> Double) -> [Double] {
    (0..<count).map { user in
      var sequence = DrawSequence(Draws(run: RunKey(seed: 3), user: UInt32(user)), .resampling)
      return body(&sequence)
    }
  }

  @Test(arguments: [
    (0.5, 0), (0.975, 1.959963984540054), (0.9999, 3.719016485455709), (1e-10, -6.361340902404056),
    (1e-100, -21.273453560965326), (1e-300, -37.04709629936121), (0.925, 1.439531470938456),
  ])
  func normalQuantileAtKnownPoints(p: Double, expected: Double) {
    let tolerance = 1e-13 * max(1, abs(expected))
    #expect(abs(Samplers.normalQuantile(p) - expected) <= tolerance)
  }

  @Test func normalQuantileInvertsTheNormal() {
    for k in 1..<2_000 {
      let p = Double(k) / 2_000
      #expect(abs(Normal.cdf(Samplers.normalQuantile(p)) - p) < 1e-14)
      #expect(abs(Samplers.normalQuantile(p) + Samplers.normalQuantile(1 - p)) < 1e-12)
    }
  }

  @Test(arguments: [0.05, 0.3, 0.5, 0.7, 1, 1.5, 3.74, 6.25, 40])
  func gamma(shape: Double) throws {
    let sample = Self.draw(20_000) { Samplers.gamma(&$0, shape: shape) }
    let law = try Gamma(shape: shape)
    #expect(Self.kolmogorov(sample) { law.cdf($0) } < Self.limit)
    #expect(abs(Self.z(sample, mean: shape, variance: shape)) < 4.5)
    #expect(sample.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test(arguments: [
    (0.617, 1.083), (0.485, 1.215), (0.2, 0.3), (1.5, 1.5), (0.9828, 0.7137), (0.4, 19.6), (0.8449, 5.6416),
    (3, 0.5), (20, 30),
  ])
  func beta(a: Double, b: Double) throws {
    let sample = Self.draw(20_000) { Samplers.beta(&$0, a, b) }
    let law = try Beta(a: a, b: b)
    #expect(Self.kolmogorov(sample) { law.cdf($0) } < Self.limit)
    #expect(abs(Self.z(sample, mean: law.mean, variance: law.variance)) < 4.5)
    #expect(sample.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(arguments: [(0, 5.0), (0.0, 0.5), (5.0, 0.0)])
  func betaAtTheEdges(a: Double, b: Double) {
    #expect(Self.draw(50) { Samplers.beta(&$0, a, b) }.allSatisfy { $0 == (a == 0 ? 0 : 1) })
  }

  @Test(arguments: [0.01, 0.45, 2, 12, 20.7])
  func poissonIsTheQuantile(mean: Double) {
    for k in 0..<1_000 {
      let u = (Double(k) + 0.5) / 1_000
      let value = Samplers.poisson(u, mean: mean, p0: exp(-mean))
      var term = exp(-mean)
      var below = 0.0
      for j in 0..<Int(value) {
        below += term
        term *= mean / Double(j + 1)
      }
      #expect(below < u + 1e-12 && u <= below + term + 1e-12)
    }
  }

  @Test func poissonEndsAtALargeNumber() {
    #expect(Samplers.poisson(1 - 2e-9, mean: 1e-9, p0: exp(-1e-9)) == 0)
    #expect(Samplers.poisson(1 - 0x1p-33, mean: 1e-9, p0: exp(-1e-9)) == 1)
    #expect(Samplers.poisson(0.999, mean: 1_000, p0: 0) == 255)
  }

  @Test(arguments: [(1, 0.02), (3, 0.5), (10, 0.3), (60, 0.013)] as [(Int32, Double)])
  func binomialIsTheQuantile(trials: Int32, chance: Double) {
    let n = Double(trials)
    for k in 0..<500 {
      let u = (Double(k) + 0.5) / 500
      let value = Samplers.binomial(u, trials: trials, chance: chance)
      func mass(_ j: Double) -> Double {
        let ways = lgamma(n + 1) - lgamma(j + 1) - lgamma(n - j + 1)
        return exp(ways + j * log(chance) + (n - j) * log1p(-chance))
      }
      let below = (0..<Int(value)).reduce(0.0) { $0 + mass(Double($1)) }
      #expect(below < u + 1e-12 && u <= below + mass(Double(value)) + 1e-12)
    }
  }

  @Test func binomialAtTheEdges() {
    #expect(Samplers.binomial(0.3, trials: 7, chance: 1) == 7)
    #expect(Samplers.binomial(0.999_999, trials: 7, chance: 0) == 0)
    #expect(Samplers.binomial(0.5, trials: 0, chance: 0.4) == 0)
  }
}
