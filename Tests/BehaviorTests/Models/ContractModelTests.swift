import Behavior
import Foundation
import LabStatistics
import Testing

@Suite struct ContractModelTests {
  @Test func theTableOfFaderAndHardie() {
    // Their figures for the regular segment, per cent (computed with the fitted parameters).
    let model = SBG(alpha: 0.7040773046692893, beta: 1.1820430071266919)
    let curve = [
      100.0, 62.671, 47.382, 38.797, 33.207, 29.235, 26.246, 23.902, 22.008, 20.441, 19.119, 17.986, 17.004,
    ]
    for (year, share) in curve.enumerated() { #expect(abs(100 * model.survival(after: year) - share) < 6e-4) }
    for year in 1...12 {
      let ratio = model.survival(after: year) / model.survival(after: year - 1)
      #expect(abs(model.retentionRate(in: year) - ratio) < 1e-12)
    }
    #expect(model.retentionRate(in: 12) > model.retentionRate(in: 1))
  }

  @Test func likelihoodIsThatOfTheSurvivalCurve() {
    let (sbg, bdw) = (SBG(alpha: 0.7, beta: 1.2), BdW(alpha: 0.3, beta: 1.7, c: 1.6))
    for period in 1...20 {
      let lost = sbg.survival(after: period - 1) - sbg.survival(after: period)
      #expect(abs(exp(sbg.logLikelihood(of: Lifetime(lostIn: period))) - lost) < 1e-13)
      let gone = bdw.survival(after: period - 1) - bdw.survival(after: period)
      #expect(abs(exp(bdw.logLikelihood(of: Lifetime(lostIn: period))) - gone) < 1e-13)
      #expect(exp(bdw.logLikelihood(of: Lifetime(stillThereAfter: period))) == bdw.survival(after: period))
    }
    #expect(sbg.logLikelihood(of: Lifetime(lostIn: 0)).isNaN)
    #expect(bdw.logLikelihood(of: Lifetime(stillThereAfter: -1)).isNaN)
  }

  @Test func withoutDurationDependenceItIsTheShiftedBetaGeometric() {
    let (sbg, bdw) = (SBG(alpha: 2.4, beta: 3.1), BdW(alpha: 2.4, beta: 3.1, c: 1))
    for period in [0, 1, 7, 100] { #expect(abs(sbg.survival(after: period) - bdw.survival(after: period)) < 1e-13) }
    #expect(abs(sbg.retentionRate(in: 9) - bdw.retentionRate(in: 9)) < 1e-12)
  }

  @Test func meanLifetimes() throws {
    let sbg = SBG(alpha: 2.4, beta: 3.1)
    let mean = try #require(sbg.expectedLifetime)
    #expect(abs(mean - 4.5 / 1.4) < 1e-14)
    #expect(abs(sbg.expectedLifetime(within: 200_000) - mean) < 1e-5)
    #expect(SBG(alpha: 1, beta: 3).expectedLifetime == nil)
    // c = 1 must give sBG's mean; alpha c = 1.2 and 1.02 have long tails.
    for (alpha, c) in [(2.4, 1.0), (1.2, 1.0), (1.02, 1.0)] {
      let lifetime = try #require(try BdW(alpha: alpha, beta: 3.1, c: c).expectedLifetime())
      #expect(ModelData.isClose(lifetime, (alpha + 2.1) / (alpha - 1), relative: 1e-6))
    }
    // Against the plain sum where the tail is short.
    let short = BdW(alpha: 4, beta: 3, c: 1.5)
    #expect(
      ModelData.isClose(
        try #require(try short.expectedLifetime()), short.expectedLifetime(within: 20_000), relative: 1e-7))
    #expect(try BdW(alpha: 0.5, beta: 3, c: 1.9).expectedLifetime() == nil)
  }

  @Test func tablesAreChecked() throws {
    let data = try Lifetime.table(remaining: [100, 80, 80, 65])
    #expect(data.map(\.weight) == [20, 0, 15, 65])
    #expect(data.last?.observation == Lifetime(stillThereAfter: 3))
    for bad in [[100.0], [], [100, 110], [100, -1], [100, .nan]] {
      #expect(throws: StatisticsError.self) { try Lifetime.table(remaining: bad) }
    }
  }
}
