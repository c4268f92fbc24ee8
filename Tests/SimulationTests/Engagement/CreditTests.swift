import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// The views of attribution count what they say.
@Suite struct CreditTests {
  private static func views(_ conversion: String, within: Int) -> [AttributionDefinition] {
    AttributionDefinition.Credit.allCases.map { credit in
      var view = AttributionDefinition(name: "v", conversion: conversion, within: within)
      view.credit = credit
      view.name = credit.rawValue
      return view
    }
  }

  @Test(arguments: 0..<12)
  func creditsOfTheSameConversions(number: Int) async throws {
    var generator = RandomScenario(900 + number)
    var scenario = generator.engagement(isCoupled: false)
    // Late arrivals would open the window of a conversion before the message is met.
    scenario.behavior.connectivity.offline = 0
    let within = 2 * secondsPerDay
    for index in scenario.campaigns.indices {
      scenario.campaigns[index].conversion = Conversion(tag: "buy", within: within)
    }
    scenario.attribution = Self.views("buy", within: within)
    var once = scenario.attribution[0]
    once.name = "once"
    once.oncePerUser = true
    scenario.attribution.append(once)
    scenario.kpis = [
      KPIDefinition(name: "buys", measure: .count(tag: "buy", topic: nil, per: .user)),
      KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user)),
    ]
    scenario.objective = nil
    for (arm, sums) in try await Lab.run(scenario).enumerated() {
      let campaigns = scenario.campaigns.indices
      func all(_ view: Int) -> Int { campaigns.reduce(0) { $0 + sums.credits(view: view, campaign: $1).conversions } }
      // Order of the credits: every, first, last, last click else view; then every, once per user.
      for view in 0..<4 { #expect(sums.credits(view: view, campaign: nil).conversions == sums.total(0)) }
      #expect(all(0) >= all(2) && all(1) == all(2) && all(3) <= all(2) && all(2) <= sums.total(0))
      #expect(
        campaigns.allSatisfy { campaign in
          let every = sums.credits(view: 0, campaign: campaign)
          return (1...3).allSatisfy {
            let other = sums.credits(view: $0, campaign: campaign)
            return other.conversions <= every.conversions && other.revenue <= every.revenue
          }
        })
      #expect(campaigns.allSatisfy { sums.credits(view: 4, campaign: $0).conversions <= sums.users })
      #expect(all(4) <= all(0))
      for index in campaigns where [.notification, .text, .web, .poll].contains(scenario.campaigns[index].content.kind)
      {
        #expect(sums.credits(view: 0, campaign: index).conversions >= sums.count(.converted, campaign: index))
      }
      if arm == 0 { #expect(all(0) == 0) }
      // Sessions of an app without screens have no hour, and so no source.
      if !scenario.app.activities.isEmpty {
        #expect(sums.sessionSources.reduce(0, +) == sums.total(1))
        #expect(sums.sessionSources[0] <= campaigns.reduce(0) { $0 + sums.count(.opened, campaign: $1) })
      }
    }
  }

  /// Whatever is a tag may be a conversion, and a view sees all of them.
  @Test(arguments: ["session", "home", "tap", "video", "shop"])
  func everyTagMayBeCredited(tag: String) async throws {
    var scenario = Stage.scenario(users: 30, days: 12)
    Stage.addEvent("tap", to: &scenario)
    scenario.tagPlan.jobs = [TagPlan.Tag(name: "video")]
    scenario.tagPlan.places = [TagPlan.Tag(name: "shop")]
    scenario.app.jobs = [AppModel.Job(name: "video", on: ["home"], chance: 1, duration: 10)]
    scenario.app.jobs[0].isBackground = true
    scenario.app.places = [AppModel.Place(name: "shop", share: 1, visitsPerWeek: 14)]
    scenario.app.interruptions.chance = 0.5
    Stage.play([Stage.wake(scenario, days: [2, 3, 4])], in: &scenario)
    scenario.attribution = [AttributionDefinition(name: "v", conversion: tag, within: 3600)]
    scenario.kpis = [KPIDefinition(name: "k", measure: .count(tag: tag, topic: nil, per: .user))]
    let sums = try await Lab.first(scenario)
    #expect(sums.credits(view: 0, campaign: nil).conversions == sums.total(0) && sums.total(0) >= 120)
    let own = sums.credits(view: 0, campaign: 0).conversions
    if tag == "shop" {
      #expect(own > 0 && own < 30)
    } else {
      // Three wakings; the session of the install came before.
      #expect(own == 90)
    }
    if tag == "session" { #expect(sums.sessionSources == [90, 0, 30]) }
  }

  /// One message at 10:00 and a session at 10:00:01, twice; the window is counted in seconds and its end is exclusive.
  @Test(arguments: [(1, 0, 0), (2, 60, 60), (secondsPerDay + 1, 60, 60), (secondsPerDay + 2, 60, 90)])
  func windowsOfEveryAndLast(within: Int, last: Int, every: Int) async throws {
    var scenario = Stage.scenario(users: 30)
    Stage.play(
      [Stage.wake(scenario, days: [2]), Stage.wake(scenario, days: [3], hour: 10)], in: &scenario)
    scenario.attribution = Self.views("session", within: within)
    let sums = try await Lab.first(scenario)
    func all(_ view: Int) -> Int {
      sums.credits(view: view, campaign: 0).conversions + sums.credits(view: view, campaign: 1).conversions
    }
    #expect(all(0) == every && all(2) == last)
    #expect(sums.credits(view: 2, campaign: 1).conversions == last / 2)
  }

  /// Sessions up to twelve hours after a message that nobody clicked are influenced.
  @Test func sourcesOfSessions() async throws {
    var scenario = Stage.scenario(users: 30)
    scenario.behavior.activity.mean = 0.95
    scenario.behavior.activity.concentration = 1e9
    scenario.kpis = [KPIDefinition(name: "k", measure: .count(tag: "session", topic: nil, per: .user))]
    scenario.attribution = [AttributionDefinition(name: "v", conversion: "session", within: 3600)]
    let everyDay = Array(0..<10)
    // Sessions are at noon.
    Stage.play([Stage.push("morning", Stage.on(scenario, days: [1, 2], hour: 9))], in: &scenario)
    let influenced = try await Lab.first(scenario)
    let perDay = influenced.series(kpi: 0, denominator: false)
    #expect(influenced.sessionSources == [0, perDay[1] + perDay[2], influenced.total(0) - perDay[1] - perDay[2]])
    scenario.campaigns[0].schedule = Stage.on(scenario, days: everyDay, hour: 22)
    let evening = try await Lab.first(scenario)
    #expect(evening.sessionSources == [0, 0, evening.total(0)])
  }
}
