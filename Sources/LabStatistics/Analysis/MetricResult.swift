/// The comparison of one metric between two arms: the same fields for every kind of metric.
///
/// A field without a number is nil, and `statuses` says why; nothing is ever NaN or a zero that stands for nothing.
public struct MetricResult: Sendable, Equatable, Codable {
  /// Units in each arm.
  public struct Units: Sendable, Equatable, Codable {
    /// Units in the control.
    public let control: Int
    /// Units in the treatment.
    public let treatment: Int

    /// Units in each arm.
    public init(control: Int, treatment: Int) {
      self.control = control
      self.treatment = treatment
    }
  }

  /// Name of the metric.
  public var metric: String
  /// Name of the arm it is compared with.
  public var baseline: String
  /// Name of the arm.
  public var arm: String
  /// Value in the control; nil when there is none.
  public let control: Double?
  /// Value in the treatment; nil when there is none.
  public let treatment: Double?
  /// Treatment minus control.
  public let difference: EffectEstimate
  /// (treatment - control) / |control|.
  public let lift: LiftEstimate
  /// The smallest p-value that is reported: smaller ones are not zero, only too small for a number to hold.
  public static let smallestP = Double.leastNormalMagnitude

  /// Two-sided p-value of the absolute difference, at least `smallestP`.
  public let pValue: Double?
  /// The p-value after correction for several tests; nil when there was none.
  public var adjustedPValue: Double?
  /// The test statistic; nil for exact tests.
  public let statistic: Double?
  /// Degrees of freedom; nil for normal and exact tests.
  public let degreesOfFreedom: Double?
  /// The test and the intervals, in words.
  public let method: String
  /// Level of the test and the intervals.
  public let alpha: Double
  /// Units in each arm.
  public let units: Units
  /// Everything that must be known to read the numbers, without repetition.
  public let statuses: [Status]
  /// What a covariate did; nil without one.
  public let adjustment: CovariateAdjustment?

  /// A result; numbers that are not finite become nil.
  public init(
    metric: String = "", baseline: String = "control", arm: String = "treatment", control: Double?, treatment: Double?,
    difference: EffectEstimate, lift: LiftEstimate, pValue: Double?, statistic: Double?,
    degreesOfFreedom: Double? = nil, method: String, alpha: Double, units: Units, statuses: [Status?],
    adjustment: CovariateAdjustment? = nil
  ) {
    self.metric = metric
    self.baseline = baseline
    self.arm = arm
    self.control = control.flatMap { $0.isFinite ? $0 : nil }
    self.treatment = treatment.flatMap { $0.isFinite ? $0 : nil }
    self.difference = difference
    self.lift = lift
    self.pValue = pValue.flatMap { $0.isFinite ? max($0, Self.smallestP) : nil }
    self.statistic = statistic.flatMap { $0.isFinite ? $0 : nil }
    self.degreesOfFreedom = degreesOfFreedom.flatMap { $0.isFinite ? $0 : nil }
    self.method = method
    self.alpha = alpha
    self.units = units
    self.adjustment = adjustment
    var seen: [Status] = []
    for status in statuses + [lift.status] {
      if let status, !seen.contains(status) { seen.append(status) }
    }
    self.statuses = seen
  }

  /// Whether the (corrected) p-value is below the level; nil without a p-value.
  public var isSignificant: Bool? { (adjustedPValue ?? pValue).map { $0 < alpha } }
}
