import LabStatistics
import Simulation

/// Which of the varying values matter for a measure, from the outcomes of a design that was made for the question.
///
/// ```swift
/// let found = try SensitivityAnalysis(plan, measure: measure, outcomes: outcomes)
/// found.sentence     // "What matters most for the lift of ..."
/// ```
public struct SensitivityAnalysis: Sendable, Equatable {
  /// What is known of a varying value.
  public struct Row: Sendable, Equatable {
    public let path: String
    /// How much it matters, on the scale of its method; nil: not known.
    public let importance: Double?
    /// Interval of the importance; none for the tornado.
    public let interval: Interval?
    public let details: Details
    public let status: Status?
  }

  /// What a method says besides.
  public enum Details: Sendable, Equatable {
    /// Mean effect over the whole range, with sign, and the deviation of effects.
    case morris(mean: Double?, deviation: Double?, trajectories: Int)
    /// The share of the variance that it explains alone; the importance is its share with all interactions.
    case indices(first: Double?, interval: Interval?)
    /// The values at the ends, and the measure there.
    case tornado(low: String, high: String, atLow: Double?, atHigh: Double?)
  }

  public let design: SweepPlan.Design
  public let measure: SweepMeasure
  /// The most important value first.
  public let rows: [Row]
  /// Points of the plan without a number.
  public let missing: Int
  /// Points at which a lift or a difference is below zero, and those with a number.
  public let below: Int
  public let known: Int
  /// The least and the greatest number over the points.
  public let range: ClosedRange<Double>?
  /// What the scenario as written gives; only the tornado plays it.
  public let center: Double?

  /// Analyses a plan; several replications of a point count by their mean.
  ///
  /// - Parameter alpha: Intervals have confidence 1 - alpha.
  /// - Throws: `StatisticsError`; a design that is not made for the question gives no rows.
  public init(_ plan: SweepPlan, measure: SweepMeasure, outcomes: [SweepOutcome], alpha: Double = 0.05) throws {
    let byPoint = Dictionary(grouping: outcomes, by: \.job.point)
    let numbers = plan.points.map { point in byPoint[point.index].flatMap(measure.mean(over:)) }
    let outputs = plan.rows.map { numbers[$0] }
    let known = numbers.compactMap(\.self)
    design = plan.design
    self.measure = measure
    self.known = known.count
    missing = numbers.count - known.count
    below = measure.kind == .value ? 0 : known.count { $0 < 0 }
    range = known.min().flatMap { low in known.max().map { low...$0 } }
    center = plan.design == .tornado ? outputs.first ?? nil : nil
    rows = try Self.rows(plan, outputs, alpha: alpha).enumerated().sorted {
      ($1.element.importance ?? -1, $0.offset) < ($0.element.importance ?? -1, $1.offset)
    }.map(\.element)
  }

  private static func rows(_ plan: SweepPlan, _ outputs: [Double?], alpha: Double) throws -> [Row] {
    let paths = plan.parameters.map(\.path)
    if let morris = plan.morris {
      return zip(paths, try morris.effects(of: outputs, alpha: alpha)).map { path, effect in
        Row(
          path: path, importance: effect.meanAbsolute, interval: effect.interval,
          details: .morris(mean: effect.mean, deviation: effect.spread, trajectories: effect.trajectories),
          status: effect.status)
      }
    }
    if let saltelli = plan.saltelli {
      let indices = try saltelli.indices(of: outputs, alpha: alpha)
      return zip(paths, indices.parameters).map { path, parameter in
        Row(
          path: path, importance: parameter.total?.estimate, interval: parameter.total?.interval,
          details: .indices(first: parameter.first?.estimate, interval: parameter.first?.interval),
          status: indices.status)
      }
    }
    guard plan.design == .tornado else { return [] }
    return plan.parameters.enumerated().map { index, parameter in
      let (atLow, atHigh) = (outputs[1 + 2 * index], outputs[2 + 2 * index])
      let change = atLow.flatMap { low in atHigh.map { abs($0 - low) } }
      return Row(
        path: parameter.path, importance: change, interval: nil,
        details: .tornado(
          low: parameter.values.value(at: 0), high: parameter.values.value(at: 1), atLow: atLow, atHigh: atHigh),
        status: change == nil ? .tooFewUnits : nil)
    }
  }
}
