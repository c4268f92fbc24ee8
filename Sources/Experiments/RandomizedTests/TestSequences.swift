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
    let last = found.last
    let prior = (definition.minimumLift ?? 0.05) * abs(last?.control ?? 0)
    let boundaries = try StoppingBoundaries(
      definition.rule, information: information, alpha: alpha,
      users: (last?.units.control ?? 0) + (last?.units.treatment ?? 0),
      standardErrors: found.map(\.difference.standardError), prior: prior > 0 ? prior : nil)
    var stopped: Int?
    var rows: [RunResult.TestLook] = []
    for (position, result) in found.enumerated() {
      let day = analysis.table.plan.looks[looks[position]]
      let error = result.difference.standardError
      let estimate = result.difference.estimate
      if stopped == nil, position + 1 < found.count, let error, let estimate, let boundary = boundaries.z[position],
        abs(estimate) > boundary * error
      {
        stopped = day
      }
      let half = error.map { boundaries.alwaysValid[position] * $0 }
      let truth = TestAnalysis.estimate(result, truths[position]).truth.estimate
      rows.append(
        RunResult.TestLook(
          day: day, users: result.units.control + result.units.treatment, estimate: estimate, standardError: error,
          fixed: .init(
            estimate: estimate, low: result.difference.low, high: result.difference.high,
            status: result.statuses.first?.rawValue),
          alwaysValid: .init(
            estimate: estimate, low: estimate.flatMap { e in half.map { e - $0 } },
            high: estimate.flatMap { e in half.map { e + $0 } },
            status: error == nil ? result.statuses.first?.rawValue : nil),
          information: information[position], boundary: boundaries.z[position], truth: truth))
    }
    return RunResult.TestSequence(
      metric: metric.name, arm: definition.arms[arm].name, looks: rows, stopped: stopped)
  }
}
