import Foundation
import LabStatistics
import Testing

@Suite("Bayesian comparisons and rates")
struct BayesianTests {
  static func count(_ successes: Int, _ trials: Int) throws -> SuccessCount {
    try SuccessCount(successes: successes, trials: trials)
  }

  @Test(
    "Probabilities sum to one, losses differ by the difference of means",
    arguments: [
      (0, 20, 2, 22), (200, 4000, 250, 4000), (5, 5, 40_000, 40_000), (50_000, 1_000_000, 50_400, 1_000_000),
    ],
    [(1.0, 1.0), (0.5, 0.5), (3, 40)])
  func identities(counts: (Int, Int, Int, Int), prior: (Double, Double)) throws {
    let (control, treatment) = (try Self.count(counts.0, counts.1), try Self.count(counts.2, counts.3))
    let forward = try BetaBinomialComparison(
      control: control, treatment: treatment, priorAlpha: prior.0, priorBeta: prior.1)
    let backward = try BetaBinomialComparison(
      control: treatment, treatment: control, priorAlpha: prior.0, priorBeta: prior.1)
    let sum = try forward.probabilityTreatmentBetter() + backward.probabilityTreatmentBetter()
    #expect(isClose(sum, 1, relative: 1e-10))
    let losses = try forward.lossShippingControl() - forward.lossShippingTreatment()
    let means = forward.treatment.mean - forward.control.mean
    #expect(isClose(losses, means, relative: 1e-8, absolute: 1e-14))
  }

  @Test("Tiny probabilities keep their digits")
  func farTail() throws {
    let hopeless = try BetaBinomialComparison(control: Self.count(900, 1000), treatment: Self.count(100, 1000))
    let p = try hopeless.probabilityTreatmentBetter()
    #expect(p > 0 && p < 1e-200)
  }

  @Test("Gamma-Poisson probabilities sum to one")
  func gammaPoisson() throws {
    let (first, second) = (try EventCount(events: 42, exposure: 100), try EventCount(events: 55, exposure: 105))
    let forward = try GammaPoissonComparison(control: first, treatment: second, priorShape: 1, priorRate: 0.1)
    let backward = try GammaPoissonComparison(control: second, treatment: first, priorShape: 1, priorRate: 0.1)
    #expect(isClose(forward.probabilityTreatmentBetter + backward.probabilityTreatmentBetter, 1))
    let none = try EventCount(events: 0, exposure: 10)
    #expect(throws: StatisticsError.self) {
      try GammaPoissonComparison(control: none, treatment: none, priorShape: 0, priorRate: 0)
    }
    #expect(throws: StatisticsError.self) { try EventCount(events: 1, exposure: 0) }
    #expect(throws: StatisticsError.self) { try EventCount(events: -1, exposure: 1) }
  }

  @Test("A vague prior is no prior; a sharp one wins")
  func normalPosterior() throws {
    let flat = try NormalPosterior(estimate: 0.06, standardError: 0.02)
    let vague = try NormalPosterior(estimate: 0.06, standardError: 0.02, prior: (mean: 0, variance: 1e12))
    let sharp = try NormalPosterior(estimate: 0.06, standardError: 0.02, prior: (mean: 0, variance: 1e-12))
    #expect(isClose(vague.mean, flat.mean) && isClose(vague.chanceToWin, flat.chanceToWin))
    #expect(abs(sharp.mean) < 1e-9 && abs(sharp.chanceToWin - 0.5) < 1e-3)
    #expect(isClose(flat.expectedGain - flat.expectedLoss, flat.mean))
    let certain = try NormalPosterior(estimate: 1e6, standardError: 1)
    #expect(certain.expectedLoss == 0 && certain.chanceToWin == 1 && certain.expectedGain == 1e6)
    #expect(throws: StatisticsError.self) { try NormalPosterior(estimate: 1, standardError: 0) }
    #expect(throws: StatisticsError.self) {
      try NormalPosterior(estimate: 1, standardError: 1, prior: (mean: 0, variance: 0))
    }
  }

  @Test("The score interval of a rate ratio inverts the score test")
  func rates() throws {
    let (control, treatment) = (try EventCount(events: 20, exposure: 100), try EventCount(events: 31, exposure: 90))
    let comparison = PoissonRateComparison(control: control, treatment: treatment)
    for end in [comparison.scoreInterval()?.low ?? 0, comparison.scoreInterval()?.high ?? 0] {
      // A treatment whose exposure is stretched by the ratio has equal rates under that ratio.
      let stretched = PoissonRateComparison(
        control: control, treatment: try EventCount(events: 31, exposure: 90 * end))
      #expect(isClose(abs(stretched.scoreStatistic), Normal.twoSidedCritical(alpha: 0.05), relative: 1e-9))
    }
    let mirrored = PoissonRateComparison(control: treatment, treatment: control)
    #expect(isClose(mirrored.scoreInterval()?.low ?? 0, 1 / (comparison.scoreInterval()?.high ?? 0), relative: 1e-9))
    #expect(isClose(try mirrored.exactP(), try comparison.exactP(), relative: 1e-9))
  }

  @Test("No events: tests say 1, the ratio has no number")
  func noEvents() throws {
    let none = try EventCount(events: 0, exposure: 10)
    let empty = PoissonRateComparison(control: none, treatment: none)
    #expect(empty.ratio == nil && empty.status == .noEvents && empty.scoreInterval() == nil)
    #expect(try empty.exactP() == 1 && empty.scoreStatistic == 0)
    let gained = PoissonRateComparison(control: none, treatment: try EventCount(events: 4, exposure: 10))
    #expect(gained.status == .zeroBaseline && gained.scoreInterval()?.high == nil)
    #expect(gained.logInterval() == nil && (gained.scoreInterval()?.low ?? 0) > 0)
  }

  @Test("Two-sided binomial p-values sum the outcomes that are no more probable", arguments: [0.02, 0.3, 0.5, 0.97])
  func binomialTwoSided(chance: Double) throws {
    let binomial = try Binomial(trials: 37, chance: chance)
    for observed in 0...37 {
      let own = binomial.probability(observed) * (1 + 1e-7)
      let brute = (0...37).map(binomial.probability).filter { $0 <= own }.reduce(0, +)
      #expect(isClose(binomial.twoSidedP(observed: observed), min(1, brute), relative: 1e-9))
    }
  }
}
