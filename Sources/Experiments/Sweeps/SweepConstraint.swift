import EngagementCore
import LabStatistics
import Simulation

/// What the settings that a search chooses must fulfil: `pressure.p95 <= 5`, `opt_outs <= 2%`, `cost <= 1200 EUR`.
public struct SweepConstraint: Sendable, Equatable, CustomStringConvertible {
  public let measure: SweepMeasure
  /// Whether the measure must not exceed the bound; otherwise it must reach it.
  public let isUpper: Bool
  public let bound: Double
  private let text: String

  /// How a setting stands to it.
  public enum Verdict: String, Sendable, Codable {
    case holds
    case broken
    /// The interval holds the bound.
    case unclear
    /// The measure has no number.
    case unknown
  }

  /// Reads a text in the words of checks: a measure, `<=` or `>=`, and a number with its unit.
  ///
  /// - Throws: ``SweepMeasureError`` that says what is valid.
  public init(_ text: String, arm: String?, in scenario: Scenario) throws(SweepMeasureError) {
    let example =
      "write e.g. `pressure.p95 <= 5 per week`, `lift(retention_7) >= 2%` or `cost <= 1200 \(scenario.currency)`"
    let expression = try ArmExpression(reading: text, in: scenario)
    guard let bound = expression.bound else { throw .invalid(text, "nothing says what must hold", example) }
    guard bound.confidence == nil else {
      throw .invalid(
        text, "the confidence of a search is one for all constraints", "leave out the `@`; use --confidence")
    }
    switch bound.comparator {
    case .less, .lessOrEqual: isUpper = true
    case .greater, .greaterOrEqual: isUpper = false
    case .equal, .notEqual: throw .invalid(text, "a constraint has a side", example)
    }
    measure = try SweepMeasure(expression, text, arm: arm, in: scenario)
    self.bound = bound.limit
    self.text = text
  }

  public var description: String { text }

  /// Judges replications of a point by the t interval of their mean; a single one, or equal ones, by the mean alone.
  func verdict(_ outcomes: [SweepOutcome], alpha: Double) throws -> Verdict {
    let numbers = outcomes.compactMap(measure.number)
    guard !numbers.isEmpty, numbers.count == outcomes.count else { return .unknown }
    let moments = Moments(numbers)
    let room = isUpper ? bound - moments.mean : moments.mean - bound
    guard let variance = moments.variance, variance > 0 else { return room >= 0 ? .holds : .broken }
    let critical = try StudentT(degreesOfFreedom: Double(moments.count - 1)).twoSidedCritical(alpha: alpha)
    let half = critical * (variance / Double(moments.count)).squareRoot()
    return room >= half ? .holds : room < -half ? .broken : .unclear
  }

  /// Whether the mean of replications is on the right side.
  func isMet(onAverage outcomes: [SweepOutcome]) -> Bool {
    guard let mean = measure.mean(over: outcomes) else { return false }
    return isUpper ? mean <= bound : mean >= bound
  }
}
