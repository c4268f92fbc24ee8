import Experiments
import LabStatistics

/// A measure of an arm at a point: of one replication with its own interval, of several their mean with the t interval.
struct SweepValue {
  var estimate: Double?
  var low: Double?
  var high: Double?
  var status: String?

  init(_ measure: SweepMeasure, arm: String, of outcomes: [SweepOutcome]) {
    let cells = outcomes.compactMap { $0.cell(arm: arm, kpi: measure.kpi) }
    let values = cells.map { Self.parts(of: $0, measure.kind) }
    status = outcomes.contains { $0.failure != nil } ? "failed" : cells.lazy.compactMap(\.status).first
    if let only = values.first, values.count == 1 {
      (estimate, low, high) = only
      return
    }
    let numbers = values.compactMap(\.estimate)
    guard !numbers.isEmpty, numbers.count == outcomes.count else { return }
    let moments = Moments(numbers)
    estimate = moments.mean
    guard let deviation = moments.standardDeviation,
      let critical = try? StudentT(degreesOfFreedom: Double(moments.count - 1)).twoSidedCritical(alpha: 0.05)
    else { return }
    let half = critical * deviation / Double(moments.count).squareRoot()
    (low, high) = (moments.mean - half, moments.mean + half)
  }

  private static func parts(of cell: SweepCell, _ kind: SweepMeasure.Kind) -> (
    estimate: Double?, low: Double?, high: Double?
  ) {
    switch kind {
    case .value: (cell.estimate, cell.low, cell.high)
    case .difference: (cell.difference, cell.differenceLow, cell.differenceHigh)
    case .lift: (cell.lift, cell.liftLow, cell.liftHigh)
    }
  }

  /// In words, with the interval.
  func text(_ measure: SweepMeasure, numbers: ReportNumbers = .plain) -> String {
    guard let estimate else { return status ?? "–" }
    func words(_ value: Double) -> String {
      measure.kind == .lift
        ? numbers.percent(value, signed: true) : numbers.number(value, signed: measure.kind == .difference)
    }
    guard let low, let high else { return words(estimate) }
    return "\(words(estimate)) (\(words(low)) to \(words(high)))"
  }
}
