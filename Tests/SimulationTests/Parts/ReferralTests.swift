import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Word of mouth.
@Suite struct ReferralTests {
  /// Everybody tells of the app once, on the day of the install; a share of them bring somebody on the next day.
  private func chain(users: Int, days: Int, installs: Double, isWalked: Bool = true) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days)
    Lab.steady(&scenario)
    scenario.behavior.activity.mean = 0.5
    if isWalked { Lab.corridor(&scenario, screens: 1) }
    Lab.addEvent("tell", .fixed(1), on: isWalked ? ["s1"] : [], to: &scenario) { $0.once = true }
    Lab.addEvent("joined", .fate(.referred), to: &scenario)
    var referrals = AppModel.Referrals(invitedBy: ["tell"])
    referrals.installs = installs
    referrals.delay = 1
    scenario.app.referrals = referrals
    Lab.count(["joined", "tell"], in: &scenario)
    scenario.kpis.append(KPIDefinition(name: "told", measure: .share(of: "did(tell)", among: "everyone")))
    return scenario
  }

  /// The line of a user is as long as a run of successes, cut at the horizon: P(at least g) = r^g.
  @Test(arguments: [true, false])
  func aLineIsARunOfSuccesses(isWalked: Bool) async throws {
    let (users, days, r) = (20_000, 8, 0.6)
    let sums = try await Lab.first(chain(users: users, days: days, installs: r, isWalked: isWalked))
    let tails = (1..<days).map { pow(r, Double($0)) }
    let mean = tails.reduce(0, +)
    let square = tails.enumerated().reduce(0) { $0 + Double(2 * $1.offset + 1) * $1.element }
    let error = ((square - mean * mean) / Double(users)).squareRoot()
    #expect(abs(Double(sums.total(0)) / Double(users) - mean) < 3.5 * error)
    // Units: one per user of the population, and people of whom something holds.
    #expect(sums.users == users)
    #expect(sums.ratio(0)[1] == users)
    #expect(sums.total(1) == users + sums.total(0))
    #expect(sums.ratio(2) == [users + sums.total(0), users + sums.total(0)])
    #expect(sums.moments[0].count == users)
    // On day g newcomers of generation g install, and are active.
    #expect(abs(zScore(sums.series(kpi: 0, denominator: false)[3], of: users, tails[2])) < 3.5)
    #expect(sums.presentUsers.allSatisfy { $0 == users })
  }

  @Test func generationsEndTheLine() async throws {
    var scenario = chain(users: 1_000, days: 20, installs: 1)
    scenario.app.referrals?.generations = 3
    #expect(try await Lab.first(scenario).total(0) == 3_000)
  }

  /// Word of mouth that brings nobody changes nothing.
  @Test(arguments: [0, 1, 2, 4, 5, 6])
  func aSilentWorldIsTheWorldWithout(number: Int) async throws {
    var generator = RandomScenario(2_000 + number)
    var scenario = generator.parts(isCoupled: false)
    scenario.app.referrals?.installs = 0
    let silent = try await Lab.run(scenario).map { Snapshot($0) }
    scenario.app.referrals = nil
    #expect(try await Lab.run(scenario).map { Snapshot($0) } == silent)
  }

  /// Newcomers are the same people in every arm: arms that do the same are the same to the last number.
  @Test func newcomersArePaired() async throws {
    var scenario = chain(users: 3_000, days: 12, installs: 0.5)
    Lab.add(
      [Lab.campaign("mute", .perWeek(rate: 7, at: .at(secondOfDay: 36_000))) { $0.audience = "not everyone" }],
      to: &scenario)
    scenario.comparison.arms = ["a", "b", "c"].map { .init(name: $0, programs: $0 == "c" ? ["mute"] : []) }
    scenario.comparison.baseline = "a"
    let sums = try await Lab.run(scenario)
    #expect(Snapshot(sums[0]) == Snapshot(sums[1]))
    #expect(sums[0].moments[0].covariance(0, 2) == sums[2].moments[0].covariance(0, 2))
    #expect(sums[2].moments[0].sums[0] == sums[2].moments[0].sums[2])
  }

  /// An arm in which more is told brings more newcomers.
  @Test func moreSharingBringsMore() async throws {
    var scenario = chain(users: 3_000, days: 15, installs: 0.2)
    Lab.openEverything(&scenario)
    scenario.app.events[0].once = false
    scenario.app.events[0].chance = .fixed(0.1)
    Lab.add([Lab.campaign("ask", .perWeek(rate: 7, at: .at(secondOfDay: 36_000)))], to: &scenario)
    scenario.comparison.arms = [.init(name: "none", programs: []), .init(name: "ask", programs: ["ask"])]
    scenario.comparison.baseline = "none"
    let sums = try await Lab.run(scenario)
    #expect(sums[1].total(0) > sums[0].total(0) + sums[0].total(0) / 2)
    #expect(sums[0].users == sums[1].users)
  }
}
