import Foundation
import LabStatistics
import Testing

@Suite("Stopping rules")
struct StoppingRuleTests {
  /// Looks at a normal walk: users arrive evenly, the effect is estimated with unit variance per user and arm.
  private static func walk(_ draw: inout Draw, looks: Int, users: Double, effect: Double = 0) -> [InterimLook] {
    let step = users / Double(looks)  // users per look, both arms together
    var sum = 0.0
    return (1...looks).map { look in
      // The sum of step / 2 differences with variance 2 each.
      sum += effect * step / 2 + draw.normal() * step.squareRoot()
      let n = Double(look) * step
      return InterimLook(estimate: sum / (n / 2), standardError: 2 / n.squareRoot(), users: n)
    }
  }

  private static func rejections(
    _ rule: StoppingRule, looks: Int, effect: Double = 0, tests: Int = 10_000, seed: UInt64 = 11
  ) -> (rate: Double, early: Double, covered: Double) {
    var (rejected, early, covered) = (0, 0, 0)
    for test in 0..<tests {
      var draw = Draw(seed: seed, study: test)
      let end = rule.decide(walk(&draw, looks: looks, users: 2000, effect: effect))
      if end.winner != nil { rejected += 1 }
      if end.look < looks - 1 { early += 1 }
      if end.interval.contains(effect) { covered += 1 }
    }
    let n = Double(tests)
    return (Double(rejected) / n, Double(early) / n, Double(covered) / n)
  }

  @Test("Peeking costs what the closed form says", arguments: [1, 2, 5, 10])
  func peeking(looks: Int) throws {
    let rate = Self.rejections(try .peeking(), looks: looks).rate
    let expected = try Peeking.typeOneError(looks: looks)
    if looks == 5 { #expect(abs(expected - 0.1417) < 1e-4) }
    // 3.5 standard errors of a share of 10,000.
    #expect(abs(rate - expected) < 3.5 * (expected * (1 - expected) / 10_000).squareRoot(), "\(rate)")
  }

  @Test(
    "Group sequential rules and the fixed test keep five percent",
    arguments: [
      BoundaryFamily.spending(.lanDeMetsOBrienFleming), .spending(.lanDeMetsPocock), .oBrienFleming, .pocock,
      .spending(.hwangShihDeCani(gamma: -4)),
    ])
  func groupSequential(family: BoundaryFamily) throws {
    let rule = try StoppingRule.groupSequential(family, information: [0.2, 0.4, 0.6, 0.8, 1])
    let found = Self.rejections(rule, looks: 5)
    #expect(Band.fivePercentOf10000.contains(found.rate), "\(found.rate)")
    // Repeated confidence intervals hold their level at every look together, hence at the last.
    #expect(found.covered >= 0.9427, "\(found.covered)")
    #expect(Band.fivePercentOf10000.contains(Self.rejections(try .fixed(), looks: 5).rate))
  }

  @Test("The always-valid rule stays at or below five percent however often one looks", arguments: [5, 50])
  func alwaysValid(looks: Int) throws {
    let rule = try StoppingRule.alwaysValid(bestAt: 2000)
    let found = Self.rejections(rule, looks: looks, tests: looks > 10 ? 2000 : 10_000)
    #expect(found.rate <= 0.05 && found.rate > 0.003, "\(found.rate)")
    #expect(found.covered >= 0.95)
  }

  @Test("The always-valid interval is the normal mixture's")
  func mixture() throws {
    let rule = try StoppingRule.alwaysValid(bestAt: 5000, alpha: 0.1)
    let look = InterimLook(estimate: 0.3, standardError: 0.2, users: 1234)
    let mixture = try NormalMixture(
      rho: NormalMixture.rho(bestAt: 5000, alpha: 0.1), users: 1234, variance: 0.04)
    let expected = try mixture.interval(estimate: 0.3, alpha: 0.1)
    let got = try #require(rule.interval(at: 0, of: [look]))
    #expect(isClose(try #require(got.low), try #require(expected.low)))
    #expect(isClose(try #require(got.high), try #require(expected.high)))
  }

  @Test("Power is that of the closed forms, and sequential rules end earlier under an effect")
  func power() throws {
    let effect = 0.14
    let drift = effect * 2000.0.squareRoot() / 2
    let fixed = Self.rejections(try .fixed(), looks: 5, effect: effect)
    let expected = Normal.upperTail(1.959964 - drift) + Normal.upperTail(1.959964 + drift)
    #expect(abs(fixed.rate - expected) < 0.014, "\(fixed.rate) \(expected)")
    #expect(fixed.early == 0)
    let design = try GroupSequentialDesign(.pocock, information: [0.2, 0.4, 0.6, 0.8, 1])
    let sequential = Self.rejections(
      try .groupSequential(.pocock, information: design.information), looks: 5, effect: effect)
    let crossing = try design.crossing(drift: drift)
    let total = (crossing.upper + crossing.lower).reduce(0, +)
    #expect(abs(sequential.rate - total) < 0.014, "\(sequential.rate) \(total)")
    #expect(sequential.early > 0.5)
  }

  @Test("The chance to win with a flat prior is the one-sided test at every look")
  func bayesianFlat() throws {
    let found = Self.rejections(try .chanceToWin(threshold: 0.975), looks: 5).rate
    #expect(found == Self.rejections(try .peeking(), looks: 5).rate)
  }

  @Test("With effects drawn from its prior, a Bayesian rule may peek: intervals and losses are calibrated")
  func bayesianCalibrated() throws {
    let prior = try NormalPrior(mean: 0, standardDeviation: 0.05)
    let win = try StoppingRule.chanceToWin(threshold: 0.95, prior: prior)
    let loss = try StoppingRule.expectedLoss(limit: 0.002, prior: prior)
    let tests = 5000
    var (covered, wrong, decided, lost, lossDecided) = (0, 0, 0, 0.0, 0)
    for test in 0..<tests {
      var draw = Draw(seed: 12, study: test)
      let effect = 0.05 * draw.normal()
      let looks = Self.walk(&draw, looks: 10, users: 20_000, effect: effect)
      let end = win.decide(looks)
      if end.interval.contains(effect) { covered += 1 }
      if let winner = end.winner {
        decided += 1
        if (winner == .treatment) != (effect > 0) { wrong += 1 }
      }
      let ended = loss.decide(looks)
      if let winner = ended.winner {
        lossDecided += 1
        lost += max(0, winner == .treatment ? -effect : effect)
      }
    }
    // The .0005 and .9995 quantiles of a share of 95 % of 5000.
    #expect((0.9396...0.9598).contains(Double(covered) / Double(tests)), "\(covered)")
    #expect(decided > 1000)
    // At most 5 % wrong by design, less because looks overshoot; 3.5 standard errors of grace.
    #expect(Double(wrong) / Double(decided) < 0.05 + 3.5 * (0.05 * 0.95 / Double(decided)).squareRoot())
    #expect(lossDecided > 1000 && lost / Double(lossDecided) < 0.002)
  }

  @Test("Looks at which nothing varies conclude nothing")
  func degenerate() throws {
    let nothing = InterimLook(estimate: 0.1, standardError: 0, users: 10)
    let clear = InterimLook(estimate: 5, standardError: 1, users: 20)
    for rule in [
      try StoppingRule.fixed(), try .peeking(), try .alwaysValid(bestAt: 20), try .chanceToWin(),
      try .expectedLoss(limit: 0.1), try .groupSequential(.pocock, information: [0.5, 1]),
    ] {
      #expect(rule.decide([]).winner == nil)
      #expect(rule.decide([nothing]) == StoppingDecision(look: 0, winner: nil, estimate: 0.1, interval: .unbounded))
      let end = rule.decide([nothing, clear])
      #expect(end.look == 1 && end.winner == .treatment)
    }
    #expect(throws: StatisticsError.self) { try StoppingRule.fixed(alpha: 0) }
    #expect(throws: StatisticsError.self) { try StoppingRule.chanceToWin(threshold: 0.5) }
    #expect(throws: StatisticsError.self) { try StoppingRule.expectedLoss(limit: 0) }
    #expect(throws: StatisticsError.self) { try NormalPrior(mean: 0, standardDeviation: 0) }
  }
}
