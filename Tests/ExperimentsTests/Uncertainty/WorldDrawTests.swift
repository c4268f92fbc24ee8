import Behavior
import EngagementCore
import Experiments
import Foundation
import LabStatistics
import Primitives
import Simulation
import Testing

@Suite struct WorldDrawTests {
  static let gamma = ["population", "behavior", "dropout", "gamma"]
  static let optIn = ["population", "behavior", "opt_in", "ios"]

  static func scenario() -> Scenario {
    Bench.pair(users: 10) { $0.makeUncertain(gamma, InputDistribution(.normal, 0.5, 0.05)) }
  }

  @Test func anotherUncertainNumberShiftsNone() throws {
    let one = Self.scenario()
    var two = one
    two.uncertain = []
    two.makeUncertain(Self.optIn, InputDistribution(.beta, 0.4, 0.1))
    two.makeUncertain(Self.gamma, InputDistribution(.normal, 0.5, 0.05))
    for replication in 1...5 as ClosedRange<UInt32> {
      let (a, b) = (
        try WorldDraw(one, replication: replication).values, try WorldDraw(two, replication: replication).values
      )
      #expect(b.count == 2 && a[0] == b[1])
    }
  }

  @Test func worldsDifferAndHaveTheMomentsOfTheDistribution() throws {
    let scenario = Self.scenario()
    let n = 2000
    let drawn = Moments(try (1...UInt32(n)).map { try WorldDraw(scenario, replication: $0).values[0] })
    // Four standard errors: of a mean s/√n, of a standard deviation s/√(2n).
    #expect(abs(drawn.mean - 0.5) < 4 * 0.05 / Double(n).squareRoot())
    #expect(abs((drawn.standardDeviation ?? 0) - 0.05) < 4 * 0.05 / Double(2 * n).squareRoot())
    var other = scenario
    other.seed += 1
    #expect(try WorldDraw(scenario, replication: 1) != WorldDraw(other, replication: 1))
  }

  /// Correlated numbers have their correlation and keep their own distributions; the others are drawn as without it.
  @Test(arguments: [0.9, -0.6]) func correlatedNumbersGoTogether(correlation: Double) throws {
    let delta = ["population", "behavior", "dropout", "delta"]
    var alone = Self.scenario()
    alone.makeUncertain(Self.optIn, InputDistribution(.beta, 0.4, 0.1))
    alone.makeUncertain(delta, InputDistribution(.lognormal, 1.2, 0.1))
    var together = alone
    together.correlations = [Correlation(delta, Self.gamma, correlation)]
    #expect(ScenarioValidator.problems(in: together).isEmpty)
    let n = 2000
    let worlds = try (1...UInt32(n)).map { try WorldDraw(together, replication: $0).values }
    let before = try (1...UInt32(n)).map { try WorldDraw(alone, replication: $0).values }
    #expect(
      worlds.map { $0[0] } == before.map { $0[0] } || zip(worlds, before).allSatisfy { abs($0[0] - $1[0]) < 1e-12 })
    #expect(worlds.map { $0[1] } == before.map { $0[1] })
    let (x, y) = (Moments(worlds.map { $0[0] }), Moments(worlds.map { log($0[2] / 1.2) }))
    let (sx, sy) = (try #require(x.standardDeviation), try #require(y.standardDeviation))
    // Four standard errors.
    #expect(abs(y.mean) < 4 * 0.1 / Double(n).squareRoot())
    #expect(abs(sy - 0.1) < 4 * 0.1 / Double(2 * n).squareRoot())
    let products = worlds.map { ($0[0] - x.mean) * (log($0[2] / 1.2) - y.mean) }
    let found = products.reduce(0, +) / Double(n - 1) / (sx * sy)
    #expect(abs(found - correlation) < 4 * (1 - correlation * correlation) / Double(n).squareRoot())
    #expect(together.canonicalText != alone.canonicalText && together.settled([0.5, 0.4, 1.2]).correlations.isEmpty)
  }

  @Test func aSettledScenarioHasTheValuesAndNothingToDraw() throws {
    var scenario = Self.scenario()
    scenario.campaigns[0].variants = [Variant(name: "a", weight: 0.5), Variant(name: "b", weight: 0.5)]
    let appeals = [["campaigns", "push", "variants", "b", "appeal"], ["campaigns", "push", "what", "appeal"]]
    for path in appeals { scenario.makeUncertain(path, InputDistribution(.normal, 0.2, 0.1)) }
    #expect(scenario.campaigns[0].variants[1].appeal == 0.2 && scenario.campaigns[0].content.appeal == 0.2)
    #expect(scenario.worldCount == 20)
    let settled = scenario.settled([0.6, 0.3, 0.4])
    #expect(settled.behavior.dropout.gamma == 0.6)
    #expect(settled.campaigns[0].variants[1].appeal == 0.3 && settled.campaigns[0].content.appeal == 0.4)
    #expect(settled.worldCount == 0 && settled.uncertain.isEmpty)
    #expect(ScenarioValidator.problems(in: scenario).isEmpty)
  }
}
