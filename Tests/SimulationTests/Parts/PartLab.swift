import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation

extension Lab {
  /// Steady people who lose interest at exactly this rate a day, each install on the first day.
  static func leaving(_ scenario: inout Scenario, _ rate: Double) {
    steady(&scenario)
    scenario.behavior.dropout.gamma = rate * 1e9
    scenario.behavior.dropout.delta = (1 - rate) * 1e9
    scenario.behavior.dropout.uninstall = 0
  }

  /// A session that passes so many screens, always.
  static func corridor(_ scenario: inout Scenario, screens: Int) {
    scenario.tagPlan.activities = (1...screens).map { TagPlan.Tag(name: "s\($0)") }
    scenario.app.activities = (1...screens).map { k in
      AppModel.Activity(name: "s\(k)", next: k < screens ? [("s\(k + 1)", 1)] : [], dwell: 1, hasTopic: false)
    }
  }

  /// An event of the tag plan.
  static func addEvent(
    _ name: String, _ chance: AppModel.Chance, on: [String] = [], to scenario: inout Scenario,
    _ change: (inout AppModel.Event) -> Void = { _ in }
  ) {
    var event = AppModel.Event(name: name, on: on, chance: chance)
    change(&event)
    scenario.app.events.append(event)
    if event.kind == .error { scenario.tagPlan.errors.append(TagPlan.Tag(name: name)) }
    if event.kind == .event { scenario.tagPlan.events.append(TagPlan.Tag(name: name)) }
  }

  /// Counts of events as KPIs, in this order.
  static func count(_ events: [String], in scenario: inout Scenario) {
    scenario.kpis = events.map { KPIDefinition(name: $0, measure: .count(tag: $0, topic: nil, per: .user)) }
  }

  /// Shares of users for whom expressions hold at the end, as further KPIs.
  static func shares(_ expressions: [String], in scenario: inout Scenario) {
    for (k, text) in expressions.enumerated() {
      scenario.kpis.append(KPIDefinition(name: "share_\(k)", measure: .share(of: text, among: "everyone")))
    }
  }

  /// Log-odds, and back.
  static func odds(_ p: Double) -> Double { log(p / (1 - p)) }
  static func chance(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }
}
