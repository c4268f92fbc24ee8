import Behavior
import Foundation
import LabStatistics

/// The extra sessions of the first days, from what BG/BB leaves unexplained of the first days' retention.
///
/// BG/BB is held at its estimates, and boost and time are found by binomial likelihood of the retention on days 1 to 7.
/// Fitting all six together would be more likely but confounds novelty with the sorting of users who leave early: on the
/// launch of a mobile game it forecasts the second half of a month 6 % too low, where BG/BB alone is 0.5 % too high.
struct NoveltyFit {
  /// What the retention says.
  enum Outcome {
    case found(BehaviorParameters.Novelty, FitSummary, held: String?)
    case none(reason: String)
  }

  /// Days whose retention is looked at.
  static let lastDay = 7
  /// Days in which novelty may fade: shorter, and only the day after the install would tell the boost, which then runs
  /// away on the day of the install itself; longer, and it would be what BG/BB describes.
  static let days = 1.0...5.0

  private let model: BGBB
  private let counts: [RetentionCount]
  private let level: Double

  init(_ model: BGBB, retention: [RetentionCount], level: Double) {
    self.model = model
    counts = retention.filter { (1...Self.lastDay).contains($0.day) && $0.atRisk > 0 }
    self.level = level
  }

  var outcome: Outcome {
    guard counts.count >= 3 else { return .none(reason: "it needs the retention of three days or more") }
    guard let first = counts.first, first.share > model.probabilityActive(at: first.day) else {
      return .none(reason: "no more users return on the first days than BG/BB expects")
    }
    if let summary = fit(holding: nil), Self.days.contains(summary.values[1]) { return judged(summary, held: nil) }
    // Where the free fit leaves the range, or has no maximum, the likelier end of the range is taken.
    let ends = [Self.days.lowerBound, Self.days.upperBound].compactMap { days in fit(holding: days).map { ($0, days) } }
    guard let best = ends.max(by: { $0.0.logLikelihood < $1.0.logLikelihood }) else {
      return .none(reason: "the first days do not identify it")
    }
    let isFast = best.1 == Self.days.lowerBound
    let reason =
      isFast
      ? "held at 1 day: the boost is gone so soon that the days after the install do not tell how fast"
      : "held at 5 days: what fades more slowly is no novelty, and BG/BB fits these first days badly"
    return judged(best.0, held: reason)
  }

  private func judged(_ summary: FitSummary, held: String?) -> Outcome {
    let gain = summary.logLikelihood - logLikelihood(BehaviorParameters.Novelty(boost: 0))
    // AIC: each parameter has to be worth 1 of log-likelihood.
    guard gain > Double(summary.estimates.count) else {
      return .none(reason: "its gain of \(NumberWords.plain(gain)) in log-likelihood is no more than chance gives")
    }
    return .found(BehaviorParameters.Novelty(boost: summary.values[0], days: summary.values[1]), summary, held: held)
  }

  private func fit(holding days: Double?) -> FitSummary? {
    let problem = LikelihoodProblem(
      name: "early novelty", parameters: [ModelParameter("boost", .positive), ModelParameter("days", .positive)],
      observationCount: counts.first?.atRisk ?? 0, start: [0.5, 2],
      logLikelihood: { logLikelihood(BehaviorParameters.Novelty(boost: $0[0], days: $0[1])) })
    var options = MaximumLikelihood.Options()
    options.level = level
    options.spread = 1
    return try? MaximumLikelihood.maximize(problem, holding: days.map { ["days": $0] } ?? [:], options: options)
  }

  private func logLikelihood(_ novelty: BehaviorParameters.Novelty) -> Double {
    counts.reduce(0) { sum, count in
      let share = model.probabilityActive(at: count.day, novelty: novelty)
      return sum + count.returned * log(share) + (count.atRisk - count.returned) * log1p(-share)
    }
  }
}
