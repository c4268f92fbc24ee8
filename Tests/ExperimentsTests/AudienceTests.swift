import EngagementCore
import Experiments
import Simulation
import Testing

/// How many users segments and audiences hold, from a sample.
@Suite struct AudienceTests {
  private func scenario(users: Int = 4_000) -> Scenario {
    Bench.pair(users: users, days: 20) {
      $0.warmUpDays = 30
      $0.population.newPerDay = users / 100
      $0.segments = [
        SegmentDefinition(name: "buyers", expression: "did(buy)"),
        SegmentDefinition(
          name: "regulars",
          steps: ["count(session) >= 3", "did(session, 7 days)", "did(buy) or days_since(install) < 5"]),
        SegmentDefinition(name: "lapsed", expression: "not did(session, 14 days)", refresh: .daily),
        SegmentDefinition(name: "reached", expression: "received(push)"),
      ]
      $0.campaigns[0].audience = "lapsed or regulars"
    }
  }

  private func estimate(
    _ scenario: Scenario, _ change: (inout AudienceRun) -> Void = { _ in }
  ) async throws -> AudienceEstimate {
    var run = AudienceRun(scenario)
    change(&run)
    return try await run.estimate()
  }

  @Test func funnelsNarrowAndEndInTheirSegment() async throws {
    let estimate = try await estimate(scenario()) { $0.users = 1_500 }
    for moment in estimate.moments {
      let funnel = moment.segments[1]
      #expect(funnel.steps.map(\.who) == scenario().segments[1].steps)
      var previous = moment.installed.users
      for step in funnel.steps {
        #expect(step.members.users <= previous)
        let share = try #require(step.shareOfPrevious)
        #expect(abs(share * Double(previous) - Double(step.members.users)) <= 2, "rounding of two numbers")
        previous = step.members.users
      }
      let last = try #require(funnel.steps.last)
      #expect(last.members == funnel.group.members && last.uninstalled == funnel.group.uninstalled)
      #expect(last.members.users > 0 && last.members.users < funnel.steps[0].members.users)
    }
  }

  @Test func everyonePlayedIsACensus() async throws {
    let estimate = try await estimate(scenario()) { $0.users = 1_000_000 }
    #expect(estimate.moments.map(\.known) == [4_000, 4_800])
    for moment in estimate.moments {
      #expect(moment.sampled == moment.known)
      #expect(moment.installed.users + moment.uninstalled.users == moment.known)
      #expect(moment.installed.low == moment.installed.users && moment.installed.high == moment.installed.users)
    }
  }

  /// Of 60 samples of different populations 95 % of the intervals hold the truth; fewer than 50 would have a chance below
  /// one in two thousand.
  @Test func intervalsHoldTheTruthOfAFullRun() async throws {
    var covered = 0
    var scenario = scenario(users: 2_000)
    for seed in 1...60 {
      scenario.seed = UInt64(seed)
      let truth = try await estimate(scenario) { $0.users = 1_000_000 }.moments[1].segments[0].group.members.users
      let members = try await estimate(scenario) { $0.users = 300 }.moments[1].segments[0].group.members
      if members.low <= truth && truth <= members.high { covered += 1 }
    }
    #expect(covered >= 50)
  }

  @Test func armsAndDaysMatterAfterTheLaunchOnly() async throws {
    let none = try await estimate(scenario())
    let push = try await estimate(scenario()) { $0.arm = "push" }
    let early = try await estimate(scenario()) {
      $0.arm = "push"
      $0.day = 6
    }
    #expect(none.arm == "none" && push.arm == "push")
    #expect(none.moments[0] == push.moments[0])
    #expect(early.moments[0].segments == push.moments[0].segments)
    #expect(none.moments[1].segments[3].group.members.users == 0)
    #expect(push.moments[1].segments[3].group.members.users > early.moments[1].segments[3].group.members.users)
    #expect(early.moments[1].segments[3].group.members.users > 0)
    #expect(early.moments[1].day == 6 && early.moments[1].date == "2016-01-10" && early.moments[1].known == 4_240)
    #expect(push.moments[1].day == 20)
  }

  /// The same as a KPI of the full run says, for those who are in the population.
  @Test func agreesWithTheRun() async throws {
    var scenario = scenario()
    scenario.warmUpDays = 0
    scenario.kpis.append(KPIDefinition(name: "buyers", measure: .share(of: "buyers", among: "everyone")))
    let share = try #require(try await Bench.result(scenario).arms[1].kpis["buyers"]?.estimate)
    let estimate = try await estimate(scenario) { $0.arm = "push" }
    let buyers = estimate.moments[1].segments[0].group
    #expect(abs(share - Double(buyers.members.users + buyers.uninstalled.users) / 4_800) < 1e-9)
    #expect(estimate.moments[0].known == 0 && estimate.moments[0].installed.share == nil)
  }

  @Test func wrongQuestionsAreExplained() async {
    await #expect(throws: AudienceError.unknownArm("pusch", nearest: "push")) {
      try await estimate(scenario()) { $0.arm = "pusch" }
    }
    for day in [0, -3, 21] {
      await #expect(throws: AudienceError.dayOutsideHorizon(day, days: 20)) {
        try await estimate(scenario()) { $0.day = day }
      }
    }
  }

  @Test func knowsWhenUsersShareLimits() {
    var scenario = scenario()
    #expect(!AudienceRun(scenario).sharesLimits)
    scenario.campaigns[0].audienceLimit = 10
    var run = AudienceRun(scenario)
    #expect(!run.sharesLimits, "the baseline sends nothing")
    run.arm = "push"
    #expect(run.sharesLimits)
  }
}
