import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Who is in which segment when.
@Suite struct SegmentTests {
  /// A tap at noon of day 0 is known in the evening to a segment in real time, and the next morning to one of every 24 h.
  @Test(arguments: [(SegmentRefresh.realTime, 3), (.daily, 2)])
  func theLagOfTheNightlyRefresh(refresh: SegmentRefresh, times: Int) async throws {
    var scenario = Stage.scenario()
    Stage.addEvent("tap", to: &scenario)
    scenario.segments = [
      SegmentDefinition(name: "tappers", expression: "did(tap, 3 days)", refresh: refresh),
      SegmentDefinition(name: "others", expression: "not tappers"),
    ]
    let daily = Schedule.weekly(weekdays: Weekday.allCases, at: .at(secondOfDay: 72_000), zone: .user)
    Stage.play(
      [Stage.push("a", daily) { $0.audience = "tappers" }, Stage.push("b", daily) { $0.audience = "others" }],
      in: &scenario)
    let sums = try await Lab.first(scenario)
    // Days 0, 1 and 2 see the tap of day 0.
    #expect(sums.outcomes(0) == ["delivered": 20 * times])
    #expect(sums.outcomes(1) == ["delivered": 20 * (10 - times)])
  }

  /// Screens are left after an exponential time in whole seconds.
  @Test func sessionsHaveALength() async throws {
    var scenario = Stage.scenario(users: 2_000)
    scenario.app.activities[0].dwell = 60
    scenario.kpis = ["length >= 60 s", "length >= 1 min, length < 2 min", "length >= 10 h"].enumerated().map {
      KPIDefinition(name: "k\($0.offset)", measure: .share(of: "count(session, \($0.element)) = 1", among: "everyone"))
    }
    let sums = try await Lab.first(scenario)
    #expect(abs(zScore(sums.total(0), of: 2_000, exp(-1))) < 4)
    #expect(abs(zScore(sums.total(1), of: 2_000, exp(-1) - exp(-2))) < 4)
    #expect(sums.total(2) == 0)
  }

  @Test func factsSplitThePopulation() async throws {
    var scenario = Stage.scenario(users: 1_000)
    scenario.population.facts = [
      Population.Fact(name: "source", values: [Population.Share("ads", 0.3), Population.Share("store", 0.7)]),
      Population.Fact(name: "version", values: [Population.Share("1.9", 0.5), Population.Share("2.0", 0.5)]),
    ]
    let when = Stage.on(scenario, days: [1], hour: 10)
    let audiences = ["source = ads", "source = store", "source = ads and version = \"2.*\"", "source is undefined"]
    Stage.play(
      audiences.enumerated().map { index, text in Stage.push("c\(index)", when) { $0.audience = text } }, in: &scenario)
    let sums = try await Lab.first(scenario)
    let counts = (0..<4).map { sums.count(.delivered, campaign: $0) }
    #expect(counts[0] + counts[1] == 1_000 && counts[3] == 0)
    #expect(abs(zScore(counts[0], of: 1_000, 0.3)) < 4 && abs(zScore(counts[2], of: 1_000, 0.15)) < 4)
  }

  @Test func aFunnelIsItsSteps() async throws {
    var scenario = Stage.scenario(users: 500)
    Stage.addEvent("look", chance: 0.6, to: &scenario)
    Stage.addEvent("buy", chance: 0.5, to: &scenario)
    scenario.segments = [SegmentDefinition(name: "funnel", steps: ["did(look) or did(buy)", "did(buy)"])]
    let texts = ["funnel", "did(buy)", "not funnel and did(look)"]
    scenario.kpis = texts.enumerated().map {
      KPIDefinition(name: "k\($0.offset)", measure: .share(of: $0.element, among: "everyone"))
    }
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) == sums.total(1) && abs(zScore(sums.total(0), of: 500, 0.5)) < 4)
    #expect(abs(zScore(sums.total(2), of: 500, 0.3)) < 4)
  }
}
