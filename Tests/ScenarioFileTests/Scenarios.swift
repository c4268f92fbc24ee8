import ScenarioFile
import Simulation

/// Builds scenarios for tests from the part that matters.
enum Text {
  /// A small app with everything that a campaign may name.
  static let app = """
    scenario: small
    horizon: 28 days
    warm_up: 2 weeks
    population: {size: 100, new_per_day: 5}
    app:
      topics: [news, sport]
      activities:
        home: {next: {article: 50%, exit: 50%}, dwell: 20 s}
        article: {next: {home: 50%}, dwell: 1 min, extras: [category]}
      events:
        click: {on: article, chance: 2%, revenue: 0.05 EUR, extras: [category]}
        buy: {chance: conversion, revenue: spend, once: true, sets: {account: true, level: 3}}
      app_info: {account: boolean, level: integer, city: string, since: date}

    """

  /// The small app with one campaign, given as the lines of its body.
  static func campaign(_ body: String) -> String {
    let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
    return app + "campaigns:\n  one:\n" + lines + """
      programs: {p: {campaigns: [one]}}
      comparison: {arms: {p: [p]}}
      kpis: {sessions: {count: session}}

      """
  }

  /// The small app with one KPI.
  static func kpi(_ body: String) -> String {
    app + """
      comparison: {arms: {quiet: []}}
      kpis: {k: \(body)}

      """
  }
}
