import Foundation
import LabStatistics
import Testing

/// Simulated coverage of 95 % intervals; bands are the .0005 to .9995 binomial quantiles, wide enough never to fail by
/// chance and narrow enough to catch a wrong formula: 2000 runs [.9335, .9655], 10 000 runs [.9427, .9570].
@Suite("Simulated coverage")
struct CoverageTests {
  static let band2000 = 0.9335...0.9655

  /// The share of 2000 runs whose interval holds the truth.
  static func coverage(_ truth: Double, seed: UInt64, _ run: (inout TestRandom) throws -> Interval?) rethrows -> Double
  {
    var random = TestRandom(seed: seed)
    var covered = 0
    for _ in 0..<2000 where try run(&random)?.contains(truth) ?? false { covered += 1 }
    return Double(covered) / 2000
  }

  @Test("Welch with unequal sizes and variances", arguments: [0.0, 0.5])
  func welch(effect: Double) throws {
    let rate = try Self.coverage(effect, seed: 101) { random in
      let control = Moments((0..<15).map { _ in random.normal() }).summary
      let treatment = Moments((0..<40).map { _ in effect + 3 * random.normal() }).summary
      return try MeanTest.welch.compare(control: control, treatment: treatment).interval
    }
    #expect(Self.band2000.contains(rate), "\(rate)")
  }

  @Test("Lift of a skewed metric: Fieller, delta and log ratio", arguments: LiftMethod.allCases, [0.0, 0.3])
  func lift(method: LiftMethod, effect: Double) throws {
    let rate = try Self.coverage(effect, seed: 102) { random in
      let arms = [1, 1 + effect].map { scale in Moments((0..<400).map { _ in scale * random.exponential() }).summary }
      let test = try MeanTest.welch.compare(control: arms[0], treatment: arms[1])
      return method.lift(
        control: arms[0].mean, treatment: arms[1].mean, controlVariance: arms[0].varianceOfMean,
        treatmentVariance: arms[1].varianceOfMean,
        critical: try StudentT(degreesOfFreedom: test.degreesOfFreedom ?? 1).twoSidedCritical(alpha: 0.05)
      ).interval
    }
    #expect(Self.band2000.contains(rate), "\(rate)")
  }

  /// Sessions, clicks and the same before the experiment, of one user.
  static func user(_ random: inout TestRandom, effect: Double) -> [Double] {
    let appeal = 0.2 + 0.3 * random.uniform()
    let (before, after) = (1 + (5 * random.uniform()).rounded(.down), 1 + (5 * random.uniform()).rounded(.down))
    let clicks = { (views: Double, chance: Double, random: inout TestRandom) in
      (0..<Int(views)).reduce(0.0) { sum, _ in sum + (random.chance(chance) ? 1 : 0) }
    }
    return [clicks(after, appeal + effect, &random), after, clicks(before, appeal, &random), before]
  }

  static func arm(_ count: Int, effect: Double, _ random: inout TestRandom) -> CoMoments {
    var moments = CoMoments(dimension: 4)
    for _ in 0..<count { moments.add(user(&random, effect: effect)) }
    return moments
  }

  @Test("Ratio metric by the delta method", arguments: [0.0, 0.1])
  func ratio(effect: Double) throws {
    let rate = try Self.coverage(effect, seed: 103) { random in
      let arms = [0, effect].map { RatioSummary(Self.arm(150, effect: $0, &random)) }
      guard let control = arms[0].summary, let treatment = arms[1].summary else { return nil }
      return try MeanTest.welch.compare(control: control, treatment: treatment).interval
    }
    #expect(Self.band2000.contains(rate), "\(rate)")
  }

  @Test("CUPED of a mean and of a ratio, both scopes of theta", arguments: Cuped.ThetaScope.allCases)
  func cuped(scope: Cuped.ThetaScope) throws {
    var means = 0
    let ratio = try Self.coverage(0.05, seed: 104) { random in
      let (control, treatment) = (Self.arm(150, effect: 0, &random), Self.arm(150, effect: 0.05, &random))
      // Three sessions on average: the effect on clicks per user is 3 * .05.
      let mean = try Cuped(mean: control, treatment: treatment, outcome: 0, covariate: 2, scope: scope).difference()
      if mean.interval?.contains(0.15) ?? false { means += 1 }
      return try Cuped(ratio: control, treatment: treatment, scope: scope).difference().interval
    }
    #expect(Self.band2000.contains(ratio), "\(ratio)")
    #expect(Self.band2000.contains(Double(means) / 2000), "\(means)")
  }

  @Test("Lift after CUPED, whose numerator and denominator share users")
  func cupedLift() throws {
    let rate = try Self.coverage(0.3, seed: 105) { random in
      var arms = [CoMoments(dimension: 2), CoMoments(dimension: 2)]
      for (index, scale) in [1, 1.3].enumerated() {
        for _ in 0..<200 {
          let level = random.exponential()
          arms[index].add([scale * (0.7 * level + 0.3 * random.exponential()), level])
        }
      }
      let data = try arms.map { try ArmData(columns: ["spend", "before"], moments: $0) }
      let result = try Mean("spend", covariate: "before").compare(
        control: data[0], treatment: data[1], settings: .standard)
      return result.lift.interval
    }
    #expect(Self.band2000.contains(rate), "\(rate)")
  }

  @Test("Paired ratio: difference and lift", arguments: [0.0, 0.02])
  func paired(effect: Double) throws {
    // 5 sessions at most, clicks with the user's appeal in both worlds: the ratio's truth is appeal + effect.
    var lifts = 0
    let rate = try Self.coverage(effect, seed: 106) { random in
      var moments = CoMoments(dimension: 4)
      for _ in 0..<200 {
        let sessions = 1 + (5 * random.uniform()).rounded(.down)
        let appeal = 0.2 + 0.3 * random.uniform()
        let noise = 0.1 * random.normal()
        let baseline = sessions * appeal + noise
        moments.add([baseline + effect * sessions + 0.05 * random.normal(), sessions, baseline, sessions])
      }
      let comparison = try PairedComparison(moments)
      if try comparison.lift().interval?.contains(effect / 0.35) ?? false { lifts += 1 }
      return try comparison.paired().interval
    }
    #expect(Self.band2000.contains(rate), "\(rate)")
    #expect(Self.band2000.contains(Double(lifts) / 2000), "\(lifts)")
  }

  @Test("Regression adjustment with HC2, and clustered errors with many clusters")
  func regression() throws {
    let lin = try Self.coverage(0.4, seed: 107) { random in
      var columns = [[[Double]]](repeating: [[], []], count: 2)
      for arm in 0..<2 {
        for _ in 0..<60 {
          let x = random.normal()
          columns[arm][0].append(x + 0.4 * Double(arm) + (1 + Double(arm)) * random.normal())
          columns[arm][1].append(x)
        }
      }
      let fit = try RegressionAdjustment(
        control: columns[0][0], treatment: columns[1][0], controlCovariates: [columns[0][1]],
        treatmentCovariates: [columns[1][1]], model: .interacted)
      return try MeanComparison(
        difference: fit.effect, standardError: fit.fit.standardError(1, .hc2), degreesOfFreedom: 116, alpha: 0.05
      ).interval
    }
    #expect(Self.band2000.contains(lin), "\(lin)")
    let clustered = try Self.coverage(0, seed: 108) { random in
      var (values, clusters) = ([Double](), [Int]())
      for cluster in 0..<80 {
        let shared = random.normal()
        for _ in 0..<4 {
          values.append(shared + random.normal())
          clusters.append(cluster)
        }
      }
      let fit = try RegressionAdjustment(
        control: Array(values[..<160]), treatment: Array(values[160...]), model: .none)
      return try MeanComparison(
        difference: fit.effect, standardError: fit.fit.standardError(1, .clustered(clusters)), degreesOfFreedom: 79,
        alpha: 0.05
      ).interval
    }
    #expect(Self.band2000.contains(clustered), "\(clustered)")
  }

  @Test("Difference of medians by order statistics")
  func quantile() throws {
    let rate = try Self.coverage(0.5, seed: 109) { random in
      let analysis = try Analysis(["median": Quantile("x", level: 0.5)], control: "A")
      var arms = [analysis.emptyArm(), analysis.emptyArm()]
      for _ in 0..<400 {
        try arms[0].add([random.normal()])
        try arms[1].add([0.5 + random.normal()])
      }
      let result = try analysis.run(["A": arms[0], "B": arms[1]]).results[0]
      return Interval(low: result.difference.low, high: result.difference.high)
    }
    #expect(Self.band2000.contains(rate), "\(rate)")
  }

  @Test("A ratio metric tested as a proportion rejects far too often; the delta method does not")
  func naiveRatio() throws {
    var random = TestRandom(seed: 110)
    var (naive, delta) = (0, 0)
    for _ in 0..<1000 {
      // Heavy users click more: rows of one user are alike.
      var arms: [CoMoments] = []
      for _ in 0..<2 {
        var moments = CoMoments(dimension: 2)
        for _ in 0..<150 {
          let appeal = random.uniform()
          let views = 1 + (20 * random.uniform()).rounded(.down)
          let clicks = (0..<Int(views)).reduce(0.0) { sum, _ in sum + (random.chance(appeal) ? 1 : 0) }
          moments.add([clicks, views])
        }
        arms.append(moments)
      }
      let rows = try arms.map {
        try SuccessCount(successes: Int(($0.means[0] * 150).rounded()), trials: Int(($0.means[1] * 150).rounded()))
      }
      if (try ProportionTest.pooled.compare(control: rows[0], treatment: rows[1]).pTwoSided ?? 1) < 0.05 { naive += 1 }
      let ratios = arms.compactMap { RatioSummary($0).summary }
      if (try MeanTest.welch.compare(control: ratios[0], treatment: ratios[1]).pTwoSided ?? 1) < 0.05 { delta += 1 }
    }
    #expect(naive > 200, "\(naive)")
    #expect((29...74).contains(delta), "\(delta)")
  }
}
