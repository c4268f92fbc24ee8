import Behavior
import Foundation
import LabStatistics
import Primitives
import Testing

@Suite struct GammaGammaTests {
  @Test func fitEqualsTheReference() throws {
    let cdnow = try CDNOW.loaded.get()
    let expected = cdnow.reference.spend
    let spends = try cdnow.spends
    #expect(spends.count == 946)
    let reference = GammaGamma(p: expected.p, q: expected.q, v: expected.v)
    #expect(abs(logLikelihood(reference, spends) - expected.logLikelihood) < 1e-6)
    for (slope, value) in zip(try gradient(reference, spends), reference.values) { #expect(abs(slope * value) < 0.01) }
    let fit = try MaximumLikelihood.fit(GammaGamma.self, to: spends)
    #expect(abs(fit.logLikelihood - expected.logLikelihood) < 1e-3)
    for (got, value) in zip(fit.values, reference.values) { #expect(abs(got / value - 1) < 1e-3, "\(fit.values)") }
    let mean = try fit.model.populationMean
    #expect(abs(mean / expected.mean - 1) < 1e-4)
    // Published: p 6.25, q 3.74, v 15.44 (Fader & Hardie 2013).
    for (got, value) in zip(fit.values, [6.25, 3.74, 15.44]) { #expect(abs(got / value - 1) < 2e-3) }
  }

  @Test func densityIntegratesToOneWithItsMean() throws {
    let model = GammaGamma(p: 6.25, q: 3.74, v: 15.44)
    for orders in [1, 3, 40] {
      // Above e^14 less than 1e-16 of the mean is left: the tail falls as the power -2.74 of the spend.
      func integral(_ weight: (Double) -> Double) throws -> Double {
        try Quadrature.adaptive(from: -14, to: 14, breakpoints: [3.4], relative: 1e-11) { u in
          let z = exp(u)
          return weight(z) * z * exp(model.logLikelihood(of: try SpendHistory(orders: orders, mean: z)))
        }
      }
      let (one, mean) = (try integral { _ in 1 }, try integral { $0 })
      let expected = try model.populationMean
      #expect(abs(one - 1) < 1e-10 && abs(mean / expected - 1) < 1e-9, "\(orders): \(one), \(mean)")
    }
  }

  @Test func expectedMeanIsBetweenTheOwnAndThePopulations() throws {
    let model = GammaGamma(p: 6.25, q: 3.74, v: 15.44)
    let population = try model.populationMean
    let one = try model.expectedMean(after: SpendHistory(orders: 1, mean: 100))
    let many = try model.expectedMean(after: SpendHistory(orders: 1000, mean: 100))
    #expect(population < one && one < many && many < 100)
    #expect(abs(one - 6.25 * (15.44 + 100) / (6.25 + 3.74 - 1)) < 1e-12)
    #expect(abs(try model.expectedMean(after: SpendHistory(orders: 3, mean: population)) - population) < 1e-12)
  }

  @Test func gradientIsThatOfTheDensity() throws {
    for values in [[6.25, 3.74, 15.44], [0.3, 0.8, 200], [40, 2, 1]] {
      for (orders, mean) in [(1, 0.5), (3, 35), (50, 4000)] {
        let spend = try SpendHistory(orders: orders, mean: mean)
        let exact = try #require(GammaGamma(values).gradient(of: spend))
        for (one, other) in zip(exact, numericGradient(GammaGamma(values), spend)) {
          #expect(abs(one - other) < 1e-7 * max(1, abs(one)), "\(values) \(spend)")
        }
      }
    }
  }

  /// 20,000 users with 3 orders each: the mean within 4.5 standard errors, and orders of one user alike.
  @Test func simulatedOrdersHaveTheirMean() throws {
    let model = GammaGamma(p: 6, q: 6, v: 20)
    let spends = (0..<20_000).map { model.simulatedOrders(3, draws: Draws(run: RunKey(seed: 8), user: UInt32($0))) }
    #expect(spends.allSatisfy { $0.count == 3 && $0.allSatisfy { $0 > 0 } })
    let means = spends.map { $0.reduce(0, +) / 3 }
    let n = Double(means.count)
    let mean = means.reduce(0, +) / n
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let expected = try model.populationMean
    #expect(abs(mean - expected) < 4.5 * (variance / n).squareRoot())
    #expect(model.simulatedOrders(-1, draws: Draws(run: RunKey(seed: 8), user: 0)).isEmpty)
  }

  @Test func infiniteMeansAreUndefined() throws {
    let model = GammaGamma(p: 0.05, q: 0.9, v: 10)
    #expect(throws: StatisticsError.undefined(quantity: "mean spend of the population", status: .outOfRange)) {
      try model.populationMean
    }
    #expect(throws: StatisticsError.self) { try model.expectedMean(after: SpendHistory(orders: 1, mean: 5)) }
    #expect(throws: StatisticsError.self) { try GammaGamma([1, .nan, 2]).populationMean }
    #expect(throws: StatisticsError.self) { try GammaGamma([1, 2]).populationMean }
  }

  @Test(arguments: [(0, 5.0), (-1, 5), (2, 0), (2, -3), (2, .nan), (2, .infinity)])
  func impossibleSpendIsRefused(_ orders: Int, _ mean: Double) {
    #expect(throws: StatisticsError.self) { try SpendHistory(orders: orders, mean: mean) }
  }
}
