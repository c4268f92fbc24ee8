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
