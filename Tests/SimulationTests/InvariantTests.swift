import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What the model must show, whatever its level: Documentation/model.md, target behaviours.
@Suite struct InvariantTests {
  /// What an arm came to.
  struct Figures {
    let retention90: Double
    let sessions: Double
    let openRate: Double
    let optOut: Double
    let uninstall: Double
  }

  static let volumes = [0.25, 1, 3, 5, 7, 10, 14, 21]

  static func curve(isTargeted: Bool) async throws -> [Figures] {
    let programs = volumes.map {
      ReferencePrograms.Program(name: "v\(Int($0 * 100))", perWeek: $0, isTargeted: isTargeted)
    }
    let sums = try await Lab.run(ReferencePrograms.scenario(programs, users: 80_000))
    return sums.dropFirst().enumerated().map { index, sums in
      let reachable = Double(sums.ratio(2)[1])
      return Figures(
        retention90: Double(sums.retentionActive[90]) / 80_000, sessions: sums.moments[0].mean(0) - 1,
        openRate: Double(sums.count(.opened, campaign: index)) / Double(sums.count(.delivered, campaign: index)),
        optOut: Double(sums.ratio(2)[0]) / reachable,
        uninstall: Double(sums.count(.causedUninstall, campaign: index)) / reachable)
    }
  }

  /// More messages: fewer are opened and more users are lost, retention rises and falls, and the volume that makes the
  /// most sessions is above the one that keeps the most users.
  @Test func volume() async throws {
    let broadcast = try await Self.curve(isTargeted: false)
    let targeted = try await Self.curve(isTargeted: true)
    for curve in [broadcast, targeted] {
      let pairs = zip(curve, curve.dropFirst())
      #expect(pairs.allSatisfy { $0.openRate > $1.openRate && $0.optOut < $1.optOut && $0.uninstall < $1.uninstall })
      let best = try #require(curve.indices.max { curve[$0].retention90 < curve[$1].retention90 })
      let busiest = try #require(curve.indices.max { curve[$0].sessions < curve[$1].sessions })
      // The reference finds about five a week; its standard error cannot tell 3 from 7.
      #expect((3...10).contains(Self.volumes[best]) && Self.volumes[busiest] > Self.volumes[best])
      #expect((10...14).contains(Self.volumes[busiest]))
      #expect(curve[best].retention90 > curve[0].retention90 + 0.004)
      #expect(curve[best].retention90 > curve[7].retention90 + 0.008)
    }
    for (plain, chosen) in zip(broadcast, targeted) {
      #expect(chosen.retention90 >= plain.retention90 && chosen.sessions >= plain.sessions)
      #expect(chosen.openRate > plain.openRate && chosen.optOut < plain.optOut)
    }
  }

  /// Every arm of the reference simulation, by an independent program in another language. Bands are 4 standard errors
  /// of both runs together; of open rates, which vary by user, 4 %.
  @Test func theArmsOfTheReferenceSimulation() async throws {
    let users = 100_000
    let sums = try await Lab.run(ReferencePrograms.scenario(ReferenceArm.all.map(\.program), users: users))
    let both = 1 + Double(users) / Double(ReferenceArm.users)
    for (index, arm) in ReferenceArm.all.enumerated() {
      let found = sums[index + 1]
      func mean(_ kpi: Int, is expected: Double) -> Bool {
        let error = (found.moments[kpi].covariance(0, 0) / Double(users) * both).squareRoot()
        return abs(found.moments[kpi].mean(0) - expected) < 4 * error
      }
      func share(_ count: Int, of total: Int, is expected: Double) -> Bool {
        abs(zScore(count, of: total, expected)) < 4 * both.squareRoot()
      }
      // The reference counts neither the session of the install nor its conversions, 2 % of users.
      #expect(mean(0, is: arm.sessions + 1), "\(arm.program.name)")
      #expect(mean(1, is: arm.conversions + 0.02), "\(arm.program.name)")
      for (day, expected) in zip(ReferenceArm.days, arm.retention) {
        #expect(share(found.retentionActive[day], of: users, is: expected), "\(arm.program.name), day \(day)")
      }
      let reachable = found.ratio(2)[1]
      #expect(share(found.ratio(2)[0], of: reachable, is: arm.optOut), "\(arm.program.name)")
      #expect(
        share(found.count(.causedUninstall, campaign: index), of: reachable, is: arm.uninstall), "\(arm.program.name)")
      let delivered = Double(found.count(.delivered, campaign: index))
      #expect(abs(delivered / Double(reachable) / arm.sent - 1) < 0.01, "\(arm.program.name)")
      let openRate = Double(found.count(.opened, campaign: index)) / delivered
      #expect(abs(openRate / arm.openRate - 1) < 0.04, "\(arm.program.name)")
    }
  }

  /// The observational fallacy: pushes that merely echo activity go to the active. Comparing users by the pushes that
  /// they got shows an enormous "effect" where, by construction, there is none; the paired comparison says zero.
  @Test func pushesThatEchoActivityLookLikeACure() async throws {
    var scenario = Lab.scenario(users: 40_000, days: 91, arms: [("none", []), ("echo", ["echo"])])
    scenario.behavior.optIn.ios = 1
    scenario.behavior.optIn.other = 1
    scenario.behavior.response.ios = -60
    scenario.behavior.response.other = -60
    scenario.behavior.response.influence = 0
    scenario.behavior.fatigue.annoyance = 0
    scenario.behavior.fatigue.optOut = 0
    scenario.behavior.fatigue.uninstall = 0
    scenario.behavior.engagement.gain = 0
    Lab.add(
      [
        Lab.campaign("echo", .onTag(tag: "session", occurrence: nil, delay: 12 * 3600)) {
          $0.audience = "first(install) >= today - 60 days"
        }
      ], to: &scenario)
    let bounds = [(0, 0), (1, 1), (2, 5), (6, 20), (21, 1_000)]
    scenario.kpis += bounds.map { low, high in
      KPIDefinition(
        name: "from_\(low)",
        measure: .share(
          of: "did(session, 31 days)", among: "received(echo) >= \(low) and received(echo) <= \(high)"))
    }
    let sums = try await Lab.run(scenario)
    let naive = (1...5).map { Double(sums[1].ratio($0)[0]) / Double(max(sums[1].ratio($0)[1], 1)) }
    #expect(zip(naive, naive.dropFirst()).allSatisfy { $0 * 1.5 < $1 }, "\(naive)")
    #expect(naive[4] > 0.7 && naive[0] < 0.02 && naive[4] > 50 * naive[0])
    // The truth: the same sessions on the same days.
    #expect(sums[1].activeUsers == sums[0].activeUsers)
    let moments = sums[1].moments[0]
    #expect(moments.sums[0] == moments.sums[2] && moments.products[0] == moments.products[2])
    #expect(sums[1].count(.delivered, campaign: 0) > 100_000)
  }
}
