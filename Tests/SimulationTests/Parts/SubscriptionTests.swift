import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Trials and renewals.
@Suite struct SubscriptionTests {
  private func films(users: Int, days: Int, isWalked: Bool, arms: [(String, [String])] = [("none", [])]) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days, arms: arms.map { (name: $0.0, programs: $0.1) })
    Lab.steady(&scenario)
    if isWalked { Lab.corridor(&scenario, screens: 1) }
    Lab.addEvent("start", .fixed(1), on: isWalked ? ["s1"] : [], to: &scenario) { $0.once = true }
    Lab.addEvent("paid", .fate(.subscribed), to: &scenario) { $0.revenue = .fixed(Money(micros: 8_000_000)) }
    Lab.addEvent("again", .fate(.renewed), to: &scenario) { $0.revenue = .fixed(Money(micros: 8_000_000)) }
    Lab.addEvent("ended", .fate(.cancelled), to: &scenario)
    scenario.tagPlan.appInfo = [
      TagPlan.AppInfo(name: "status", type: .string), TagPlan.AppInfo(name: "until", type: .date),
    ]
    var subscription = AppModel.Subscription()
    subscription.trialBy = "start"
    subscription.trial = 7
    subscription.period = 10
    subscription.statusInfo = "status"
    subscription.endInfo = "until"
    scenario.app.subscription = subscription
    Lab.count(["start", "paid", "again", "ended"], in: &scenario)
    scenario.kpis.append(KPIDefinition(name: "revenue", measure: .revenue(event: nil, per: .user)))
    Lab.shares(["value(status) = \"subscribed\"", "value(until) > today"], in: &scenario)
    return scenario
  }

  /// People who are active every day: the trial converts with logistic(logit 0.38 + 1), a period ends with
  /// logistic(logit 0.15 − 1).
  @Test(arguments: [true, false])
  func sharesOfDailyUsers(isWalked: Bool) async throws {
    let scenario = films(users: 10_000, days: 20, isWalked: isWalked)
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) == 10_000)
    let converts = Lab.chance(Lab.odds(0.38) + 1)
    #expect(abs(zScore(sums.total(1), of: 10_000, converts)) < 3.5)
    // One renewal is due by day 20: on day 17.
    let cancels = Lab.chance(Lab.odds(0.15) - 1)
    let cancelled = sums.total(3) - (10_000 - sums.total(1))
    #expect(sums.total(2) + cancelled == sums.total(1))
    #expect(abs(zScore(cancelled, of: sums.total(1), cancels)) < 3.5)
    #expect(sums.total(4) == (sums.total(1) + sums.total(2)) * 8_000_000)
    // What the platform knows is what holds.
    #expect(sums.total(5) == sums.total(2))
    #expect(sums.total(6) == sums.total(2))
  }

  /// Who lapses after the first day has been active on one day of seven, and pays on: a message that never comes changes
  /// nothing about that.
  @Test(arguments: [true, false])
  func lapsedUsersPayUntilTheyCancel(isWalked: Bool) async throws {
    var scenario = films(users: 10_000, days: 40, isWalked: isWalked, arms: [("none", []), ("mute", ["mute"])])
    scenario.behavior.dropout.gamma = 1e9
    scenario.behavior.dropout.delta = 1e-3
    scenario.behavior.dropout.uninstall = 0
    Lab.add(
      [Lab.campaign("mute", .perWeek(rate: 7, at: .at(secondOfDay: 36_000))) { $0.audience = "not everyone" }],
      to: &scenario)
    let sums = try await Lab.run(scenario)
    #expect(sums[0].activeUsers[1] == 0)
    let converts = Lab.chance(Lab.odds(0.38) + 2 * (1.0 / 7 - 0.5))
    #expect(abs(zScore(sums[0].total(1), of: 10_000, converts)) < 3.5)
    let stays = 1 - Lab.chance(Lab.odds(0.15) + 1)
    // Renewals on days 17, 27 and 37.
    let mean = stays + stays * stays + stays * stays * stays
    let renewals = Double(sums[0].total(2)) / Double(sums[0].total(1))
    #expect(abs(renewals - mean) < 3.5 * 1.3 / Double(sums[0].total(1)).squareRoot())
    #expect((0..<7).map { sums[0].total($0) } == (0..<7).map { sums[1].total($0) })
  }

  /// Nothing is paid for a removed app, in any arm.
  @Test(arguments: [true, false])
  func anUninstallEndsIt(isWalked: Bool) async throws {
    var scenario = films(users: 500, days: 30, isWalked: isWalked, arms: [("none", []), ("mute", ["mute"])])
    scenario.behavior.dropout.gamma = 1e9
    scenario.behavior.dropout.delta = 1e-3
    scenario.behavior.dropout.uninstall = 1
    scenario.limits.uninstallNotice = 86_400
    Lab.add(
      [Lab.campaign("mute", .perWeek(rate: 7, at: .at(secondOfDay: 36_000))) { $0.audience = "not everyone" }],
      to: &scenario)
    for sums in try await Lab.run(scenario) { #expect((0..<5).map { sums.total($0) } == [500, 0, 0, 0, 0]) }
  }

  /// A trial that runs at the launch is lived on in each arm.
  @Test func trialsOutlastTheWarmUp() async throws {
    var scenario = films(users: 8_000, days: 7, isWalked: true)
    scenario.warmUpDays = 7
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) == 0)
    #expect(abs(zScore(sums.total(1), of: 8_000, Lab.chance(Lab.odds(0.38) + 1))) < 3.5)
    #expect(sums.total(1) + sums.total(3) == 8_000)
  }

  /// An opened offer is worth its log-odds; who buys before the end has no end of trial.
  @Test func offersAndPurchasesBeforeTheEnd() async throws {
    var scenario = films(users: 8_000, days: 9, isWalked: true, arms: [("none", []), ("offer", ["offer"])])
    Lab.openEverything(&scenario)
    scenario.app.subscription?.offer = 1
    Lab.add(
      [
        Lab.campaign("offer", .onAppInfo(name: "status", reaches: nil, delay: 86_400)) {
          $0.content.offer = true
          $0.again = .once
        }
      ], to: &scenario)
    let sums = try await Lab.run(scenario)
    #expect(abs(zScore(sums[1].total(1), of: 8_000, Lab.chance(Lab.odds(0.38) + 2))) < 3.5)
    #expect(sums[0].total(1) < sums[1].total(1))
    Lab.addEvent("buy", .fixed(0.002), on: ["s1"], to: &scenario)
    scenario.app.subscription?.boughtBy = ["buy"]
    scenario.kpis.append(KPIDefinition(name: "buy", measure: .count(tag: "buy", topic: nil, per: .user)))
    let bought = try await Lab.run(scenario)[0]
    #expect(bought.total(7) > 500)
    #expect(bought.total(1) + bought.total(3) <= 8_000)
  }
}
