import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

@Suite struct WarmUpTests {
  static let (gamma, delta) = (0.48478121704818866, 1.2152081638222298)

  static func warm(users: Int, warmUp: Int, days: Int) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days)
    scenario.warmUpDays = warmUp
    return scenario
  }

  /// Installs are spread evenly; who uninstalled before the launch is not part of the population.
  @Test(arguments: [1, 5, 8, 56])
  func theInstalledBaseIsTheClosedFormsToo(warmUp: Int) async throws {
    let size = 60_000
    let sums = try await Lab.first(Self.warm(users: size, warmUp: warmUp, days: 10))
    // A user who installed k days before the launch has lived k − 1 nights when it begins.
    let ages = 1...warmUp
    let installed = ages.reduce(0.0) { $0 + 1 - 0.35 * (1 - survival(Self.gamma, Self.delta, $1 - 1)) } / Double(warmUp)
    if warmUp == 1 {
      #expect(sums.users == size)
    } else {
      #expect(abs(zScore(sums.users, of: size, installed)) < 3.5)
    }
    for day in [0, 9] {
      let share =
        ages.reduce(0.0) { $0 + 0.36287530519792743 * survival(Self.gamma, Self.delta, $1 + day) } / Double(warmUp)
      #expect(abs(zScore(sums.activeUsers[day], of: size, share)) < 3.5, "day \(day)")
    }
    #expect(sums.retentionUsers.allSatisfy { $0 == 0 })
    #expect(sums.presentUsers.allSatisfy { $0 == sums.users })
  }

  @Test func installsAreSpreadEvenly() async throws {
    var scenario = Self.warm(users: 30_000, warmUp: 30, days: 1)
    scenario.behavior.dropout.uninstall = 0
    scenario.kpis = [3, 15, 30, 31].map { days in
      KPIDefinition(
        name: "k\(days)", measure: .share(of: "first(install) > today - \(days) days", among: "everyone"))
    }
    let sums = try await Lab.first(scenario)
    // At the end of day 0, today is day 1: "after today − 3 days" are the days −1 and 0.
    for (index, days) in [3, 15, 30].enumerated() {
      #expect(abs(zScore(sums.total(index), of: 30_000, Double(days - 2) / 30)) < 4)
    }
    #expect(abs(zScore(sums.total(3), of: 30_000, 29.0 / 30)) < 4)
  }

  @Test func theProfileRemembersTheWarmUp() async throws {
    var scenario = Self.warm(users: 2_000, warmUp: 10, days: 1)
    Lab.steady(&scenario)
    scenario.kpis = [
      KPIDefinition(name: "a", measure: .share(of: "count(session) > 20", among: "first(install) <= today - 5 days")),
      KPIDefinition(name: "b", measure: .share(of: "did(session, 2 days)", among: "everyone")),
    ]
    let sums = try await Lab.first(scenario)
    #expect(sums.ratio(0)[0] == sums.ratio(0)[1] && sums.ratio(0)[0] > 800)
    #expect(sums.ratio(1) == [2_000, 2_000])
  }

  /// D+3 of someone who installed on day −2 is day 1; of someone who installed on day −4 it has passed.
  @Test(arguments: [false, true])
  func messagesDaysAfterAnInstallInTheWarmUpCatchUp(isWalked: Bool) async throws {
    var scenario = Self.warm(users: 4_000, warmUp: 10, days: 14)
    Lab.steady(&scenario)
    scenario.behavior.activity.mean = 0.3
    if isWalked { Lab.addApp(&scenario) }
    scenario.population.newPerDay = 50
    scenario.comparison.arms[0].programs = ["welcome"]
    Lab.add(
      [Lab.campaign("welcome", .after(tag: "install", days: [3], at: .at(secondOfDay: 36_000)))], to: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "pushes", measure: .messages(channel: .push, per: .user)),
      KPIDefinition(
        name: "late", measure: .share(of: "received(welcome) > 0", among: "first(install) < today - 17 days")),
      KPIDefinition(
        name: "due", measure: .share(of: "received(welcome) > 0", among: "first(install) >= today - 17 days")),
    ]
    let sums = try await Lab.first(scenario)
    // Today is day 14 at the end: who installed on day −3 or later had D+3 in the horizon, if there was time.
    #expect(sums.ratio(1)[0] == 0 && sums.ratio(1)[1] > 2_500)
    #expect(sums.ratio(2)[1] - sums.ratio(2)[0] == 3 * 50)
    let daily = sums.series(kpi: 0, denominator: false)
    #expect(daily[3...] == Array(repeating: 50, count: 11)[...])
    for day in 0..<3 { #expect(abs(zScore(daily[day], of: 4_000, 0.1)) < 4) }
    #expect(sums.heatMap.indices.filter { sums.heatMap[$0] > 0 }.allSatisfy { $0 % 24 == 10 })
  }

  /// A schedule at a rate has no day off, not even the first.
  @Test func aRateBeginsOnTheFirstDay() async throws {
    var scenario = Self.warm(users: 8_000, warmUp: 5, days: 8)
    Lab.steady(&scenario)
    scenario.comparison.arms[0].programs = ["three"]
    Lab.add([Lab.campaign("three", .perWeek(rate: 3, at: .at(secondOfDay: 64_800)))], to: &scenario)
    scenario.kpis = [KPIDefinition(name: "pushes", measure: .messages(channel: nil, per: .user))]
    let sums = try await Lab.first(scenario)
    let daily = sums.series(kpi: 0, denominator: false)
    // The phases are spread evenly, so the days differ by little.
    #expect(daily.allSatisfy { abs(zScore($0, of: 8_000, 3.0 / 7)) < 4 })
    #expect(sums.weeklyPushes[3] == 8_000)
  }

  @Test func aLaunchForksTheSameLifeForEveryArm() async throws {
    var scenario = Self.warm(users: 3_000, warmUp: 20, days: 10)
    scenario.comparison = Comparison(
      baseline: "a", arms: ["a", "b", "c"].map { Comparison.Arm(name: $0, programs: []) })
    Lab.addApp(&scenario)
    let sums = try await Lab.run(scenario)
    #expect(sums[0].activeUsers[0] > 0)
    #expect(Snapshot(sums[1]) == Snapshot(sums[0]) && Snapshot(sums[2]) == Snapshot(sums[0]))
  }
}
