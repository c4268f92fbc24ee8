import Behavior
import Foundation
import LabStatistics
import Testing

@Suite struct BGBBTests {
  static let model = BGBB(alpha: 1.2035, beta: 0.7497, gamma: 0.6567, delta: 2.7834)

  /// Every history of n opportunities, by all strings of activity.
  static func histories(_ n: Int) -> [OpportunityHistory] {
    (0..<(1 << n)).map { bits in
      let days = (1...n).filter { bits >> ($0 - 1) & 1 == 1 }
      return OpportunityHistory(active: days.count, last: days.last ?? 0, opportunities: n)
    }
  }

  static func probability(_ history: OpportunityHistory) -> Double { exp(model.logLikelihood(of: history)) }

  @Test(arguments: [1, 2, 6, 11]) func probabilitiesOfAllHistoriesAddToOne(n: Int) {
    #expect(abs(Self.histories(n).reduce(0) { $0 + Self.probability($1) } - 1) < 1e-12)
  }

  @Test func countsHaveTheirProbabilities() {
    let histories = Self.histories(8)
    for x in 0...8 {
      let sum = histories.filter { $0.active == x }.reduce(0) { $0 + Self.probability($1) }
      #expect(abs(Self.model.probability(ofActive: x, in: 8) - sum) < 1e-12)
    }
    #expect(Self.model.probability(ofActive: 9, in: 8) == 0 && Self.model.probability(ofActive: -1, in: 8) == 0)
    let mean = (0...40).reduce(0) { $0 + Double($1) * Self.model.probability(ofActive: $1, in: 40) }
    #expect(abs(mean - Self.model.expectedActive(in: 40)) < 1e-10)
  }

  /// Equation 9 of Fader, Hardie & Shang 2010, which the code does not use.
  @Test func expectationIsTheClosedForm() {
    let (alpha, beta, gamma, delta) = (1.2035, 0.7497, 0.6567, 2.7834)
    for n in [1, 6, 30, 365] {
      let count = Double(n)
      let first = lgamma(gamma + delta) - lgamma(gamma + delta + count)
      let second = lgamma(1 + delta + count) - lgamma(1 + delta)
      let level = alpha / (alpha + beta) * delta / (gamma - 1)
      let expected = level * (1 - exp(first + second))
      #expect(ModelData.isClose(Self.model.expectedActive(in: n), expected, relative: 1e-9))
    }
    // gamma = 1 divides by zero there, not here: the sum of delta / (delta + d).
    let special = BGBB(alpha: 1, beta: 1, gamma: 1, delta: 2).expectedActive(in: 3)
    #expect(abs(special - (2.0 / 3 + 2.0 / 4 + 2.0 / 5) / 2) < 1e-14)
  }

  /// What is conditional on a history must agree with longer histories that begin like it.
  @Test func conditionalsAreRatiosOfHistories() throws {
    let all = Self.histories(9)
    for (x, last) in [(0, 0), (1, 1), (2, 4), (3, 6), (1, 6)] {
      let history = OpportunityHistory(active: x, last: last, opportunities: 6)
      let now = Self.probability(history)
      var active = 0.0
      var third = 0.0
      // Continuations of three more opportunities.
      for bits in 0..<8 {
        let days = (7...9).filter { bits >> ($0 - 7) & 1 == 1 }
        let longer = OpportunityHistory(active: x + days.count, last: days.last ?? last, opportunities: 9)
        active += Double(days.count) * Self.probability(longer)
        if days.contains(9) { third += Self.probability(longer) }
      }
      #expect(all.contains { $0.active == x })
      #expect(abs(try #require(Self.model.expectedActive(history, next: 3)) - active / now) < 1e-12)
      #expect(abs(try #require(Self.model.probabilityActive(history, ahead: 3)) - third / now) < 1e-12)
    }
  }

  @Test func aliveness() throws {
    let justActive = OpportunityHistory(active: 2, last: 6, opportunities: 6)
    #expect(Self.model.probabilityAlive(justActive) == 1)
    // Averaged over all histories it is the survival curve.
    let mean = try Self.histories(7).reduce(0) {
      $0 + Self.probability($1) * (try #require(Self.model.probabilityAlive($1)))
    }
    #expect(abs(mean - Self.model.survival(at: 7)) < 1e-12)
    let later = try Self.histories(7).reduce(0) {
      $0 + Self.probability($1) * (try #require(Self.model.probabilityAlive($1, after: 5)))
    }
    #expect(abs(later - Self.model.survival(at: 12)) < 1e-12)
    let longSilent = OpportunityHistory(active: 9, last: 10, opportunities: 60)
    #expect(try #require(Self.model.probabilityAlive(longSilent)) < 1e-4)
  }

  @Test func retentionIsTheQSBGCurve() {
    let curve = QSBGCurve([Self.model.activity, Self.model.gamma, Self.model.delta])
    for day in [1, 7, 30, 365] {
      #expect(abs(Self.model.probabilityActive(at: day) - curve.retention(on: day)) < 1e-14)
    }
  }

  @Test func impossibleHistories() {
    for (x, last, n) in [(2, 1, 5), (0, 1, 5), (1, 0, 5), (1, 6, 5), (-1, 1, 5)] {
      let history = OpportunityHistory(active: x, last: last, opportunities: n)
      #expect(Self.model.logLikelihood(of: history).isNaN)
      #expect(Self.model.probabilityAlive(history) == nil && Self.model.expectedActive(history, next: 1) == nil)
    }
    #expect(Self.model.probabilityActive(OpportunityHistory(active: 0, last: 0, opportunities: 3), ahead: 0) == nil)
  }

  @Test func largeParametersKeepTheirDigits() {
    // Everybody the same: p = 0.4, theta = 0.1, a geometric life.
    let size = 1e13
    let model = BGBB(alpha: 0.4 * size, beta: 0.6 * size, gamma: 0.1 * size, delta: 0.9 * size)
    let seen = 0.4 * 0.4
    let alive = seen * Foundation.pow(0.9, 6) * Foundation.pow(0.6, 4)
    let left = seen * 0.1 * (Foundation.pow(0.9, 4) * 0.36 + Foundation.pow(0.9, 5) * 0.216)
    let history = OpportunityHistory(active: 2, last: 4, opportunities: 6)
    #expect(ModelData.isClose(exp(model.logLikelihood(of: history)), alive + left, relative: 1e-11))
  }
}
