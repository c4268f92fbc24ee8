import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Crashes, errors, and what people think of the app.
@Suite struct TroubleTests {
  private func app(users: Int, days: Int, rate: Double = 0.05) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days)
    Lab.leaving(&scenario, rate)
    Lab.corridor(&scenario, screens: 1)
    Lab.addEvent("stall", .fixed(0.2), on: ["s1"], to: &scenario) { $0.kind = .error }
    Lab.addEvent("crash", .fixed(0.1), on: ["s1"], to: &scenario) { $0.kind = .crash }
    scenario.population.facts = [
      Population.Fact(name: "version", values: [Population.Share("old", 0.4), Population.Share("new", 0.6)])
    ]
    scenario.app.technical = AppModel.Technical()
    Lab.count(["stall", "crash"], in: &scenario)
    return scenario
  }

  /// One session each: an old version crashes three times as often, an iPhone half as often.
  @Test func devicesCrashByTheirFactors() async throws {
    var scenario = app(users: 60_000, days: 1)
    scenario.app.technical?.crashes = [
      .init(fact: "version", value: "old", factor: 3), .init(fact: "platform", value: "ios", factor: 0.5),
    ]
    scenario.app.technical?.errors = [.init(fact: "version", value: "new", factor: 0.25)]
    let among = ["old", "new"].flatMap { v in ["ios", "android"].map { "version = \(v) and platform = \($0)" } }
    scenario.kpis += among.enumerated().flatMap { index, who in
      ["crash", "stall"].map {
        KPIDefinition(name: "\($0)_\(index)", measure: .share(of: "did(\($0))", among: who))
      }
    }
    let sums = try await Lab.first(scenario)
    for (index, (crash, stall)) in [(0.15, 0.2), (0.3, 0.2), (0.05, 0.05), (0.1, 0.05)].enumerated() {
      for (offset, expected) in [crash, stall].enumerated() {
        let pair = sums.ratio(2 + 2 * index + offset)
        #expect(abs(zScore(pair[0], of: pair[1], expected)) < 3.5, "\(among[index])")
      }
    }
  }

  /// Errors at every session of daily users: the trouble is at its limit from the first day on.
  @Test(arguments: [0.0, 0.7, 1.85])
  func whoHasTroubleLeavesSooner(most: Double) async throws {
    var scenario = app(users: 30_000, days: 11, rate: 0.02)
    scenario.app.events = []
    scenario.tagPlan.errors = []
    Lab.addEvent("stall", .fixed(1), on: ["s1"], to: &scenario) { $0.kind = .error }
    Lab.count(["stall"], in: &scenario)
    scenario.app.technical?.error = 5
    scenario.app.technical?.most = most
    let sums = try await Lab.first(scenario)
    for day in [1, 5, 10] {
      let expected = pow(0.98, Double(day) * exp(most))
      #expect(abs(zScore(sums.activeUsers[day], of: 30_000, expected)) < 3.5, "day \(day)")
    }
  }

  @Test func moreHarmPerCrashMeansFewerUsers() async throws {
    var last = Int.max
    for harm in [0.0, 0.3, 1] {
      var scenario = app(users: 8_000, days: 20, rate: 0.03)
      scenario.app.technical?.crash = harm
      scenario.app.technical?.error = 0
      let active = try await Lab.first(scenario).activeUsers[19]
      #expect(active < last)
      last = active
    }
  }

  /// A message that the error itself triggered is an apology, and may make up for it.
  @Test func anApologyMayBeAccepted() async throws {
    var scenario = app(users: 6_000, days: 25, rate: 0.02)
    scenario.behavior.activity.mean = 0.7
    scenario.behavior.activity.concentration = 1e6
    scenario.behavior.engagement.effect = 0
    Lab.openEverything(&scenario)
    scenario.app.events = [scenario.app.events[1]]
    scenario.tagPlan.errors = []
    Lab.count(["crash"], in: &scenario)
    scenario.app.technical?.crash = 1.5
    Lab.add([Lab.campaign("sorry", .onTag(tag: "crash", occurrence: nil, delay: 60))], to: &scenario)
    scenario.comparison.arms = [.init(name: "sorry", programs: ["sorry"])]
    scenario.comparison.baseline = "sorry"
    let ignored = try await Lab.first(scenario)
    scenario.app.technical?.forgives = 1
    let accepted = try await Lab.first(scenario)
    #expect(accepted.activeUsers[24] > ignored.activeUsers[24] + 300)
  }

  // MARK: Ratings

  private func rated(users: Int) -> Scenario {
    var scenario = app(users: users, days: 2, rate: 1e-9)
    scenario.app.events[0].chance = .fixed(1)
    scenario.app.events.removeLast()
    Lab.addEvent("rate", .fixed(1), to: &scenario) { $0.once = true }
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "stars", type: .integer)]
    var ratings = AppModel.Ratings(ratedBy: ["rate"])
    ratings.appInfo = "stars"
    ratings.spread = 0
    ratings.activity = 0
    ratings.trouble = 1
    scenario.app.ratings = ratings
    scenario.kpis = []
    Lab.shares((1...5).map { "value(stars) = \($0)" }, in: &scenario)
    return scenario
  }

  /// One error before the rating: the ordered logit is shifted by the trouble.
  @Test(arguments: [0.0, 1.2])
  func starsFollowTheTrouble(trouble: Double) async throws {
    var scenario = rated(users: 30_000)
    scenario.app.technical?.error = trouble
    let sums = try await Lab.first(scenario)
    let shares = try #require(scenario.app.ratings).stars
    var (below, last) = (0.0, 0.0)
    for k in 0..<5 {
      below += shares[k]
      let cumulative = k == 4 ? 1 : Lab.chance(Lab.odds(below) + trouble)
      #expect(abs(zScore(sums.total(k), of: 30_000, cumulative - last)) < 3.5, "\(k + 1) stars")
      last = cumulative
    }
  }

  /// Satisfied people share more, and give more stars.
  @Test func sharersGiveMoreStars() async throws {
    var scenario = rated(users: 20_000)
    scenario.app.ratings?.spread = 1.5
    scenario.app.ratings?.sharedBy = ["share"]
    scenario.app.ratings?.sharing = 1
    Lab.addEvent("share", .fixed(0.02), to: &scenario)
    scenario.kpis = ["did(share)", "not did(share)"].enumerated().map {
      KPIDefinition(name: "five_\($0)", measure: .share(of: "value(stars) = 5", among: $1))
    }
    let sums = try await Lab.first(scenario)
    let five = [0, 1].map { Double(sums.ratio($0)[0]) / Double(sums.ratio($0)[1]) }
    #expect(sums.ratio(0)[1] > 2_000)
    #expect(five[0] > five[1] + 0.1)
  }
}
