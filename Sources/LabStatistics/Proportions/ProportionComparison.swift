/// The difference of two proportions with its test and interval.
public struct ProportionComparison: Sendable, Equatable {
  /// Treatment minus control.
  public let difference: Double
  /// Standard error used by the test.
  public var standardError: Double?
  /// The z statistic.
  public var statistic: Double?
  /// Two-sided p-value.
  public var pTwoSided: Double?
  /// p-value against a greater share in the treatment.
  public var pGreater: Double?
  /// p-value against a smaller share in the treatment.
  public var pLess: Double?
  /// Interval of the difference.
  public var interval: Interval?
  /// Why there is no test, or how to read it.
  public var status: Status?
}
