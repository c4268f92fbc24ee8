import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Questions asked of every user at the launch and at the end.
@Suite struct ProbeTests {
  private func scenario(warmUp: Int = 30, newPerDay: Int = 20) -> Scenario {
    var scenario = Lab.scenario(users: 2_000, days: 20, arms: [("none", []), ("push", ["push"])])
    Lab.addApp(&scenario)
    scenario.warmUpDays = warmUp
    scenario.population.newPerDay = newPerDay
    scenario.behavior.fatigue.uninstall = 0.05
    scenario.segments = [
      SegmentDefinition(name: "silent", expression: "days_since(session) >= 7", refresh: .daily),
      SegmentDefinition(name: "readers", expression: "not silent and did(article)"),
    ]
    Lab.add([Lab.campaign("push", .perWeek(rate: 5, at: .at(secondOfDay: 64_800)))], to: &scenario)
    return scenario
  }

  private let texts = ["everyone", "silent", "did(article)", "readers", "received(push)", "platform = ios"]

  @Test func probesChangeNothingElse() async throws {
    let scenario = scenario()
    let plain = try World(unchecked: scenario)
    let probing = try World(unchecked: scenario, probes: texts)
    let (a, b) = (try await Simulator(plain).run(), try await Simulator(probing).run())
    for (a, b) in zip(a, b) {
      #expect(b.counters.count == a.counters.count + 2 * 2 * (texts.count + 1))
      #expect(Array(b.counters.prefix(a.counters.count)) == a.counters)
      #expect(Snapshot(a).moments == Snapshot(b).moments)
    }
  }

  @Test func everyoneIsAskedTwice() async throws {
    let scenario = scenario()
    for sums in try await Simulator(World(unchecked: scenario, probes: texts)).run() {
      for moment in ProbeMoment.allCases {
        let all = sums.probed(nil, at: moment)
        #expect(all == sums.probed(0, at: moment))
        #expect(all.known == (moment == .launch ? 2_000 : 2_400))
        #expect(all.uninstalled > 0)
      }
      // Who uninstalled in the warm-up is no user of the arm, and yet known to the platform.
      #expect(sums.probed(nil, at: .launch).installed + 400 == sums.users)
    }
  }

  @Test func whereUsersShareLimitsEveryoneIsAskedTwiceAsWell() async throws {
    var scenario = scenario()
    scenario.campaigns[0].audienceLimit = 300
    let world = try World(unchecked: scenario, probes: texts)
    #expect(world.isCoupled)
    let sums = try await Simulator(world).run()
    for sums in sums {
      #expect(sums.probed(nil, at: .launch).known == 2_000 && sums.probed(nil, at: .end).known == 2_400)
    }
    #expect(sums[0].probed(nil, at: .launch) == sums[1].probed(nil, at: .launch))
    let reached = sums[1].probed(4, at: .end).known
    #expect(reached > 0 && reached <= 300, "the limit holds")
  }

  /// A probe at the end and a KPI that is a share count the same people.
  @Test func probesAgreeWithShares() async throws {
    var scenario = scenario(warmUp: 0, newPerDay: 0)
    scenario.segments[0].refresh = .realTime
    scenario.kpis = texts.enumerated().map {
      KPIDefinition(name: "k\($0.offset)", measure: .share(of: $0.element, among: "everyone"))
    }
    for sums in try await Simulator(World(unchecked: scenario, probes: texts)).run() {
      for index in texts.indices { #expect(sums.probed(index, at: .end).known == sums.total(index), "\(texts[index])") }
    }
  }

  @Test func armsDifferInWhatTheyCaused() async throws {
    let sums = try await Simulator(World(unchecked: scenario(), probes: texts)).run()
    #expect(sums[0].probed(nil, at: .launch) == sums[1].probed(nil, at: .launch))
    #expect(sums[0].probed(4, at: .end).known == 0)
    #expect(sums[1].probed(4, at: .end).known > 0)
    #expect(sums[1].probed(4, at: .launch).known == 0)
    // The platform of a user is drawn although the first arm sends nothing.
    let ios = sums[0].probed(5, at: .end)
    #expect(abs(zScore(ios.known, of: 2_400, 0.35)) < 4)
  }

  @Test func wrongProbesAreExplained() {
    #expect(throws: World.CompilationError.self) { try World(unchecked: scenario(), probes: ["did(artcle)"]) }
  }

  @Test(arguments: [1, 7, 500, 2_400, 9_999])
  func aSampleIsPartOfThePopulation(size: Int) async throws {
    let world = try World(unchecked: scenario(), probes: texts, sample: size)
    let sums = try await Simulator(world).run()
    #expect(world.users == min(size, 2_400))
    #expect(sums[0].probed(nil, at: .end).known == world.users)
    // Evenly spaced: the installed base has its share.
    let base = Double(world.users) * 2_000 / 2_400
    #expect(abs(Double(sums[0].probed(nil, at: .launch).known) - base) <= 1)
  }

  @Test func aSampleOfAllIsTheRun() async throws {
    let all = try await Simulator(World(unchecked: scenario())).run()
    let sample = try await Simulator(World(unchecked: scenario(), sample: 2_400)).run()
    #expect(all.map { Snapshot($0) } == sample.map { Snapshot($0) })
  }

  /// Several purchases of one day share their revenue: a view sees what the books have.
  @Test func viewsSeeEveryConversionAndItsRevenueOnce() async throws {
    var scenario = Lab.scenario(users: 500, days: 20, arms: [("push", ["push"])])
    Lab.addApp(&scenario)
    scenario.app.activities = []
    scenario.app.events.removeAll { $0.name != "buy" }
    scenario.behavior.conversion.mean = 0.6
    scenario.kpis = [KPIDefinition(name: "buys", measure: .count(tag: "buy", topic: nil, per: .user))]
    scenario.attribution = [AttributionDefinition(name: "view", conversion: "buy", within: 86_400)]
    Lab.add([Lab.campaign("push", .perWeek(rate: 5, at: .at(secondOfDay: 64_800)))], to: &scenario)
    let sums = try await Lab.first(scenario)
    let seen = sums.credits(view: 0, campaign: nil)
    #expect(seen.conversions == sums.total(0) && seen.conversions > 500)
    #expect(Money(micros: seen.revenue) == sums.revenue)
    let credit = sums.credits(view: 0, campaign: 0)
    #expect(credit.conversions > 0 && credit.conversions < seen.conversions && credit.revenue < seen.revenue)
  }
}
