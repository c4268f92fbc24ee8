/// A ratio of two sums over units (clicks per view), by the delta method.
public struct Ratio: Metric, Equatable {
  /// Column of the numerator.
  public let numerator: String
  /// Column of the denominator.
  public let denominator: String
  /// Columns of the covariate's numerator and denominator; nil for none.
  public let covariate: Pair?

  /// Two columns of a ratio.
  public struct Pair: Sendable, Equatable {
    /// Column of the numerator.
    public let numerator: String
    /// Column of the denominator.
    public let denominator: String

    /// Two columns of a ratio.
    public init(_ numerator: String, per denominator: String) {
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// A ratio of two sums.
  public init(_ numerator: String, per denominator: String, covariate: Pair? = nil) {
    self.numerator = numerator
    self.denominator = denominator
    self.covariate = covariate
  }

  /// The columns whose moments it needs.
  public var columns: [String] {
    [numerator, denominator] + (covariate.map { [$0.numerator, $0.denominator] } ?? [])
  }

  /// Compares two arms.
  public func compare(control: ArmData, treatment: ArmData, settings: AnalysisSettings) throws -> MetricResult {
    let (first, second) = (try control.selecting(columns), try treatment.selecting(columns))
    if covariate != nil {
      return try Cuped(ratio: first, treatment: second, scope: settings.thetaScope).result(settings: settings)
    }
    let method = "\(settings.meanTest.words) of ratios by the delta method; \(settings.liftMethod.words)"
    let (before, after) = (RatioSummary(first), RatioSummary(second))
    guard let controlUnits = before.summary, let treatmentUnits = after.summary else {
      return .empty(
        before.status ?? after.status ?? .zeroDenominator, method: method, alpha: settings.alpha,
        units: .init(control: first.count, treatment: second.count))
    }
    return try settings.meanTest.result(
      control: controlUnits, treatment: treatmentUnits, settings: settings, method: method)
  }
}
