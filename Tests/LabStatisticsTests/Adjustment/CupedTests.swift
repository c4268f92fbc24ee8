import Foundation
import LabStatistics
import Testing

@Suite("Covariate adjustment")
struct CupedTests {
  /// Outcome, covariate; then numerator, denominator and their covariates.
  static func arm(_ count: Int, seed: UInt64, shift: Double) throws -> (
    mean: CoMoments, ratio: CoMoments, rows: [[Double]]
  ) {
    var random = TestRandom(seed: seed)
    var columns = [[Double]](repeating: [], count: 4)
    for _ in 0..<count {
      let level = 2 + random.uniform() * 3
      let (before, after) = (1 + (random.uniform() * 4).rounded(.down), 1 + (random.uniform() * 4).rounded(.down))
      columns[0].append(after * level + random.normal() + shift * after)
      columns[1].append(after)
      columns[2].append(before * level + random.normal())
      columns[3].append(before)
    }
    return (try CoMoments(columns: [columns[0], columns[2]]), try CoMoments(columns: columns), columns)
  }

  @Test("A covariate that does not vary changes nothing and says so")
  func constantCovariate() throws {
    let arms = try [(1, 0.0), (2, 0.3)].map { try Self.arm(80, seed: $0.0, shift: $0.1).rows[0] }
    let moments = try arms.map { try CoMoments(columns: [$0, $0.map { _ in 7.0 }]) }
    let cuped = Cuped(mean: moments[0], treatment: moments[1])
    let plain = try MeanTest.welch.compare(control: moments[0].summary(0), treatment: moments[1].summary(0))
    #expect(cuped.theta == 0 && cuped.status == .zeroCovariateVariance && cuped.varianceRatio == 1)
    #expect(try cuped.difference().pTwoSided == plain.pTwoSided)
    #expect(try cuped.difference().difference == plain.difference)
  }

  @Test("Shifting or scaling the covariate leaves the adjusted effect", arguments: Cuped.ThetaScope.allCases)
  func invariance(scope: Cuped.ThetaScope) throws {
    let arms = try [(3, 0.0), (4, 0.3)].map { try Self.arm(80, seed: $0.0, shift: $0.1).rows }
    let build = { (change: (Double) -> Double) in
      try arms.map { try CoMoments(columns: [$0[0], $0[2].map(change)]) }
    }
    let plain = try build { $0 }
    let moved = try build { 1000 - 5 * $0 }
    let first = try Cuped(mean: plain[0], treatment: plain[1], scope: scope).difference()
    let second = try Cuped(mean: moved[0], treatment: moved[1], scope: scope).difference()
    #expect(isClose(first.difference, second.difference, relative: 1e-9))
    #expect(isClose(first.pTwoSided ?? -1, second.pTwoSided ?? -2, relative: 1e-8))
  }

  @Test("A ratio with denominators of one is a mean", arguments: Cuped.ThetaScope.allCases)
  func ratioOfOnes(scope: Cuped.ThetaScope) throws {
    let arms = try [(5, 0.0), (6, 0.3)].map { try Self.arm(60, seed: $0.0, shift: $0.1).rows }
    let means = try arms.map { try CoMoments(columns: [$0[0], $0[2]]) }
    let ratios = try arms.map { rows in
      let ones = rows[0].map { _ in 1.0 }
      return try CoMoments(columns: [rows[0], ones, rows[2], ones])
    }
    let mean = Cuped(mean: means[0], treatment: means[1], scope: scope)
    let ratio = Cuped(ratio: ratios[0], treatment: ratios[1], scope: scope)
    #expect(isClose(mean.theta, ratio.theta, relative: 1e-10))
    #expect(isClose(try mean.difference().difference, try ratio.difference().difference, relative: 1e-9))
    #expect(isClose(try mean.difference().standardError, try ratio.difference().standardError, relative: 1e-9))
    #expect(ratios[0].count == 60 && RatioSummary(ratios[0]).status == nil)
  }

  @Test("A useful covariate shrinks the variance by one minus the squared correlation")
  func gain() throws {
    let (control, treatment) = (try Self.arm(4000, seed: 7, shift: 0), try Self.arm(4000, seed: 8, shift: 0))
    let cuped = Cuped(mean: control.mean, treatment: treatment.mean, scope: .withinArms)
    let both = control.mean
    let rho2 = both.covariance(0, 1) * both.covariance(0, 1) / both.variance(0) / both.variance(1)
    #expect(abs((cuped.varianceRatio ?? 0) - (1 - rho2)) < 0.02)
    let ratio = Cuped(ratio: control.ratio, treatment: treatment.ratio, scope: .withinArms)
    #expect((ratio.varianceRatio ?? 1) < 1)
  }

  @Test("A denominator of zero is a status, not a number")
  func zeroDenominator() throws {
    let zero = try CoMoments(columns: [[1, 2], [0, 0], [1, 2], [1, 1]])
    let cuped = Cuped(ratio: zero, treatment: zero)
    #expect(cuped.status == .zeroDenominator)
    #expect(try cuped.difference().pTwoSided == nil)
  }

  @Test("Lin's regression without covariates is the difference of means, with HC2 as Welch's variance")
  func regression() throws {
    let (control, treatment) = (try Self.arm(50, seed: 9, shift: 0).rows, try Self.arm(70, seed: 10, shift: 0.4).rows)
    let plain = try RegressionAdjustment(control: control[0], treatment: treatment[0], model: .none)
    let welch = try MeanTest.welch.compare(
      control: Moments(control[0]).summary, treatment: Moments(treatment[0]).summary)
    #expect(isClose(plain.effect, welch.difference, relative: 1e-11))
    #expect(isClose(try plain.fit.standardError(1, .hc2), welch.standardError, relative: 1e-11))
    let order: [LeastSquares.Covariance] = [.hc0, .hc2, .hc3]
    let errors = try order.map { try plain.fit.standardError(1, $0) }
    #expect(errors == errors.sorted())
    let alone = try plain.fit.standardError(1, .clustered(Array(0..<120)))
    #expect(
      isClose(
        alone, try plain.fit.standardError(1, .hc1) * (120.0 / 119 * 119 / 118 * 118 / 120).squareRoot(), relative: 1e-9
      ))
    let adjusted = try RegressionAdjustment(
      control: control[0], treatment: treatment[0], controlCovariates: [control[2]],
      treatmentCovariates: [treatment[2]], model: .interacted)
    #expect(try adjusted.fit.standardError(1, .hc2) < welch.standardError)
    #expect(throws: StatisticsError.undefined(quantity: "regression", status: .collinear)) {
      try RegressionAdjustment(
        control: control[0], treatment: treatment[0], controlCovariates: [control[2], control[2]],
        treatmentCovariates: [treatment[2], treatment[2]], model: .ancova)
    }
  }
}
