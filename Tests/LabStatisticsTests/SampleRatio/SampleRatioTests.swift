import Foundation
import LabStatistics
import Testing

@Suite("Sample ratio")
struct SampleRatioTests {
  @Test("Arms without weight are left out and not counted (others report p = .183 here)")
  func zeroWeight() throws {
    let test = try SampleRatioTest(observed: [500, 560, 0], weights: [0.5, 0.5, 0])
    #expect(test.degreesOfFreedom == 1 && isClose(test.p ?? 0, 0.06534575162837782, relative: 1e-10))
    #expect(test.observedShares[2] == nil && test.unexpectedUnits == 0)
    #expect(try SampleRatioTest(observed: [500, 560, 3], weights: [1, 1, 0]).unexpectedUnits == 3)
  }

  @Test("Weights need not sum to one; the alarm is at .001")
  func weights() throws {
    let percent = try SampleRatioTest(observed: [900, 100], weights: [90, 10])
    #expect(percent.statistic == 0 && percent.p == 1 && !percent.isMismatch)
    let broken = try SampleRatioTest(observed: [821_588, 815_482], weights: [1, 1])
    #expect(broken.isMismatch && broken.largestDeviation < 0.002)
    #expect(try !SampleRatioTest(observed: [10_230, 9870], weights: [1, 1]).isMismatch)
  }

  @Test("No units is no verdict; impossible inputs are refused")
  func refused() throws {
    #expect(try SampleRatioTest(observed: [0, 0], weights: [1, 1]).p == nil)
    #expect(throws: StatisticsError.self) { try SampleRatioTest(observed: [1], weights: [1]) }
    #expect(throws: StatisticsError.self) { try SampleRatioTest(observed: [1, 2], weights: [1, 0]) }
    #expect(throws: StatisticsError.self) { try SampleRatioTest(observed: [1, -2], weights: [1, 1]) }
    #expect(throws: StatisticsError.self) { try SampleRatioTest(observed: [1, 2], weights: [1]) }
    #expect(throws: StatisticsError.self) { try SequentialSampleRatioTest(weights: [1, 0], concentration: 1) }
    #expect(throws: StatisticsError.self) { try SequentialSampleRatioTest(weights: [1, 1], concentration: 0) }
    var test = try SequentialSampleRatioTest(weights: [1, 1], concentration: 100)
    #expect(throws: StatisticsError.self) { try test.add([1]) }
  }

  @Test("Batches or one at a time: the Bayes factor depends on totals only, also for hundreds of millions of users")
  func batches() throws {
    var fine = try SequentialSampleRatioTest(weights: [0.5, 0.3, 0.2], concentration: 100)
    for _ in 0..<10 { try fine.add([50_000_000, 30_000_000, 20_000_100]) }
    var coarse = try SequentialSampleRatioTest(weights: [0.5, 0.3, 0.2], concentration: 100)
    try coarse.add([500_000_000, 300_000_000, 200_001_000])
    #expect(isClose(fine.logOdds, coarse.logOdds, relative: 1e-12))
    // A split this close to plan speaks for the plan.
    #expect(coarse.logOdds < 0 && coarse.p == 1)
  }

  @Test("False alarms over a whole sequence of looks stay below the level")
  func falseAlarms() throws {
    var random = TestRandom(seed: 5)
    var alarms = 0
    for _ in 0..<2000 {
      var test = try SequentialSampleRatioTest(weights: [0.5, 0.5], concentration: 50)
      for _ in 0..<20 {
        let heads = (0..<40).reduce(0) { sum, _ in sum + (random.chance(0.5) ? 1 : 0) }
        try test.add([heads, 40 - heads])
      }
      if test.p < 0.05 { alarms += 1 }
    }
    // Ville's inequality bounds the rate by .05; 2000 runs of exactly .05 stay below .0665.
    #expect(Double(alarms) / 2000 < 0.0665)
  }
}
