import EngagementCore

/// A number of one arm in the words of checks, perhaps with a bound: `lift(retention_7)`, `cost(both) <= 1200 EUR`.
public struct ArmExpression: Sendable, Equatable {
  public let measure: CheckMeasure
  /// The arm that it names; nil: none.
  public let arm: String?
  /// The bound; nil: none.
  public let bound: CheckBound?

  /// Reads a text.
  ///
  /// - Throws: ``Problem`` that says what is wrong and what is valid.
  public init(_ text: String, in scenario: Scenario) throws(Problem) {
    do {
      (measure, arm, bound) = try CheckCompiler(scenario).expression(text)
    } catch {
      throw Problem(what: error.what, remedy: error.remedy)
    }
  }

  /// Why a text is no such expression.
  public struct Problem: Error, Sendable, Equatable {
    public let what: String
    public let remedy: String
  }
}
