import Foundation
import LabStatistics
import Testing

@Suite("Paired comparison")
struct PairedComparisonTests {
  /// Numerator and denominator in the arm, then in the baseline, of the same users.
  static func users(_ count: Int, seed: UInt64, effect: Double) throws -> CoMoments {
    var random = TestRandom(seed: seed)
    var moments = CoMoments(dimension: 4)
    for _ in 0..<count {
      let level = 0.5 + random.uniform()
      let sessions = 1 + (6 * random.uniform()).rounded(.down)
      let more = random.chance(0.3) ? 1.0 : 0.0
      let baseline = level * sessions + 0.2 * random.normal()
      moments.add([baseline + level * more + effect * (sessions + more), sessions + more, baseline, sessions])
    }
    return moments
  }

  @Test("Means of the same users are the paired t test")
  func isPairedT() throws {
    var random = TestRandom(seed: 11)
    let first = (0..<40).map { _ in 10 + 3 * random.normal() }
    let second = first.map { $0 + 0.5 + 0.3 * random.normal() }
    let ones = first.map { _ in 1.0 }
    let comparison = try PairedComparison(CoMoments(columns: [second, ones, first, ones]))
    let differences = Moments(zip(second, first).map { $0 - $1 })
    let paired = try comparison.paired()
    #expect(isClose(paired.difference, differences.mean, relative: 1e-10))
    #expect(isClose(paired.standardError, ((differences.variance ?? 0) / 40).squareRoot(), relative: 1e-9))
    #expect(paired.degreesOfFreedom == 39)
    let welch = try MeanTest.welch.compare(control: Moments(first).summary, treatment: Moments(second).summary)
    #expect(isClose(try comparison.unpaired().pTwoSided ?? -1, welch.pTwoSided ?? -2, relative: 1e-9))
    #expect((comparison.varianceRatio ?? 1) < 0.05)
  }

  @Test("Swapping arm and baseline flips the difference and keeps p")
  func swap() throws {
    let moments = try Self.users(300, seed: 12, effect: 0.02)
    let forward = try PairedComparison(moments)
    let backward = try PairedComparison(moments.selecting([2, 3, 0, 1]))
    #expect(isClose(try forward.paired().difference, -(try backward.paired().difference)))
    #expect(isClose(try forward.paired().pTwoSided ?? -1, try backward.paired().pTwoSided ?? -2, relative: 1e-9))
    #expect(forward.correlation == backward.correlation)
  }

  @Test("Delta-method errors agree with the bootstrap-free truth of many repeated samples")
  func errorIsRight() throws {
    // 400 independent samples of 400 users: their spread is the truth that each standard error estimates.
    var (differences, errors) = (Moments(), Moments())
    for seed in 0..<400 {
      let comparison = try PairedComparison(Self.users(400, seed: 1000 + UInt64(seed), effect: 0.02))
      let paired = try comparison.paired()
      differences.add(paired.difference)
      errors.add(paired.standardError)
    }
    // The spread of 400 values is known to 3.5 %; four of those.
    #expect(abs(errors.mean / (differences.standardDeviation ?? 1) - 1) < 0.14)
  }

  @Test("Identical arms are exactly equal: an estimate of zero, no interval, no p, and the reason")
  func identical() throws {
    let moments = try Self.users(200, seed: 13, effect: 0).selecting([2, 3, 2, 3])
    let comparison = try PairedComparison(moments)
    #expect(comparison.status == .identicalArms && comparison.pairedVariance == 0)
    let result = try comparison.result(metric: "spend")
    #expect(result.difference.estimate == 0 && result.difference.low == nil && result.pValue == nil)
    #expect(result.lift.estimate == 0 && result.lift.low == nil && result.statuses == [.identicalArms])
    #expect(try comparison.unpaired().pTwoSided == 1)
    #expect(try comparison.unpairedResult().pValue == 1)
  }

  @Test("What cannot be compared has a status")
  func statuses() throws {
    let zero = try PairedComparison(CoMoments(columns: [[1, 2], [0, 0], [1, 1], [1, 1]]))
    #expect(zero.status == .zeroDenominator && zero.treatment == nil)
    #expect(try zero.result().difference.estimate == nil)
    #expect(try PairedComparison(CoMoments(dimension: 4)).status == .missingArm)
    #expect(try PairedComparison(CoMoments(columns: [[1], [1], [1], [1]])).result().statuses.contains(.tooFewUnits))
    let constant = try PairedComparison(CoMoments(columns: [[2, 2], [1, 1], [1, 1], [1, 1]]))
    #expect(constant.status == .zeroVariance)
    #expect(try constant.result().lift.estimate == 1)
    let noBaseline = try PairedComparison(CoMoments(columns: [[1, 2, 4], [1, 1, 1], [0, 0, 0], [1, 1, 1]]))
    let result = try noBaseline.result()
    #expect(result.lift.status == .zeroBaseline && result.pValue != nil)
    #expect(throws: StatisticsError.self) { try PairedComparison(CoMoments(dimension: 3)) }
    #expect(throws: StatisticsError.self) { try PairedComparison(count: 3, means: [1, 1, 1, 1], covariance: [[1]]) }
  }

  @Test("From sums: the same numbers as from users")
  func fromSums() throws {
    let moments = try Self.users(100, seed: 14, effect: 0.1)
    let direct = try PairedComparison(moments)
    let sums = try PairedComparison(
      count: moments.count, means: moments.means, covariance: moments.covarianceMatrix)
    #expect(isClose(sums.pairedVariance, direct.pairedVariance, relative: 1e-9))
    #expect(isClose(try sums.lift().low ?? 9, try direct.lift().low ?? 8, relative: 1e-9))
  }

  @Test(
    "The lift's interval leaves out zero exactly when the difference is significant (Fieller inverts the same test)")
  func liftAgreesWithTest() throws {
    for seed in 20..<60 {
      let comparison = try PairedComparison(Self.users(150, seed: UInt64(seed), effect: 0.01))
      let significant = (try comparison.paired().pTwoSided ?? 1) < 0.05
      #expect(try comparison.lift().interval?.contains(0) == !significant)
    }
  }
}
