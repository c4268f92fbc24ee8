import Behavior
import EngagementCore
import LabStatistics
import Primitives
import Simulation

/// Answers of polls, and who claims conversions beside what was caused.
extension ResultBuilder {
  /// How often each answer of the arm's polls was given.
  func polls(_ arm: Int) -> [String: [String: Int]]? {
    let counts = sums[arm].answers
    var first = 0
    let starts = scenario.campaigns.map { campaign in
      defer { first += campaign.content.answers.count }
      return first
    }
    var result: [String: [String: Int]] = [:]
    for (index, campaign) in campaigns(of: arm) where !campaign.content.answers.isEmpty {
      let answers = campaign.content.answers.enumerated().map { ($0.element.name, counts[starts[index] + $0.offset]) }
      result[campaign.name] = Dictionary(answers) { first, _ in first }
    }
    return result.isEmpty ? nil : result
  }

  /// What the views are.
  var attributionViews: [RunResult.AttributionView]? {
    guard !scenario.attribution.isEmpty else { return nil }
    return scenario.attribution.map { view in
      RunResult.AttributionView(
        name: view.name, conversion: view.conversion, start: view.start.rawValue, withinSeconds: view.within,
        credit: view.credit.rawValue, oncePerUser: view.oncePerUser,
        kpi: countingKPI(of: view.conversion).map { scenario.kpis[$0].name })
    }
  }

  /// What the views claim in an arm.
  func attribution(_ arm: Int) throws -> [String: RunResult.AttributionResult]? {
    guard !scenario.attribution.isEmpty else { return nil }
    var result: [String: RunResult.AttributionResult] = [:]
    for (index, view) in scenario.attribution.enumerated() {
      let seen = sums[arm].credits(view: index, campaign: nil)
      var credits: [String: RunResult.Credit] = [:]
      for (campaign, definition) in campaigns(of: arm) {
        let credit = sums[arm].credits(view: index, campaign: campaign)
        credits[definition.name] = RunResult.Credit(
          conversions: credit.conversions, revenue: Money(micros: credit.revenue).units)
      }
      result[view.name] = RunResult.AttributionResult(
        conversions: seen.conversions, revenue: Money(micros: seen.revenue).units, credits: credits,
        incremental: try countingKPI(of: view.conversion).flatMap { try incremental(arm: arm, kpi: $0) })
    }
    return result
  }

  /// The sources of an arm's sessions.
  func sessionSources(_ sums: ArmSums) -> RunResult.SessionSources? {
    let sources = sums.sessionSources
    // Sessions of an app without screens have no hour.
    guard sources.count == 3, !scenario.app.activities.isEmpty else { return nil }
    return RunResult.SessionSources(direct: sources[0], influenced: sources[1], unattributed: sources[2])
  }

  /// The first KPI whose numerator is the count of a tag, whatever it is divided by.
  private func countingKPI(of tag: String) -> Int? {
    scenario.kpis.firstIndex { kpi in
      if case .count(tag, topic: nil, per: _) = kpi.measure { true } else { false }
    }
  }

  /// The difference in the number of occurrences that a KPI counts, over all users.
  private func incremental(arm: Int, kpi: Int) throws -> RunResult.IntervalEstimate? {
    guard arm != baseline else { return nil }
    let moments = sums[arm].moments[kpi]
    // Per user, whatever the KPI's own denominator is: the people are the same, so their number is no question.
    let means = [moments.mean(0), 1, moments.mean(2), 1]
    let covariance = (0..<4).map { i in
      (0..<4).map { j in i % 2 == 0 && j % 2 == 0 ? moments.covariance(i, j) : 0 }
    }
    let pair = try PairedComparison(count: Int(moments.count), means: means, covariance: covariance)
    var estimate = RunResult.IntervalEstimate(try pair.paired(alpha: alpha), pair: pair)
    let users = Double(moments.count)
    if estimate.estimate != nil { estimate.estimate = Double(moments.sums[0] - moments.sums[2]) }
    estimate.low = estimate.low.map { $0 * users }
    estimate.high = estimate.high.map { $0 * users }
    return estimate
  }
}
