import Behavior
import EngagementCore
import Experiments
import Primitives
import Simulation
import Testing

/// Answers of polls, and what views claim beside what was caused.
@Suite struct ClaimsTests {
  private func scenario() -> Scenario {
    Bench.pair(users: 3_000, days: 30) {
      $0.kpis.append(KPIDefinition(name: "buys", measure: .count(tag: "buy", topic: nil, per: .session)))
      $0.attribution = [
        AttributionDefinition(name: "last", conversion: "buy", within: 2 * secondsPerDay),
        AttributionDefinition(name: "every", conversion: "buy", within: 2 * secondsPerDay),
      ]
      $0.attribution[1].credit = .every
      $0.attribution[1].oncePerUser = true
      Bench.add(
        [
          Bench.campaign("question", perWeek: 2) {
            $0.content.kind = .poll
            $0.content.answers = [Content.Answer(name: "yes", share: 0.7), Content.Answer(name: "no", share: 0.3)]
          },
          Bench.campaign("unused") {
            $0.content.kind = .poll
            $0.content.answers = [Content.Answer(name: "a", share: 1)]
          },
        ], to: &$0)
      $0.comparison.arms[1].programs = ["push", "question"]
    }
  }

  @Test func answersAreThoseOfThePollsOfTheArm() async throws {
    let result = try await Bench.result(scenario())
    #expect(result.arms[0].polls == nil)
    let polls = try #require(result.arms[1].polls)
    #expect(polls.keys.sorted() == ["question"])
    let yes = try #require(polls["question"]?["yes"])
    let no = try #require(polls["question"]?["no"])
    #expect(yes + no == result.arms[1].campaigns["question"]?["acted"] && yes > no && no > 0)
  }

  @Test func claimsStandBesideTheEffect() async throws {
    let result = try await Bench.result(scenario())
    let views = try #require(result.attribution)
    #expect(views.map(\.name) == ["last", "every"] && views.allSatisfy { $0.kpi == "buys" && $0.conversion == "buy" })
    let (none, push) = (result.arms[0], result.arms[1])
    let last = try #require(push.attribution?["last"])
    let before = try #require(none.attribution?["last"])
    #expect(before.incremental == nil && before.credits.isEmpty && before.conversions > 0)
    #expect(last.credits.keys.sorted() == ["push", "question"])
    // The effect is the difference of all conversions, which this view sees one by one.
    let caused = try #require(last.incremental)
    #expect(caused.estimate == Double(last.conversions - before.conversions))
    let (low, high) = (try #require(caused.low), try #require(caused.high))
    #expect(low < caused.estimate ?? 0 && caused.estimate ?? 0 < high)
    #expect(last.credits.values.reduce(0) { $0 + $1.conversions } <= last.conversions)
    // A user counts once, and so the view sees less; the effect is the same.
    let every = try #require(push.attribution?["every"])
    #expect(every.conversions < last.conversions && every.incremental == caused)
    #expect(abs(last.revenue - push.revenue) < 1e-6)
  }

  @Test func claimsDecideNothing() async throws {
    var without = scenario()
    without.attribution = []
    let (a, b) = (try await Bench.result(scenario()), try await Bench.result(without))
    #expect(b.attribution == nil && b.arms.allSatisfy { $0.attribution == nil && $0.sessionSources == nil })
    #expect(a.lifts == b.lifts && a.objectives == b.objectives && a.experiments == b.experiments)
    #expect(a.arms.map(\.kpis) == b.arms.map(\.kpis) && a.arms.map(\.campaigns) == b.arms.map(\.campaigns))
  }

  @Test func withoutAKPIThereIsNoEffectToStandBeside() async throws {
    var scenario = scenario()
    scenario.kpis.removeAll { $0.name == "buys" }
    let result = try await Bench.result(scenario)
    #expect(result.attribution?.first?.kpi == nil)
    #expect(result.arms[1].attribution?["last"]?.incremental == nil)
  }

  @Test func sessionsHaveASourceWhereTheyHaveAnHour() async throws {
    var scenario = scenario()
    #expect(try await Bench.result(scenario).arms.allSatisfy { $0.sessionSources == nil })
    scenario.tagPlan.activities = [TagPlan.Tag(name: "home")]
    scenario.app.activities = [AppModel.Activity(name: "home", next: [], dwell: 20, hasTopic: false)]
    let arms = try await Bench.result(scenario).arms
    let (none, push) = (try #require(arms[0].sessionSources), try #require(arms[1].sessionSources))
    #expect(none.direct == 0 && none.influenced == 0 && none.unattributed > 0)
    #expect(push.direct > 0 && push.influenced > 0 && push.unattributed > 0)
    #expect(push.direct <= arms[1].campaigns.values.reduce(0) { $0 + ($1["opened"] ?? 0) })
  }

  // MARK: Warnings

  @Test func whatIsLostForWantOfAValueIsSaidWithTheRemedy() async throws {
    let scenario = Bench.pair(users: 2_000, days: 15) {
      $0.tagPlan.appInfo = [TagPlan.AppInfo(name: "first_name", type: .string)]
      $0.campaigns[0].content.title = ["default": "Hello ${first_name}"]
    }
    let warnings = try await Bench.result(scenario).warnings.filter { $0.code == "loss-missing-tag" }
    #expect(
      warnings.map(\.message) == [
        "'push' loses 100% of its messages in arm 'push' because `${first_name}`, which its text names, has no value yet: "
          + "let the app set it earlier, aim at those who have it, or send a placeholder (`missing_markers: placeholder`)."
      ])
  }

  @Test func whatGivesWayOrIsGoneIsSaidFromATenthOn() async throws {
    let scenario = Bench.pair(users: 2_000, days: 28) {
      $0.limits.caps = [FrequencyCapDefinition(channel: .push, limit: 1, period: secondsPerDay)]
      $0.limits.lastSlot = .priority
      $0.campaigns[0].schedule = .perWeek(rate: 7, at: .at(secondOfDay: 36_000))
      Bench.add(
        [
          Bench.campaign("urgent", perWeek: 2) { $0.priority = 90 },
          Bench.campaign("rare", perWeek: 0.2) { $0.priority = 95 },
        ], to: &$0)
      $0.comparison.arms[1].programs = ["push", "urgent"]
      $0.comparison.arms.append(Comparison.Arm(name: "calm", programs: ["push", "rare"]))
    }
    let result = try await Bench.result(scenario)
    let counts = result.arms.map { $0.campaigns["push"] ?? [:] }
    let shares = counts.map { Double($0["preempted"] ?? 0) / Double(max(1, $0["targeted"] ?? 0)) }
    #expect(shares[1] >= 0.1 && shares[2] < 0.1 && shares[2] > 0, "the scenario shows both sides of the threshold")
    let warnings = result.warnings.filter { $0.code == "loss-preempted" }
    #expect(warnings.count == 1 && warnings[0].level == "warning")
    #expect(warnings[0].message.contains(/^'push' loses [0-9.]+% of its messages in arm 'push' because it gives way/))
  }
}
