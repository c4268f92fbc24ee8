/// The difference of two means with its test and interval.
public struct MeanComparison: Sendable, Equatable {
  /// Treatment minus control.
  public let difference: Double
  /// Standard error of the difference.
  public let standardError: Double
  /// The test statistic; nil when nothing varies.
  public let statistic: Double?
  /// Degrees of freedom; infinite for a normal test, nil when there is no test.
  public let degreesOfFreedom: Double?
  /// Two-sided p-value.
  public let pTwoSided: Double?
  /// p-value against a greater mean in the treatment.
  public let pGreater: Double?
  /// p-value against a smaller mean in the treatment.
  public let pLess: Double?
  /// Interval of the difference with confidence 1 - alpha.
  public let interval: Interval?
  /// Why there is no test, if so.
  public let status: Status?

  /// A difference that cannot be tested.
  init(difference: Double, standardError: Double, status: Status) {
    self.init(
      difference: difference, standardError: standardError, statistic: nil, degreesOfFreedom: nil, pTwoSided: nil,
      pGreater: nil, pLess: nil, interval: nil, status: status)
  }

  /// The t test of an estimate with its standard error; infinite degrees of freedom give the normal test.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public init(difference: Double, standardError: Double, degreesOfFreedom: Double, alpha: Double) throws {
    guard difference.isFinite, standardError.isFinite else {
      self.init(difference: difference, standardError: standardError, status: .outOfRange)
      return
    }
    guard standardError > 0, degreesOfFreedom > 0 else {
      self.init(difference: difference, standardError: standardError, status: .zeroVariance)
      return
    }
    let distribution = try StudentT(degreesOfFreedom: degreesOfFreedom)
    let t = difference / standardError
    let half = try distribution.twoSidedCritical(alpha: alpha) * standardError
    self.init(
      difference: difference, standardError: standardError, statistic: t, degreesOfFreedom: degreesOfFreedom,
      pTwoSided: distribution.twoSidedTail(t), pGreater: distribution.upperTail(t), pLess: distribution.cdf(t),
      interval: Interval(center: difference, halfWidth: half), status: nil)
  }

  private init(
    difference: Double, standardError: Double, statistic: Double?, degreesOfFreedom: Double?, pTwoSided: Double?,
    pGreater: Double?, pLess: Double?, interval: Interval?, status: Status?
  ) {
    self.difference = difference
    self.standardError = standardError
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    self.pTwoSided = pTwoSided
    self.pGreater = pGreater
    self.pLess = pLess
    self.interval = interval
    self.status = status
  }
}
