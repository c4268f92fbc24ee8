import Behavior
import EngagementCore
import Primitives
import Simulation

/// Worlds in which everything is certain: users install at noon of day 0 and open the app then; after that only when a push
/// that they always open wakes them, one second later. They accept everything and swipe nothing away.
enum Stage {
  static func scenario(users: Int = 20, days: Int = 10) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days, arms: [("all", [])])
    Lab.steady(&scenario)
    scenario.population.platforms = [Population.Share("android", 1)]
    scenario.behavior.activity.mean = 0
    scenario.behavior.rhythm.hour = (0..<24).map { $0 == 12 ? 1 : 0 }
    scenario.behavior.response.ios = 0
    scenario.behavior.response.other = 0
    scenario.behavior.response.hour = 0
    scenario.behavior.response.triggered = 0
    scenario.behavior.response.delayIOS = 1.0 / 60
    scenario.behavior.response.delayOther = 1.0 / 60
    scenario.behavior.response.delaySpread = 0
    scenario.behavior.response.dismiss = 0
    scenario.behavior.fatigue.effect = 0
    scenario.behavior.fatigue.templateEffect = 0
    scenario.behavior.inApp.seen = 1
    scenario.behavior.inApp.act = 0
    scenario.behavior.inApp.actTriggered = 0
    scenario.behavior.inApp.dismiss = 0
    scenario.tagPlan.activities = [TagPlan.Tag(name: "home")]
    scenario.app.activities = [AppModel.Activity(name: "home", next: [], dwell: 5, hasTopic: false)]
    return scenario
  }

  /// Adds an event that happens on each view of a screen.
  static func addEvent(
    _ name: String, on screen: String = "home", chance: Double = 1, sets: [AppInfoSetting] = [],
    to scenario: inout Scenario
  ) {
    scenario.tagPlan.events.append(TagPlan.Tag(name: name))
    var event = AppModel.Event(name: name, on: [screen], chance: .fixed(chance))
    event.sets = sets
    scenario.app.events.append(event)
  }

  /// Adds campaigns to the first arm.
  static func play(_ campaigns: [CampaignDefinition], in scenario: inout Scenario) {
    Lab.add(campaigns, to: &scenario)
    scenario.comparison.arms[0].programs += campaigns.map(\.name)
  }

  /// A push that nobody opens.
  static func push(
    _ name: String, _ schedule: Schedule, _ change: (inout CampaignDefinition) -> Void = { _ in }
  ) -> CampaignDefinition {
    Lab.campaign(name, schedule) {
      $0.content.appeal = -60
      change(&$0)
    }
  }

  /// A message inside a session that nobody acts upon.
  static func inApp(
    _ name: String, _ schedule: Schedule, _ change: (inout CampaignDefinition) -> Void = { _ in }
  ) -> CampaignDefinition {
    push(name, schedule) {
      $0.content.channel = .inApp
      change(&$0)
    }
  }

  /// A push that brings everybody into the app, at an hour of some days.
  static func wake(_ scenario: Scenario, days: [Int], hour: Int = 10) -> CampaignDefinition {
    Lab.campaign("wake_\(days[0])_\(hour)", on(scenario, days: days, hour: hour)) {
      $0.content.appeal = 60
      $0.priority = 0
    }
  }

  static func on(_ scenario: Scenario, days: [Int], hour: Int) -> Schedule {
    .dates(days.map { scenario.start.adding(days: $0) }, at: .at(secondOfDay: hour * 3600), zone: .user)
  }

  static func moment(_ scenario: Scenario, day: Int, hour: Int, zone: Zone = .user) -> ClockMoment {
    ClockMoment(date: scenario.start.adding(days: day), second: hour * 3600, zone: zone)
  }

  /// A time as the log writes it.
  static func time(_ scenario: Scenario, day: Int, _ clock: String) -> String {
    "\(scenario.start.adding(days: day))T\(clock)"
  }
}

extension ArmSums {
  /// How the decisions about a campaign of a scenario ended.
  func outcomes(_ name: String, of scenario: Scenario) -> [String: Int] {
    scenario.campaigns.firstIndex { $0.name == name }.map { outcomes($0) } ?? [:]
  }

  func count(_ count: CampaignCount, _ name: String, of scenario: Scenario) -> Int {
    scenario.campaigns.firstIndex { $0.name == name }.map { self.count(count, campaign: $0) } ?? -1
  }
}
