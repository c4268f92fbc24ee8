import Behavior
import EngagementCore
import Experiments
import Primitives
import Simulation
import Testing

@Suite struct WarningTests {
  @Test func aSmallRunIsCalledSmall() async throws {
    let small = try await Bench.result(Bench.pair(users: 999, days: 10))
    #expect(
      small.warnings.map(\.message) == [
        "Only 999 users were simulated: intervals are wide and their coverage is approximate."
      ])
    #expect(try await Bench.result(Bench.pair(users: 1_000, days: 10)).warnings.isEmpty)
  }

  @Test func aTagThatNobodyCollectsIsNamedWithThoseWhoNeedIt() async throws {
    let scenario = Bench.pair(users: 2_000, days: 10) {
      $0.app.activities = [.init(name: "home", next: [], dwell: 1, hasTopic: false)]
      $0.tagPlan.toleratesMissing = true
      $0.campaigns[0].audience = "not did(home)"
      $0.segments = [SegmentDefinition(name: "settled", expression: "count(home) >= 3")]
    }
    #expect(
      try await Bench.result(scenario).warnings.filter { $0.code == "missing-tag" }.map(\.message) == [
        "Nobody collects the activity 'home', and so it never happens for those who need it: "
          + "segment settled; audience push."
      ])
  }

  @Test func aGuardrailThatGivesWayIsNamed() async throws {
    let scenario = Bench.pair(users: 5_000, days: 60) {
      $0.campaigns[0].schedule = .perWeek(rate: 21, at: .at(secondOfDay: 64_800))
      var kpi = KPIDefinition(name: "uninstalls", measure: .uninstalls)
      kpi.better = .lower
      kpi.guardrail = true
      $0.kpis.append(kpi)
    }
    let warnings = try await Bench.result(scenario).warnings
    #expect(warnings.map(\.code) == ["guardrail"])
    #expect(
      warnings[0].message.contains(/^The guardrail 'uninstalls' gets worse: push \+[0-9.]+ points, against none\.$/))
  }

  @Test func campaignsThatReachNobodyAreNamedWithTheReason() async throws {
    let scenario = Bench.pair(users: 2_000, days: 15) {
      $0.campaigns[0].audience = "nobody"
      Bench.add(
        [Bench.campaign("french") { $0.content.title = ["fr": "Bonjour"] }, Bench.campaign("unused")], to: &$0)
      $0.comparison.arms[1].programs = ["push", "french"]
    }
    #expect(
      try await Bench.result(scenario).warnings.map(\.message) == [
        "'push' never reached anyone in arm 'push': nobody was ever in its audience when it was due.",
        "'french' never reached anyone in arm 'push': most were lost to 'no-language'.",
      ])
  }

  @Test func aCapThatStopsMuchIsNoted() async throws {
    let scenario = Bench.pair(users: 2_000, days: 15) {
      $0.limits.caps = [FrequencyCapDefinition(channel: .push, limit: 1, period: 7 * secondsPerDay)]
    }
    let warnings = try await Bench.result(scenario).warnings
    #expect(warnings.map(\.code) == ["capped"] && warnings[0].level == "note")
    #expect(
      warnings[0].message.hasPrefix("The frequency cap stops ")
        && warnings[0].message.hasSuffix(" of 'push' in arm 'push'."))
  }

  @Test(arguments: [
    (Schedule.perWeek(rate: 3, at: .at(secondOfDay: 64_800)), "3 times a week at 18:00"),
    (.perWeek(rate: 0.5, at: .usual(fallback: 0)), "0.5 times a week at the user's usual hour"),
    (
      .weekly(weekdays: [.monday, .friday], at: .at(secondOfDay: 36_300), zone: .fixed("Europe/Paris")),
      "every Monday, Friday at 10:05 (Europe/Paris)"
    ),
    (.once(date: CivilDate(dayNumber: 16_804), at: .at(secondOfDay: 0), zone: .user), "on 2016-01-04 at 00:00"),
    (.after(tag: "install", days: [2, 5], at: .at(secondOfDay: 36_000)), "D+2, D+5 after the first install, at 10:00"),
    (
      .idle(days: 14, againEvery: 7, at: .at(secondOfDay: 36_000)),
      "after 14 days of silence, then every 7 days, at 10:00"
    ),
    (.onTag(tag: "buy", occurrence: nil, delay: 0), "at every buy"),
    (.onTag(tag: "buy", occurrence: 3, delay: 7_200), "2 h after buy number 3"),
  ])
  func schedulesInWords(schedule: Schedule, expected: String) async throws {
    let scenario = Bench.pair(users: 2, days: 3) { $0.campaigns[0].schedule = schedule }
    #expect(try await Bench.result(scenario).campaigns[0].when == expected)
  }

  @Test func contentsInWords() async throws {
    let scenario = Bench.pair(users: 2, days: 3) {
      $0.campaigns[0].content.title = ["fr": "Bonjour", "default": "Hello"]
      $0.campaigns[0].content.topic = .recommended(accuracy: 0.75)
      $0.campaigns[0].content.offer = true
      $0.campaigns[0].content.link = "app://home"
    }
    #expect(
      try await Bench.result(scenario).campaigns[0].content
        == "“Hello” about a recommended topic (right 75 % of the time) with an offer → app://home")
  }

  @Test func unitsAndKindsOfKPIs() async throws {
    let scenario = Bench.pair(users: 50, days: 3) {
      $0.currency = "CHF"
      $0.population.newPerDay = 1
      $0.kpis = [
        KPIDefinition(name: "a", measure: .count(tag: "buy", topic: nil, per: .week)),
        KPIDefinition(name: "b", measure: .revenue(event: nil, per: .session)),
        KPIDefinition(name: "c", measure: .retention(days: 1...1)),
        KPIDefinition(name: "d", measure: .activeDays(per: .user)),
      ]
    }
    let kpis = try await Bench.result(scenario).kpis
    #expect(kpis.map(\.kind) == ["mean", "ratio", "share", "mean"])
    #expect(kpis.map(\.unit) == ["buy per week", "CHF per session", "share of new users", "active days per user"])
  }

  @Test func whatDoesNotCompileIsSaidWithItsPlace() async throws {
    var scenario = Bench.pair(users: 2, days: 3)
    scenario.campaigns[0].audience = "count(artcle) > 2"
    do {
      _ = try await Bench.result(scenario)
      Issue.record("an unknown tag was accepted")
    } catch let error as World.CompilationError {
      #expect(error.path == ["campaigns", "push", "who"])
      #expect(error.description.hasPrefix("campaigns.push.who: "))
    }
  }
}
