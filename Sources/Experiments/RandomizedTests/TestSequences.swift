import Foundation
import LabStatistics
import Simulation

/// The first metric of a test over its looks: what each would show, and where the rule ends the test.
struct TestSequences {
  let analysis: TestAnalysis
  let test: Int
  let lost: [Bool]
  /// Positions of the looks in the table.
  let looks: [Int]

  init(_ analysis: TestAnalysis, test: Int, lost: [Bool], looks: [Int]) {
    self.analysis = analysis
    self.test = test
    self.lost = lost
    self.looks = looks
  }

  private var definition: ExperimentDefinition { analysis.scenario.experiments[test] }

  func sequences() throws -> [RunResult.TestSequence] {
    guard let metric = definition.metrics.first.flatMap({ analysis.metric($0) }) else { return [] }
    let reading = analysis.reading(test, metric, lost: lost)
    let control = analysis.places.controlIndex(of: definition)
    let information = reading.information(looks: looks, adjusted: definition.isAdjusted)
    let settings = try AnalysisSettings(alpha: definition.alpha)
    let data = try looks.map { try reading.arms(look: $0) }
    var result: [RunResult.TestSequence] = []
    for arm in definition.arms.indices where arm != control {
      let found = try data.map { arms in
        try compare(metric, arms[control], arms[arm], settings)
      }
      let truths = try looks.map { try reading.truth(arm: arm, look: $0) }
      result.append(try sequence(metric, arm: arm, found, truths, information))
    }
    return result
  }

  /// Adjusted where that is asked for and possible, so that the sequence is of the estimate that decides.
  private func compare(
    _ metric: TestMetric, _ control: ArmData, _ arm: ArmData, _ settings: AnalysisSettings
  ) throws -> MetricResult {
    if definition.isAdjusted {
      let result = try analysis.compare(metric, adjusted: true, control, arm, settings)
      if result.difference.standardError != nil { return result }
    }
    return try analysis.compare(metric, adjusted: false, control, arm, settings)
  }

  private func sequence(
    _ metric: TestMetric, arm: Int, _ found: [MetricResult], _ truths: [PairedComparison?], _ information: [Double]
  ) throws -> RunResult.TestSequence {
    // Several arms share the level of a test that may end early.
    let alpha = definition.alpha / Double(definition.correction == .none ? 1 : max(1, definition.arms.count - 1))
    let rule = try definition.rule.stopping(
      information: information, alpha: alpha, users: users(found.last),
      prior: (definition.minimumLift ?? 0.05) * abs(found.last?.control ?? 0))
    let always = try StoppingRule.alwaysValid(bestAt: users(found.last), alpha: alpha)
    // The mixture runs on information, which users who come one after the other bring in equal parts.
    let interim = zip(found, information).map { result, share in
      InterimLook(
        estimate: result.difference.estimate ?? 0, standardError: result.difference.standardError ?? 0,
        users: users(found.last) * share)
    }
    let decision = rule.decide(interim)
    let isEarly = decision.winner != nil && decision.look + 1 < interim.count
    let rows = found.enumerated().map { position, result in
      let wide = always.interval(at: position, of: interim)
      return RunResult.TestLook(
        day: analysis.table.plan.looks[looks[position]], users: result.units.control + result.units.treatment,
        estimate: result.difference.estimate, standardError: result.difference.standardError,
        fixed: .init(
          estimate: result.difference.estimate, low: result.difference.low, high: result.difference.high,
          status: result.statuses.first { $0 != result.lift.status }?.rawValue),
        alwaysValid: .init(
          estimate: result.difference.estimate, low: wide?.low, high: wide?.high,
          status: wide == nil ? result.statuses.first?.rawValue : nil),
        information: information[position], boundary: rule.boundary(at: position, of: interim),
        truth: TestAnalysis.estimate(result, truths[position]).truth.estimate)
    }
    return RunResult.TestSequence(
      metric: metric.name, arm: definition.arms[arm].name, looks: rows,
      stopped: isEarly ? rows[decision.look].day : nil)
  }

  private func users(_ result: MetricResult?) -> Double {
    Double(max(2, (result?.units.control ?? 0) + (result?.units.treatment ?? 0)))
  }
}

extension ExperimentDefinition.Rule {
  /// The rule on numbers.
  ///
  /// - Parameters:
  ///   - information: Of each look as a share of the last one's.
  ///   - users: At the last look, for which an always-valid interval is narrowest.
  ///   - prior: Standard deviation of the effect before anything is seen; 0: unknown.
  func stopping(information: [Double], alpha: Double, users: Double, prior: Double) throws -> StoppingRule {
    switch self {
    case .fixed: return try .fixed(alpha: alpha)
    case .peeking: return try .peeking(alpha: alpha)
    case .obrienFleming:
      return try .groupSequential(.spending(.lanDeMetsOBrienFleming), information: information, alpha: alpha)
    case .pocock: return try .groupSequential(.spending(.lanDeMetsPocock), information: information, alpha: alpha)
    case .alwaysValid: return try .alwaysValid(bestAt: users, alpha: alpha)
    case .bayes:
      return try .chanceToWin(
        threshold: 1 - alpha / 2, prior: prior > 0 ? NormalPrior(mean: 0, standardDeviation: prior) : nil, alpha: alpha)
    }
  }
}
