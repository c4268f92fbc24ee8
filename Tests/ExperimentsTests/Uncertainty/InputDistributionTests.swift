import Experiments
import Foundation
import LabStatistics
import Primitives
import Testing

@Suite struct InputDistributionTests {
  static let line = -1e300...1e300

  /// Moments of a distribution by the midpoint rule over its quantiles.
  static func moments(_ distribution: InputDistribution, in range: ClosedRange<Double>) throws -> Moments {
    let n = 20_000
    return Moments(try (0..<n).map { try distribution.quantile((Double($0) + 0.5) / Double(n), in: range) })
  }

  /// The midpoint rule misses the outermost 1/40,000 of each tail, which costs a normal 2e-4 of its variance.
  @Test(arguments: [
    (InputDistribution(.normal, 0.485, 0.03), 0.485, 0.03), (InputDistribution(.normal, -3, 0.5), -3, 0.5),
    (InputDistribution(.beta, 0.36, 0.02), 0.36, 0.02), (InputDistribution(.beta, 0.02, 0.01), 0.02, 0.01),
    (InputDistribution(.beta, 0.5, 0.45), 0.5, 0.45),
    // Mean m·e^(s²/2), variance m²·e^(s²)·(e^(s²) − 1).
    (
      InputDistribution(.lognormal, 1.2, 0.1), 1.2 * exp(0.005),
      1.2 * (exp(0.01) * (exp(0.01) - 1)).squareRoot()
    ),
  ])
  func hasItsMoments(_ distribution: InputDistribution, mean: Double, deviation: Double) throws {
    let found = try Self.moments(distribution, in: distribution.kind == .beta ? 0...1 : Self.line)
    #expect(abs(found.mean - mean) < 1e-5 * abs(mean))
    #expect(abs((found.standardDeviation ?? 0) / deviation - 1) < 5e-4)
  }

  @Test func theMedianOfALognormalIsItsCenter() throws {
    #expect(abs(try InputDistribution(.lognormal, 48, 0.7).quantile(0.5, in: 0.1...10_080) - 48) < 1e-9)
  }

  /// Cut off at a point, the mean of what is left of a normal is μ + σ·(φ(a) − φ(b)) / (Φ(b) − Φ(a)).
  @Test func isCutOffAtTheRange() throws {
    let (mean, deviation) = (0.05, 0.1)
    let range = 0.0...0.2
    let found = try Self.moments(InputDistribution(.normal, mean, deviation), in: range)
    let (a, b) = ((range.lowerBound - mean) / deviation, (range.upperBound - mean) / deviation)
    let expected = mean + deviation * (Normal.density(a) - Normal.density(b)) / (Normal.cdf(b) - Normal.cdf(a))
    #expect(abs(found.mean - expected) < 1e-7)
    for kind in InputDistribution.Kind.allCases {
      let distribution = InputDistribution(kind, 0.05, kind == .beta ? 0.1 : 2)
      let values = try (0...1000).map { try distribution.quantile(Double($0) / 1000, in: range) }
      #expect(values.allSatisfy { range.contains($0) })
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
      #expect((values.first ?? 1) < 1e-3 && (values.last ?? 0) > 0.199)
    }
  }

  /// Also where hardly anything of the distribution lies in the range.
  @Test func aTailIsNoCliff() throws {
    let far = InputDistribution(.normal, 0, 1)
    let value = try far.quantile(0.5, in: 8...9)
    #expect(value > 8 && value < 8.2)
    let mirrored = try far.quantile(0.5, in: -9 ... -8)
    #expect(abs(value + mirrored) < 1e-9)
  }

  @Test func anImpossibleBetaIsAnError() {
    #expect(throws: StatisticsError.self) { try InputDistribution(.beta, 0.5, 0.6).quantile(0.5, in: 0...1) }
  }
}
