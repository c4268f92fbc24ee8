import Foundation
import LabStatistics
import Testing

@Suite("Always-valid inference")
struct AlwaysValidTests {
  @Test("One formula, three parameterisations", arguments: [0.3, 2, 40], [0.01, 0.05, 0.5])
  func identity(scale: Double, alpha: Double) throws {
    let variance = 0.0336 * scale
    let users = 2100.0
    let rho = try NormalMixture.rho(bestAt: 5000, alpha: alpha)
    let asymptotic = try NormalMixture(rho: rho, users: users, variance: variance)
    let msprt = try NormalMixture(variance: variance, mixingVariance: variance * users * rho * rho)
    // Howard's time scale: a sum of `users` unit-variance terms, rho_H = 1 / rho^2.
    let howard = try NormalMixture(intrinsicTime: users, rho: 1 / (rho * rho))
    let unit = (variance * users).squareRoot()
    for estimate in [-1.3, 0, 0.2, 5] {
      #expect(isClose(asymptotic.logEValue(estimate: estimate), msprt.logEValue(estimate: estimate), absolute: 1e-12))
      #expect(
        isClose(asymptotic.logEValue(estimate: estimate), howard.logEValue(estimate: estimate / unit), absolute: 1e-10))
    }
    #expect(isClose(try asymptotic.halfWidth(alpha: alpha), try howard.halfWidth(alpha: alpha) * unit))
    let bound = try MixtureBoundary(optimum: 5000, alpha: alpha, isOneSided: false)
    #expect(isClose(try bound.bound(time: users, alpha: alpha), try howard.halfWidth(alpha: alpha) * users))
  }

  @Test("The interval inverts the e-value", arguments: [0.001, 0.05, 0.2])
  func inversion(alpha: Double) throws {
    let mixture = try NormalMixture(variance: 0.04, mixingVariance: 0.01)
    let reach = try mixture.halfWidth(alpha: alpha)
    #expect(isClose(mixture.logEValue(estimate: reach), -log(alpha), relative: 1e-12))
    #expect(isClose(mixture.pValue(estimate: reach), alpha, relative: 1e-12))
    #expect(mixture.pValue(estimate: 0) == 1)
    let test = try AnytimeT(count: 120)
    let radius = try #require(try test.radius(alpha: alpha))
    #expect(isClose(try test.logEValue(t: radius), -log(alpha), relative: 1e-10))
    let boundary = try MixtureBoundary(optimum: 50, alpha: alpha, isOneSided: true)
    let bound = try boundary.bound(time: 80, alpha: alpha)
    #expect(isClose(try boundary.logMixture(sum: bound, time: 80), -log(alpha), relative: 1e-10))
  }

  @Test("Sequential intervals contain the fixed ones and p-values exceed theirs", arguments: [0.01, 0.05, 0.3])
  func containment(alpha: Double) throws {
    let z = Normal.twoSidedCritical(alpha: alpha)
    for ratio in [1e-4, 0.1, 1, 8, 1000] {
      let mixture = try NormalMixture(variance: 1, mixingVariance: ratio)
      #expect(try mixture.halfWidth(alpha: alpha) > z)
      for estimate in [0.5, 2, 5] {
        #expect(mixture.pValue(estimate: estimate) > Normal.twoSidedTail(estimate))
      }
    }
    for n in [5, 30, 1000] {
      let test = try AnytimeT(count: n)
      let student = try StudentT(degreesOfFreedom: Double(n - 2))
      if let radius = try test.radius(alpha: alpha) {
        #expect(radius > (try student.twoSidedCritical(alpha: alpha)))
      }
      #expect(try test.pValue(t: 3) > student.twoSidedTail(3))
    }
    let sequence = try BernoulliSequence(optimum: 100)
    for (won, n) in [(0, 10), (3, 10), (50, 100), (100, 100), (999, 1000)] {
      let interval = try sequence.interval(successes: won, trials: n, alpha: alpha)
      // A mixture of likelihood ratios never exceeds the largest one: at the ends that ratio is at least 1 / alpha.
      let p = Double(won) / Double(n)
      for end in [try #require(interval.low), try #require(interval.high)] where end > 0 && end < 1 {
        let hits = p > 0 ? p * log(p / end) : 0
        let misses = p < 1 ? (1 - p) * log((1 - p) / (1 - end)) : 0
        #expect(Double(n) * (hits + misses) >= -log(alpha) - 1e-6)
      }
    }
  }

  @Test("One-sided bounds are tighter than two-sided ones on their side")
  func oneSided() throws {
    let rho = try NormalMixture.rho(bestAt: 4000, alpha: 0.05, oneSided: true)
    let mixture = try NormalMixture(rho: rho, users: 4000, variance: 1)
    #expect(try mixture.oneSidedHalfWidth(alpha: 0.05) < mixture.halfWidth(alpha: 0.05))
    let one = try MixtureBoundary(optimum: 100, isOneSided: true).bound(time: 100, alpha: 0.05)
    let two = try MixtureBoundary(optimum: 100, isOneSided: false).bound(time: 100, alpha: 0.05)
    #expect(one < two)
  }

  @Test("The exact optimum is narrower than the closed form, by little")
  func optimum() throws {
    func width(_ rho: Double) throws -> Double {
      try NormalMixture(intrinsicTime: 100, rho: rho).halfWidth(alpha: 0.05)
    }
    let best = try width(NormalMixture.narrowestRho(bestAt: 100))
    #expect(best <= (try width(NormalMixture.intrinsicRho(bestAt: 100))))
    #expect(try width(NormalMixture.intrinsicRho(bestAt: 100)) < 1.001 * best)
    for factor in [0.97, 1.03] {
      #expect(try width(NormalMixture.narrowestRho(bestAt: 100) * factor) > best)
    }
  }

  @Test("Published boundaries of Howard et al.")
  func published() throws {
    let boundary = try MixtureBoundary(optimum: 100, isOneSided: false)
    #expect(isClose(try boundary.bound(time: 100, alpha: 0.05), 30.35209, relative: 1e-7))
    let stitched = try PolynomialStitching(start: 10, scale: 3)
    #expect(isClose(try stitched.bound(time: 100, alpha: 0.05), 64.48755, relative: 1e-7))
    #expect(try stitched.bound(time: 1, alpha: 0.05) == stitched.bound(time: 10, alpha: 0.05))
  }

  @Test("Extremes stay numbers")
  func extremes() throws {
    let mixture = try NormalMixture(variance: 1e-12, mixingVariance: 1e6)
    #expect(mixture.logEValue(estimate: 1e150).isFinite || mixture.logEValue(estimate: 1e150) == .infinity)
    #expect(mixture.pValue(estimate: 1e150) == 0 || mixture.pValue(estimate: 1e150) > 0)
    #expect(!mixture.pValue(estimate: 3).isNaN)
    #expect(try AnytimeT(count: 3, coefficients: 2).radius(alpha: 0.001) == nil, "three rows cannot bound an effect")
    let boundary = try MixtureBoundary(optimum: 100, isOneSided: true)
    #expect(try boundary.logMixture(sum: -1e4, time: 100).isFinite)
  }

  @Test("Arguments out of range are refused")
  func invalid() {
    #expect(throws: StatisticsError.self) { try NormalMixture(variance: 0, mixingVariance: 1) }
    #expect(throws: StatisticsError.self) { try NormalMixture(variance: 1, mixingVariance: -1) }
    #expect(throws: StatisticsError.self) { try NormalMixture.rho(bestAt: 100, alpha: 0.6, oneSided: true) }
    #expect(throws: StatisticsError.self) { try AnytimeT(count: 2) }
    #expect(throws: StatisticsError.self) { try BernoulliSequence(optimum: 0) }
    #expect(throws: StatisticsError.self) {
      try BernoulliSequence(optimum: 10).interval(successes: 11, trials: 10)
    }
    #expect(throws: StatisticsError.self) { try PolynomialStitching(start: 1, exponent: 1) }
  }

  @Test("No stream of 300 users per arm is a false alarm more often than promised, whenever one looks")
  func falseAlarms() throws {
    let rate = try Draw.share(of: 2000, seed: 41) { draw in
      var sum = 0.0
      for n in 1...300 {
        sum += draw.normal() - draw.normal()
        let mixture = try NormalMixture(variance: 2 / Double(n), mixingVariance: 0.05)
        if mixture.pValue(estimate: sum / Double(n)) <= 0.05 { return true }
      }
      return false
    }
    #expect(rate > 0.005 && rate <= Band.fivePercentOf2000.upperBound, "\(rate)")
  }

  @Test("The confidence sequence of a proportion holds it at all looks together")
  func bernoulliCoverage() throws {
    let sequence = try BernoulliSequence(optimum: 100)
    let missed = try Draw.share(of: 1000, seed: 42) { draw in
      var won = 0
      for n in 1...200 {
        if draw.uniform() < 0.3 { won += 1 }
        if n % 5 == 0, !(try sequence.interval(successes: won, trials: n).contains(0.3)) { return true }
      }
      return false
    }
    #expect(missed <= 0.074, "\(missed)")
  }

  @Test("The anytime-valid t test keeps its level from the third row on")
  func anytimeT() throws {
    let rate = try Draw.share(of: 2000, seed: 43) { draw in
      var sums = [0.0, 0.0]
      var squares = 0.0
      for n in 1...100 {
        for arm in 0...1 {
          let value = draw.normal()
          sums[arm] += value
          squares += value * value
        }
        guard n > 1 else { continue }
        let m = Double(n)
        let residual = squares - (sums[0] * sums[0] + sums[1] * sums[1]) / m
        let t = (sums[1] - sums[0]) / m / (residual / (2 * m - 2) * 2 / m).squareRoot()
        if try AnytimeT(count: 2 * n).pValue(t: t) <= 0.05 { return true }
      }
      return false
    }
    #expect(rate > 0.005 && rate <= Band.fivePercentOf2000.upperBound, "\(rate)")
  }
}
