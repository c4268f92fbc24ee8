import Foundation
import LabStatistics
import Testing

@Suite("Means")
struct MeanTestTests {
  let control = UnitSummary(count: 40, mean: 10, variance: 16)
  let treatment = UnitSummary(count: 55, mean: 11.2, variance: 20)

  @Test("Swapping the arms flips signs and keeps the p-value", arguments: MeanTest.allCases)
  func swap(test: MeanTest) throws {
    let forward = try test.compare(control: control, treatment: treatment)
    let backward = try test.compare(control: treatment, treatment: control)
    #expect(forward.difference == -backward.difference)
    #expect(forward.statistic == backward.statistic.map { -$0 })
    #expect(forward.pTwoSided == backward.pTwoSided)
    #expect(forward.pGreater == backward.pLess)
    #expect(forward.interval == backward.interval?.negated)
  }

  @Test("Scaling a metric scales the effect and leaves the p-value", arguments: MeanTest.allCases)
  func scale(test: MeanTest) throws {
    let plain = try test.compare(control: control, treatment: treatment)
    let scaled = try test.compare(
      control: UnitSummary(count: 40, mean: 1000, variance: 160_000),
      treatment: UnitSummary(count: 55, mean: 1120, variance: 200_000))
    #expect(isClose(scaled.difference, 100 * plain.difference))
    #expect(isClose(scaled.pTwoSided ?? -1, plain.pTwoSided ?? -2))
  }

  @Test("An end of the interval is where the test reaches its level", arguments: [0.2, 0.05, 0.001])
  func intervalInvertsTest(alpha: Double) throws {
    for test in MeanTest.allCases {
      let result = try test.compare(control: control, treatment: treatment, alpha: alpha)
      for end in [result.interval?.low, result.interval?.high] {
        let shifted = UnitSummary(count: 55, mean: treatment.mean - (end ?? 0), variance: 20)
        let p = try test.compare(control: control, treatment: shifted).pTwoSided ?? -1
        #expect(isClose(p, alpha, relative: 1e-9))
      }
    }
  }

  @Test("Equal sizes and variances make Welch and Student agree")
  func agreement() throws {
    let other = UnitSummary(count: 40, mean: 11, variance: 16)
    let welch = try MeanTest.welch.compare(control: control, treatment: other)
    let student = try MeanTest.pooled.compare(control: control, treatment: other)
    #expect(isClose(welch.pTwoSided ?? -1, student.pTwoSided ?? -2))
    #expect(isClose(welch.degreesOfFreedom ?? 0, 78))
  }

  @Test("What has no number has a status and no number")
  func statuses() throws {
    let constant = UnitSummary(count: 10, mean: 3, variance: 0)
    let none = try MeanTest.welch.compare(control: constant, treatment: UnitSummary(count: 9, mean: 5, variance: 0))
    #expect(none.status == .zeroVariance && none.difference == 2)
    #expect(none.pTwoSided == nil && none.interval == nil && none.statistic == nil)
    let single = try MeanTest.welch.compare(control: UnitSummary(count: 1, mean: 3, variance: 0), treatment: treatment)
    #expect(single.status == .tooFewUnits && single.pTwoSided == nil)
    let empty = try MeanTest.welch.compare(control: UnitSummary(count: 0, mean: 0, variance: 0), treatment: treatment)
    #expect(empty.status == .missingArm)
    let huge = try MeanTest.welch.compare(control: Moments([1e308, -1e308]).summary, treatment: treatment)
    #expect(huge.status == .outOfRange && huge.pTwoSided == nil)
  }

  @Test("One arm without variance is tested with the other arm's degrees of freedom")
  func oneConstantArm() throws {
    let result = try MeanTest.welch.compare(
      control: UnitSummary(count: 100, mean: 3, variance: 0), treatment: treatment)
    #expect(isClose(result.degreesOfFreedom ?? 0, 54))
    #expect(result.pTwoSided != nil)
  }

  @Test("Tiny and huge variances do not overflow the degrees of freedom", arguments: [1e-290, 1e280])
  func extremeScales(scale: Double) throws {
    let root = scale.squareRoot()
    let result = try MeanTest.welch.compare(
      control: UnitSummary(count: 40, mean: 10 * root, variance: 16 * scale),
      treatment: UnitSummary(count: 55, mean: 11.2 * root, variance: 20 * scale))
    let plain = try MeanTest.welch.compare(control: control, treatment: treatment)
    #expect(isClose(result.pTwoSided ?? -1, plain.pTwoSided ?? -2, relative: 1e-10))
  }

  @Test("Yuen without trimming is Welch")
  func yuen() throws {
    var random = TestRandom(seed: 4)
    let (first, second) = ((0..<30).map { _ in random.normal() }, (0..<41).map { _ in 0.4 + random.normal() })
    let yuen = try YuenTest(control: first, treatment: second, trim: 0)
    let welch = try MeanTest.welch.compare(control: Moments(first).summary, treatment: Moments(second).summary)
    #expect(isClose(yuen.comparison.pTwoSided ?? -1, welch.pTwoSided ?? -2))
    #expect(throws: StatisticsError.self) { try YuenTest(control: first, treatment: second, trim: 0.5) }
    #expect(try YuenTest(control: [], treatment: second, trim: 0.2).comparison.status == .missingArm)
    #expect(try YuenTest(control: [1, 1, 1], treatment: [1, 1, 1], trim: 0.2).comparison.status == .zeroVariance)
  }
}
