import Behavior
import EngagementCore
import Experiments
import Primitives
import Simulation
import Testing

/// Bandits over the lives of simulated users.
@Suite struct BanditRunTests {
  /// Three programs for new users, of which the last does most.
  private func redraws(_ policy: ExperimentDefinition.Bandit.Policy) async throws -> Redraws {
    var scenario = Bench.scenario(
      users: 1, days: 70, baseline: "dull", arms: ["dull": ["dull"], "fair": ["fair"], "bright": ["bright"]],
      order: ["dull", "fair", "bright"])
    scenario.population.newPerDay = 30
    scenario.behavior.response.ios = -1
    scenario.behavior.response.other = -1
    for (name, appeal) in [("dull", -3.0), ("fair", 0.0), ("bright", 3.0)] {
      Bench.add([Bench.campaign(name) { $0.content.appeal = appeal }], to: &scenario)
    }
    var test = ExperimentDefinition(
      name: "bandit", arms: ["dull", "fair", "bright"].map { .init($0, 1.0 / 3) }, metrics: ["sessions"])
    test.bandit = ExperimentDefinition.Bandit(rewardDays: 7)
    test.bandit?.policy = policy
    scenario.experiments = [test]
    return try await Redraws(scenario)
  }

  @Test func aBanditLosesLessThanEqualShares() async throws {
    let redraws = try await redraws(.thompson)
    for policy in [ExperimentDefinition.Bandit.Policy.thompson, .topTwo] {
      let tests = try redraws.tests(40) { $0.bandit?.policy = policy }
      let bandits = tests.compactMap(\.bandit)
      let (own, equal) = (bandits.map(\.regret).reduce(0, +), bandits.map(\.regretOfShares).reduce(0, +))
      #expect(own < (policy == .thompson ? 0.75 : 0.95) * equal, "\(policy): \(own) of \(equal)")
      // In the end the best arm gets most of the users, and no arm less than its floor.
      let late = bandits.map { bandit in
        bandit.days[40..<60].reduce(into: [0, 0, 0]) { for k in 0..<3 { $0[k] += $1[k] } }
      }
      let totals = late.reduce(into: [0, 0, 0]) { for k in 0..<3 { $0[k] += $1[k] } }
      #expect(totals[2] > totals[1] && totals[2] > totals[0])
      #expect(Double(totals[0]) > 0.03 * Double(totals.reduce(0, +)))
    }
    let equal = try redraws.tests(20) { $0.bandit?.policy = .equal }.compactMap(\.bandit)
    let (own, shares) = (equal.map(\.regret).reduce(0, +), equal.map(\.regretOfShares).reduce(0, +))
    #expect(abs(own / shares - 1) < 0.1)
  }

  /// An arm that is dropped after bad luck has no chance to mend its mean: it looks worse than it is.
  @Test func whatIsNeglectedLooksWorseThanItIs() async throws {
    let tests = try await redraws(.thompson).tests(150)
    var (plain, weighted) = (0.0, 0.0)
    for bandit in tests.compactMap(\.bandit) {
      for arm in 0..<2 {
        let truth = try #require(bandit.truth[arm])
        plain += try #require(bandit.observed[arm]) - truth
        weighted += try #require(bandit.weighted[arm]) - truth
      }
    }
    #expect(plain < 0, "\(plain)")
    #expect(abs(weighted) < abs(plain), "\(weighted) against \(plain)")
  }

  @Test func rewardsBeyondTheHorizonDoNotCount() async throws {
    let bandit = try #require(try await redraws(.thompson).test(3).bandit)
    #expect(bandit.days.count == 70)
    #expect(bandit.days[64...].allSatisfy { $0.reduce(0, +) == 0 })
    #expect(bandit.days[..<60].reduce(0) { $0 + $1.reduce(0, +) } > 100)
  }
}
