import Foundation
import LabStatistics
import Testing

@Suite("Quantiles")
struct QuantileTests {
  @Test("The stated coverage of order statistics is their true coverage")
  func coverage() throws {
    let n = 60
    var random = TestRandom(seed: 6)
    var covered = 0
    var stated = 0.0
    for _ in 0..<2000 {
      let data = (0..<n).map { _ in random.exponential() }
      let ranks = try QuantileEstimate(data, level: 0.75).orderStatisticInterval()
      stated = ranks.coverage
      if ranks.interval.contains(-log(0.25)) { covered += 1 }
    }
    #expect(stated >= 0.95)
    // Four standard errors of 2000 runs.
    #expect(abs(Double(covered) / 2000 - stated) < 4 * (stated * (1 - stated) / 2000).squareRoot())
  }

  @Test("Every estimate moves and scales with the data")
  func equivariance() throws {
    var random = TestRandom(seed: 7)
    let data = (0..<41).map { _ in random.exponential() }
    let moved = try QuantileEstimate(data.map { 5 + 3 * $0 }, level: 0.3)
    let plain = try QuantileEstimate(data, level: 0.3)
    #expect(isClose(moved.type7, 5 + 3 * plain.type7) && isClose(moved.type8, 5 + 3 * plain.type8))
    #expect(isClose(try moved.harrellDavis(), 5 + 3 * (try plain.harrellDavis())))
    #expect(isClose(try moved.maritzJarrettError() ?? 0, 3 * (try plain.maritzJarrettError() ?? 1), relative: 1e-9))
  }

  @Test("Ends of a sample, equal values and single values have statuses instead of numbers")
  func statuses() throws {
    #expect(try QuantileEstimate([1], level: 0.5).type7 == 1)
    #expect(try QuantileEstimate([1], level: 0.5).maritzJarrettError() == nil)
    #expect(try QuantileEstimate([1, 2, 3], level: 0.99).orderStatisticInterval().status == .quantileTooExtreme)
    let equal = try QuantileEstimate([Double](repeating: 2, count: 50), level: 0.5)
    #expect(try equal.orderStatisticInterval().status == .degenerateQuantile)
    #expect(throws: StatisticsError.self) { try QuantileEstimate([], level: 0.5) }
    #expect(throws: StatisticsError.self) { try QuantileEstimate([1], level: 1) }
    let flat = try QuantileSummary(count: 100, value: 2, lower: 2, upper: 2, level: 0.5)
    #expect(flat.status == .degenerateQuantile)
    #expect(try QuantileSummary(count: 20, value: 2, lower: 1, upper: 3, level: 0.95).status == .quantileTooExtreme)
    #expect(throws: StatisticsError.self) { try QuantileSummary(count: 9, value: 2, lower: 3, upper: 1, level: 0.5) }
  }
}
