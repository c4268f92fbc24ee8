import Experiments
import Foundation
import LabStatistics
import Testing

@Suite struct WorldSpreadTests {
  /// Normal scores: a sample of any size without chance.
  static func scores(_ count: Int, mean: Double = 0, deviation: Double) -> [Double] {
    (0..<count).map { mean + deviation * Normal.quantile((Double($0) + 0.5) / Double(count)) }
  }

  @Test func splitsTheVarianceExactly() throws {
    // The variance is 10, the mean square of the errors 2.
    let values = [1.0, 3, 5, 7, 9]
    let noise = [1.0, 4, 1, 3, 1]
    let spread = try WorldSpread(zip(values, noise).map { .number($0, variance: $1) })
    #expect(spread.mean == 5 && spread.worlds == 5 && spread.status == nil)
    // t(4) at 97.5 % is 2.7764451052; a further value adds 1/5 of the variance.
    let half = 2.7764451051977987 * sqrt(12)
    // chi-squared(4): 0.4844185571 and 11.1432867819.
    let found = [
      spread.deviation, spread.noiseDeviation, spread.worldDeviation, spread.worldShare, spread.interval?.low,
      spread.interval?.high, spread.worldShareInterval?.low, spread.worldShareInterval?.high,
    ]
    let expected = [
      sqrt(10), sqrt(2), sqrt(8), 0.8, 5 - half, 5 + half, 1 - 11.143286781877796 / 20,
      1 - 0.4844185570879303 / 20,
    ]
    for (found, expected) in zip(found, expected) {
      let value = try #require(found)
      #expect(abs(value - expected) < 1e-9)
    }
  }

  @Test func moreNoiseThanVarianceIsAllNoise() throws {
    let spread = try WorldSpread([1.0, 2, 3].map { .number($0, variance: 5) })
    #expect(spread.worldShare == 0 && spread.worldDeviation == 0)
    #expect(spread.worldShareInterval?.low == 0)
  }

  @Test func worldsThatAgreeHaveNoShares() throws {
    let spread = try WorldSpread([2.0, 2, 2].map { .number($0, variance: 0) })
    #expect(spread.status == .zeroVariance && spread.worldShare == nil)
    #expect(spread.mean == 2 && spread.interval == Interval(low: 2, high: 2))
  }

  /// The others would be a biased choice.
  @Test func oneWorldWithoutANumberLeavesNone() throws {
    let spread = try WorldSpread([.number(1, variance: 1), .none(.zeroBaseline), .number(2, variance: 1)])
    #expect(spread.status == .zeroBaseline && spread.worlds == 2)
    #expect(spread.mean == nil && spread.interval == nil && spread.worldShare == nil)
    #expect(try WorldSpread([]).status == .tooFewUnits)
    #expect(try WorldSpread([.number(1, variance: 1)]).status == .tooFewUnits)
  }

  @Test func manyWorldsSpeakForThemselves() throws {
    // From 40 on, the ends are order statistics: at 0.025 · 41 = 1.025, just inside the extremes.
    let skewed = (0..<40).map { exp(Double($0) / 10) }
    let spread = try WorldSpread(skewed.map { .number($0, variance: 0) })
    let low = skewed[0] + 0.025 * (skewed[1] - skewed[0])
    let high = skewed[39] - 0.025 * (skewed[39] - skewed[38])
    let interval = try #require(spread.interval)
    #expect(abs((interval.low ?? 0) - low) < 1e-9)
    #expect(abs((interval.high ?? 0) - high) < 1e-9)
    let fewer = try WorldSpread(skewed.dropLast().map { .number($0, variance: 0) })
    #expect((fewer.interval?.low ?? 0) < 0, "a t interval knows nothing of signs")
  }

  @Test(arguments: [20, 39, 40, 1000]) func bothIntervalsAgreeOnNormalWorlds(_ count: Int) throws {
    let values = Self.scores(count, mean: 3, deviation: 2)
    let spread = try WorldSpread(values.map { .number($0, variance: 0) })
    // 2.0 · 1.96 for many, 2.09 · √(21/20) and the scores' own smaller deviation for 20.
    let half = (spread.interval?.width ?? 0) / 2
    #expect(abs((spread.mean ?? 0) - 3) < 1e-9)
    #expect(half > 2 * 1.95 && half < 2 * 2.26)
    #expect(spread.worldShare == 1)
  }
}
