import EngagementCore
import Primitives
import Simulation
import Testing

/// Users compared by the messages that they got.
@Suite struct NaiveTests {
  static let groups = [0, 1, 2, 6, 21]

  /// Pushes that follow sessions, and tests of who got how many.
  private func scenario() -> Scenario {
    var scenario = Lab.scenario(users: 3_000, days: 40, arms: [("none", []), ("echo", ["echo"])])
    scenario.population.newPerDay = 20
    Lab.add([Lab.campaign("echo", .onTag(tag: "session", occurrence: nil, delay: 3600))], to: &scenario)
    scenario.kpis.append(
      KPIDefinition(name: "kept", measure: .share(of: "did(session, 10 days)", among: "everyone")))
    for (index, low) in Self.groups.enumerated() {
      let high = index + 1 < Self.groups.count ? Self.groups[index + 1] - 1 : 1_000_000
      scenario.kpis.append(
        KPIDefinition(
          name: "kept_\(low)",
          measure: .share(
            of: "did(session, 10 days)", among: "received(echo) >= \(low) and received(echo) <= \(high)")))
    }
    return scenario
  }

  private func naive(days: Int, kpi: String = "kept") -> NaiveDefinition {
    var naive = NaiveDefinition(days: days, kpi: kpi)
    naive.groups = Self.groups
    return naive
  }

  /// The groups are those that an expression on the pushes of the whole horizon makes.
  @Test func groupsAreThoseOfTheMessagesReceived() async throws {
    var scenario = scenario()
    scenario.naive = naive(days: 40)
    let sums = try await Lab.run(scenario)[1]
    for group in Self.groups.indices {
      let found = sums.naive[group]
      #expect([Int(found.sums[0]), Int(found.sums[1])] == sums.ratio(2 + group), "\(Self.groups[group])")
      #expect(found.count > 0 && found.count == found.sums[1])
    }
    #expect(Self.groups.indices.reduce(0) { $0 + sums.naive[$1].count } == Int64(sums.users))
  }

  /// Nothing else changes because it is asked for, and threads do not matter.
  @Test func askingChangesNothingElse() async throws {
    let plain = try await Lab.run(scenario(), threads: 1)
    var asked = scenario()
    asked.naive = naive(days: 20)
    let one = try await Lab.run(asked, threads: 1, shard: 4096)
    let two = try await Lab.run(asked, threads: 2, shard: 100)
    for arm in plain.indices {
      #expect(Snapshot(plain[arm]) == Snapshot(one[arm]) && Snapshot(one[arm]) == Snapshot(two[arm]))
      for group in Self.groups.indices { #expect(one[arm].naive[group] == two[arm].naive[group]) }
    }
    // Without messages all are in the first group; there the arm stands beside itself.
    let nobody = one[0].naive[0]
    #expect(nobody.count == Int64(one[0].users) && nobody.sums[0] == nobody.sums[2])
  }

  /// Only the messages of the first days put users into groups: fewer days, fewer messages.
  @Test func daysLimitWhatCounts() async throws {
    var scenario = scenario()
    var unexposed: [Int64] = []
    for days in [1, 10, 40] {
      scenario.naive = naive(days: days)
      unexposed.append(try await Lab.run(scenario)[1].naive[0].count)
    }
    #expect(unexposed[0] > unexposed[1] && unexposed[1] > unexposed[2], "\(unexposed)")
  }

  /// A limit that users share does not change who is in which group when it never binds.
  @Test func usersWhoShareLimitsAreGroupedAlike() async throws {
    var scenario = scenario()
    scenario.naive = naive(days: 20)
    let apart = try await Lab.run(scenario)
    scenario.limits.throttle = ThrottleDefinition(perMinute: 1_000_000_000)
    let together = try await Lab.run(scenario)
    for arm in apart.indices {
      for group in Self.groups.indices { #expect(apart[arm].naive[group] == together[arm].naive[group]) }
    }
  }
}
