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

  /// Reads a text of a measure, `<=` or `>=`, and a number with its unit.
  ///
  /// - Throws: ``SweepMeasureError`` that says what is valid.
  public init(_ text: String, arm: String?, in scenario: Scenario) throws(SweepMeasureError) {
    let example = "write e.g. `pressure.p95 <= 5`, `lift(retention_7) >= 2%` or `cost <= 1200 \(scenario.currency)`"
    guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" }) else { throw .unknown(text, example) }
    let after = text[text.index(after: sign)...]
    guard let number = ParameterNumber(String(after.drop { $0 == "=" })), !number.isTime else {
      throw .unknown(text, example)
    }
    measure = try SweepMeasure(String(text[..<sign]), arm: arm, in: scenario)
    isUpper = text[sign] == "<"
    self.text = text
    switch number.unit {
    case "": bound = number.value
    case "%": bound = number.value / 100
    case scenario.currency: bound = number.value
    case "per week" where measure.kpi.hasPrefix("pressure."): bound = number.value
    default: throw .unknown(text, "the unit `\(number.unit)` does not fit; \(example)")
    }
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
