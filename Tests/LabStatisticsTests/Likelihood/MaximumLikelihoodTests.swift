import Foundation
import LabStatistics
import Testing

@Suite struct MaximumLikelihoodTests {
  static let sample = [3.1, 4.7, 2.2, 5.9, 4.4, 3.8, 6.1, 2.9].map { Weighted($0) }

  @Test func normalHasItsSolutionOnPaper() throws {
    let fit = try MaximumLikelihood.fit(NormalModel.self, to: Self.sample)
    let x = Self.sample.map(\.observation)
    let n = Double(x.count)
    let mean = x.reduce(0, +) / n
    let sd = (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    #expect(abs(fit.model.values[0] - mean) < 1e-7)
    #expect(abs(fit.model.values[1] - sd) < 1e-7)
    let (first, second) = (try #require(fit["mean"]), try #require(fit["sd"]))
    #expect(abs(first.standardError - sd / n.squareRoot()) < 1e-5)
    #expect(abs(second.standardError - sd / (2 * n).squareRoot()) < 1e-5)
    let logLikelihood = -n / 2 * (log(2 * Double.pi * sd * sd) + 1)
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-9)
    #expect(abs(fit.aic - (4 - 2 * logLikelihood)) < 1e-9)
    #expect(abs(fit.bic - (2 * log(8) - 2 * logLikelihood)) < 1e-9)
    #expect(abs(fit.correlation[0][1]) < 1e-6 && fit.correlation[0][0] == 1)
    #expect(fit.observationCount == 8 && fit.starts == 6 && fit.startsAgreeing == 6 && fit.iterations > 0)
    // The interval of sd is symmetric in its logarithm: ln sd has standard error 1 / sqrt(2n) = 1/4.
    let (low, high) = (try #require(second.interval.low), try #require(second.interval.high))
    #expect(abs(log(high / low) - 2 * 1.959963984540054 / 4) < 1e-5)
    #expect(abs(low * high - sd * sd) < 1e-6)
    #expect(abs(fit.unboundedCovariance[1][1] - 1.0 / 16) < 1e-6)
  }

  @Test func weightsAreRepeatedObservations() throws {
    let weighted = try MaximumLikelihood.fit(
      BernoulliModel.self, to: [Weighted(true, weight: 30), Weighted(false, weight: 70)])
    let single = try MaximumLikelihood.fit(
      BernoulliModel.self, to: (0..<100).map { Weighted($0 < 30) })
    #expect(abs(weighted.model.values[0] - 0.3) < 1e-10)
    #expect(abs(weighted.logLikelihood - single.logLikelihood) < 1e-10)
    #expect(abs(try #require(weighted["chance"]).standardError - (0.21 / 100).squareRoot()) < 1e-8)
    #expect(weighted.observationCount == 100)
  }

  @Test func sameDataSameBytes() throws {
    let fits = try (0..<3).map { _ in try MaximumLikelihood.fit(NormalModel.self, to: Self.sample) }
    #expect(Set(fits.map { "\($0.summary)" }).count == 1)
  }

  @Test func aHeldParameterStays() throws {
    let fit = try MaximumLikelihood.fit(NormalModel.self, to: Self.sample, holding: ["mean": 4])
    let square = Self.sample.reduce(0) { $0 + ($1.observation - 4) * ($1.observation - 4) } / 8
    #expect(fit.model.values[0] == 4)
    #expect(abs(fit.model.values[1] - square.squareRoot()) < 1e-7)
    #expect(fit.held == [HeldParameter(name: "mean", value: 4)])
    #expect(fit.estimates.map(\.name) == ["sd"] && fit["mean"] == nil)
    #expect(fit.aic == 2 - 2 * fit.logLikelihood)
  }

  @Test func theBestOfSeveralHillsIsKept() throws {
    // The hill at +1.5 is three times as high as the one at -1.5.
    let fit = try MaximumLikelihood.fit(ValleyModel.self, to: [Weighted(3, weight: 100)])
    #expect(abs(fit.model.values[0] - 1.5) < 0.01)
    #expect(fit.startsAgreeing < fit.starts)
  }

  @Test func derivedQuantitiesHaveTheDeltaMethod() throws {
    let fit = try MaximumLikelihood.fit(
      BernoulliModel.self, to: [Weighted(true, weight: 30), Weighted(false, weight: 70)])
    let odds = try fit.derived(.positive) { $0.values[0] / (1 - $0.values[0]) }
    // ln odds has variance 1/30 + 1/70.
    let error = (1.0 / 30 + 1.0 / 70).squareRoot()
    #expect(abs(odds.value - 3.0 / 7) < 1e-8)
    #expect(abs(odds.standardError - 3.0 / 7 * error) < 1e-6)
    #expect(abs((odds.interval.high ?? 0) - 3.0 / 7 * exp(1.959963984540054 * error)) < 1e-6)
    #expect(throws: StatisticsError.self) { try fit.derived(.unit) { _ in 2 } }
  }

  @Test func failuresAreTyped() {
    #expect(throws: FitError.noData) { try MaximumLikelihood.fit(NormalModel.self, to: []) }
    #expect(throws: FitError.noData) { try MaximumLikelihood.fit(NormalModel.self, to: [Weighted(1, weight: 0)]) }
    #expect(throws: FitError.invalidWeight(index: 1, weight: -1)) {
      try MaximumLikelihood.fit(NormalModel.self, to: [Weighted(1), Weighted(2, weight: -1)])
    }
    #expect(throws: FitError.impossibleObservation(index: 2, description: "nan")) {
      try MaximumLikelihood.fit(NormalModel.self, to: [Weighted(1), Weighted(2), Weighted(.nan)])
    }
    #expect(throws: FitError.invalidParameter(name: "sd", value: -1)) {
      try MaximumLikelihood.fit(NormalModel.self, to: Self.sample, holding: ["sd": -1])
    }
    #expect(throws: FitError.invalidParameter(name: "variance", value: 1)) {
      try MaximumLikelihood.fit(NormalModel.self, to: Self.sample, holding: ["variance": 1])
    }
  }

  @Test func boundariesAreNamed() {
    #expect(throws: FitError.atBoundary(limits: [ParameterLimit("chance", .zero)], meaning: "it never happens")) {
      try MaximumLikelihood.fit(BernoulliModel.self, to: [Weighted(false, weight: 50)])
    }
    #expect(throws: FitError.atBoundary(limits: [ParameterLimit("chance", .one)], meaning: "it always happens")) {
      try MaximumLikelihood.fit(BernoulliModel.self, to: [Weighted(true, weight: 50)])
    }
    #expect(throws: FitError.atBoundary(limits: [ParameterLimit("sd", .zero)], meaning: nil)) {
      try MaximumLikelihood.fit(NormalModel.self, to: [Weighted(2.5, weight: 5)])
    }
    #expect(
      throws: FitError.atBoundary(
        limits: [ParameterLimit("alpha", .infinity), ParameterLimit("beta", .infinity)], meaning: nil)
    ) {
      try MaximumLikelihood.fit(BetaBinomialModel.self, to: [Weighted(4, weight: 40)])
    }
  }

  @Test func aFlatDirectionIsNamed() throws {
    do {
      _ = try MaximumLikelihood.fit(ProductModel.self, to: Self.sample)
      Issue.record("the product alone cannot identify its factors")
    } catch FitError.notIdentified(let parameters, let conditionNumber) {
      #expect(parameters == ["first", "second"])
      #expect(conditionNumber > 1e6)
    }
    let fit = try MaximumLikelihood.fit(ProductModel.self, to: Self.sample, holding: ["second": 2])
    #expect(abs(fit.model.values[0] - 0.5 * 8 / 33.1) < 1e-8)
  }

  @Test func aProblemWithoutAModelHasManyParameters() throws {
    // Poisson counts in groups with one rate each.
    let counts = [4.0, 9, 1, 16, 25]
    let problem = LikelihoodProblem(
      name: "rates", parameters: counts.indices.map { ModelParameter("rate[\($0)]", .positive) },
      observationCount: 50,
      logLikelihood: { rates in zip(counts, rates).reduce(0) { $0 + $1.0 * log($1.1) - 10 * $1.1 } },
      gradient: { rates in zip(counts, rates).map { $0 / $1 - 10 } })
    let summary = try MaximumLikelihood.maximize(problem)
    for (count, estimate) in zip(counts, summary.estimates) {
      #expect(abs(estimate.value - count / 10) < 1e-8)
      #expect(abs(estimate.standardError - count.squareRoot() / 10) < 1e-7)
    }
  }
}
