import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Levels of a game.
@Suite struct LevelTests {
  private func game(users: Int, days: Int, attempts: Int) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days)
    Lab.leaving(&scenario, 0.05)
    Lab.corridor(&scenario, screens: attempts)
    Lab.addEvent("level_up", .fate(.levelUp), on: scenario.app.activities.map(\.name), to: &scenario)
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "level", type: .integer)]
    scenario.app.levels = AppModel.Levels(appInfo: "level")
    Lab.count(["level_up"], in: &scenario)
    return scenario
  }

  /// A first session of twelve attempts: the app-info follows the birth chain.
  @Test func theLevelIsTheBirthChain() async throws {
    var scenario = game(users: 40_000, days: 1, attempts: 12)
    scenario.app.levels?.chance = 0.35
    scenario.app.levels?.falls = 0.2
    Lab.shares((1...5).map { "value(level) >= \($0)" }, in: &scenario)
    let sums = try await Lab.first(scenario)
    let levels = try #require(scenario.app.levels)
    let shares = levels.distribution(after: 12)
    for level in 1...5 {
      #expect(abs(zScore(sums.total(level), of: 40_000, shares[level...].reduce(0, +))) < 3.5, "level \(level)")
    }
    // Every rise is one event, and the level is their number.
    let mean = shares.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let variance = shares.enumerated().reduce(0) { $0 + pow(Double($1.offset) - mean, 2) * $1.element }
    #expect(abs(Double(sums.total(0)) - 40_000 * mean) < 3.5 * (40_000 * variance).squareRoot())
  }

  @Test func nobodyRisesAboveTheTop() async throws {
    var scenario = game(users: 500, days: 3, attempts: 12)
    scenario.app.levels?.chances = [1]
    scenario.app.levels?.top = 4
    Lab.shares(["value(level) = 4"], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) == 2_000)
    #expect(sums.total(1) == 500)
  }

  /// Who fails twelve times on the first day is stuck from then on: 0.95^(d · e^frustration) stay.
  @Test(arguments: [0.0, 0.4, 0.9])
  func stuckPlayersLeaveSooner(frustration: Double) async throws {
    var scenario = game(users: 30_000, days: 11, attempts: 12)
    scenario.app.levels?.chance = 0
    scenario.app.levels?.patience = 12
    scenario.app.levels?.frustration = frustration
    let sums = try await Lab.first(scenario)
    for day in [1, 5, 10] {
      let expected = pow(0.95, Double(day) * exp(frustration))
      #expect(abs(zScore(sums.activeUsers[day], of: 30_000, expected)) < 3.5, "day \(day)")
    }
  }

  @Test func aTriggerSeesTheLevel() async throws {
    var scenario = game(users: 2_000, days: 2, attempts: 12)
    scenario.comparison.arms = [.init(name: "none", programs: []), .init(name: "three", programs: ["three"])]
    scenario.app.levels?.chance = 0.4
    scenario.app.levels?.falls = 0
    Lab.add(
      [Lab.campaign("three", .onAppInfo(name: "level", reaches: 3, delay: 0)) { $0.again = .once }], to: &scenario)
    Lab.shares(["value(level) >= 3"], in: &scenario)
    let sums = try await Lab.run(scenario)
    #expect(sums[1].count(.targeted, campaign: 0) == sums[0].total(1))
    #expect(sums[0].total(1) > 1_000)
  }
}
