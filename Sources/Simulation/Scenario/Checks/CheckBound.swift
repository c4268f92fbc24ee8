import EngagementCore

/// A bound of a check.
public struct CheckBound: Sendable, Equatable {
  public var comparator: Comparator
  /// In the unit of the results: fractions for percentages, currency units for money.
  public var limit: Double
  /// Confidence of the interval that decides, 0.5 to 0.9999; nil: the estimate decides.
  public var confidence: Double?
  /// As it is written: `<= 5 per week`.
  public var text: String

  /// Makes a bound.
  public init(_ comparator: Comparator, _ limit: Double, confidence: Double? = nil, text: String) {
    self.comparator = comparator
    self.limit = limit
    self.confidence = confidence
    self.text = text
  }

  /// Whether a number keeps it.
  public func holds(_ value: Double) -> Bool {
    switch comparator {
    case .equal: value == limit
    case .notEqual: value != limit
    case .less: value < limit
    case .lessOrEqual: value <= limit
    case .greater: value > limit
    case .greaterOrEqual: value >= limit
    }
  }
}
