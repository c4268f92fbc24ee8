/// What a selection promises: with at least this probability the best system, whenever it leads by at least the indifference.
public struct IndifferenceZone: Sendable, Equatable {
  /// Probability of correct selection, above chance and below 1.
  public let confidence: Double
  /// The smallest lead worth finding, in the unit of the output.
  public let indifference: Double

  /// A promise.
  ///
  /// - Throws: ``StatisticsError`` unless confidence is in 0.5...1 - 1e-9 and the indifference is positive.
  public init(confidence: Double = 0.95, indifference: Double) throws {
    try Check.that(
      confidence >= 0.5 && confidence <= 1 - 1e-9, "confidence", "must be in 0.5..<1, not \(confidence)")
    try Check.positive(indifference, "indifference")
    self.confidence = confidence
    self.indifference = indifference
  }

  /// Largest probability of a wrong choice.
  public var alpha: Double { 1 - confidence }
}
