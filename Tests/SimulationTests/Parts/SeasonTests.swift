import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Seasons and special days.
@Suite struct SeasonTests {
  /// People whose mean is ln 2 sessions a day, from the second Monday of 2016 on.
  private func scenario(users: Int, days: Int) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days)
    Lab.steady(&scenario)
    scenario.behavior.activity.mean = 0.5
    scenario.behavior.activity.concentration = 1e9
    return scenario
  }

  @Test(arguments: [false, true])
  func aSpecialDayMultipliesItsSessions(isWalked: Bool) async throws {
    var scenario = scenario(users: 20_000, days: 8)
    if isWalked { Lab.corridor(&scenario, screens: 1) }
    var fair = BehaviorParameters.Seasons.SpecialDay(
      name: "fair", on: scenario.start.adding(days: 3), until: scenario.start.adding(days: 4))
    fair.activity = 3
    var quiet = BehaviorParameters.Seasons.SpecialDay(name: "quiet", on: scenario.start.adding(days: 4))
    quiet.activity = 0.5
    scenario.behavior.seasons = BehaviorParameters.Seasons()
    scenario.behavior.seasons?.days = [fair, quiet]
    let sums = try await Lab.first(scenario)
    for (day, factor) in [(1, 1.0), (2, 1), (3, 3), (4, 1.5), (5, 1)] {
      #expect(abs(zScore(sums.activeUsers[day], of: 20_000, 1 - pow(2, -factor))) < 3.5, "day \(day)")
    }
  }

  /// Sessions of a year by month: Poisson with the month's share, and the year has its total.
  @Test func aYearHasItsMonths() async throws {
    var scenario = scenario(users: 300, days: 366)
    scenario.start = try #require(CivilDate(year: 2016, month: 1, day: 1))
    scenario.behavior.seasons = BehaviorParameters.Seasons()
    scenario.behavior.seasons?.months = [2, 1, 1, 1, 1, 0.5, 0, 0.5, 1, 1, 1, 2]
    let sums = try await Lab.first(scenario)
    #expect(sums.activeUsers[182..<213].allSatisfy { $0 == 0 })
    let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let months = try #require(scenario.behavior.seasons).months
    // The day of the install has one session instead.
    let mean = zip(days, months).reduce(0) { $0 + Double($1.0) * $1.1 } - 2
    let expected = 300 * (1 + log(2) * mean)
    #expect(abs(Double(sums.total(0)) - expected) < 3.5 * expected.squareRoot())
  }

  /// The chance to convert is multiplied on its day alone.
  @Test func salesRaiseTheChanceToConvert() async throws {
    var scenario = scenario(users: 30_000, days: 3)
    Lab.addEvent("buy", .conversion, to: &scenario)
    scenario.behavior.conversion.mean = 0.1
    scenario.behavior.conversion.concentration = 1e9
    var sale = BehaviorParameters.Seasons.SpecialDay(name: "sale", on: scenario.start)
    sale.conversion = 2.5
    scenario.behavior.seasons = BehaviorParameters.Seasons()
    scenario.behavior.seasons?.days = [sale]
    scenario.horizonDays = 1
    Lab.count(["buy"], in: &scenario)
    // One session on the day of the install.
    #expect(abs(zScore(try await Lab.first(scenario).total(0), of: 30_000, 0.25)) < 3.5)
    scenario.behavior.seasons?.days[0].on = scenario.start.adding(days: 1)
    #expect(abs(zScore(try await Lab.first(scenario).total(0), of: 30_000, 0.1)) < 3.5)
  }
}
