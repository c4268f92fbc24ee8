import Foundation
import LabStatistics
import Testing

@Suite("Strata and segments")
struct StratificationTests {
  static let strata = [
    PostStratification.Stratum(
      control: UnitSummary(count: 400, mean: 10, variance: 16),
      treatment: UnitSummary(count: 420, mean: 10.5, variance: 18)),
    PostStratification.Stratum(
      control: UnitSummary(count: 100, mean: 30, variance: 81),
      treatment: UnitSummary(count: 90, mean: 33, variance: 100)),
  ]

  @Test("One stratum is no stratification; estimated shares add variance; order does not matter")
  func postStratification() throws {
    let one = try PostStratification([Self.strata[0]])
    #expect(isClose(one.varianceFixedShares, one.varianceEstimatedShares))
    #expect(isClose(one.difference, 0.5))
    let both = try PostStratification(Self.strata)
    #expect(both.varianceEstimatedShares > both.varianceFixedShares)
    let reversed = try PostStratification(Self.strata.reversed())
    #expect(isClose(both.varianceEstimatedShares, reversed.varianceEstimatedShares))
    let known = try PostStratification(Self.strata, shares: [3, 1])
    #expect(isClose(known.difference, 0.75 * 0.5 + 0.25 * 3))
    #expect(throws: StatisticsError.self) { try PostStratification([]) }
    #expect(throws: StatisticsError.self) { try PostStratification(Self.strata, shares: [1]) }
    #expect(throws: StatisticsError.self) {
      try PostStratification([
        .init(control: UnitSummary(count: 1, mean: 1, variance: 0), treatment: Self.strata[0].treatment)
      ])
    }
  }

  @Test("One stratum: Mantel-Haenszel is the chi-squared test with N - 1, the sample odds and the plain difference")
  func oneStratum() throws {
    let treatment = try SuccessCount(successes: 25, trials: 100)
    let control = try SuccessCount(successes: 15, trials: 90)
    let test = try CochranMantelHaenszel([(treatment: treatment, control: control)])
    let chi = try ContingencyTable(rows: [[25, 75], [15, 75]]).chiSquared()
    #expect(isClose(test.statistic() ?? 0, (chi?.statistic ?? 0) * 189 / 190))
    #expect(isClose(test.oddsRatio ?? 0, 25.0 * 75 / (75 * 15)))
    #expect(isClose(test.riskDifference ?? 0, treatment.share - control.share))
    #expect(isClose(test.logOddsRatioError ?? 0, (1 / 25.0 + 1 / 75.0 + 1 / 15.0 + 1 / 75.0).squareRoot()))
    #expect(test.breslowDay == nil)
    let twice = try CochranMantelHaenszel([
      (treatment: treatment, control: control), (treatment: treatment, control: control),
    ])
    #expect(isClose(twice.breslowDay?.statistic ?? 1, 0, absolute: 1e-12))
    let swapped = try CochranMantelHaenszel([(treatment: control, control: treatment)])
    #expect(isClose(swapped.oddsRatio ?? 0, 1 / (test.oddsRatio ?? 1)))
  }

  @Test("Strata without events or units say so")
  func degenerate() throws {
    let none = try SuccessCount(successes: 0, trials: 10)
    let test = try CochranMantelHaenszel([(treatment: none, control: none)])
    #expect(test.statistic() == nil && test.oddsRatio == nil)
    let empty = try SuccessCount(successes: 0, trials: 0)
    #expect(throws: StatisticsError.self) { try CochranMantelHaenszel([(treatment: empty, control: empty)]) }
  }

  @Test("Equal effects have no heterogeneity; shrunken effects lie between the segment and the average")
  func heterogeneity() throws {
    let equal = try Heterogeneity(effects: [0.1, 0.1, 0.1], standardErrors: [0.02, 0.05, 0.03])
    #expect(equal.q < 1e-20 && equal.iSquared == 0 && equal.tauSquared == 0)
    #expect(isClose(try equal.p() ?? 0, 1) && isClose(equal.random.effect, equal.fixed.effect))
    let mixed = try Heterogeneity(effects: [0.02, 0.3, -0.1], standardErrors: [0.02, 0.05, 0.03])
    for (shrunken, effect) in zip(mixed.shrunken, [0.02, 0.3, -0.1]) {
      let center = mixed.random.effect
      #expect(abs(shrunken - center) <= abs(effect - center) && (shrunken - center) * (effect - center) >= 0)
    }
    #expect(mixed.random.standardError > mixed.fixed.standardError)
    #expect(try Heterogeneity(effects: [0.1], standardErrors: [0.1]).p() == nil)
    #expect(throws: StatisticsError.self) { try Heterogeneity(effects: [0.1], standardErrors: [0]) }
    #expect(throws: StatisticsError.self) { try Heterogeneity(effects: [], standardErrors: []) }
  }
}
