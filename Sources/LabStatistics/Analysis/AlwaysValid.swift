/// Makes comparisons that may be looked at after every user, out of the ones that may be looked at once.
///
/// The confidence sequence of a difference is the estimate plus and minus a constant number of standard errors that
/// depends on the users only (``NormalMixture``). That constant takes the place of the normal critical value in every
/// interval, that of the lift included; Fieller's set then inverts the sequential test of each possible lift.
public struct AlwaysValid: Sendable, Equatable {
  /// Users of both arms at which intervals are narrowest.
  public let tunedFor: Int

  /// Sequences that are narrowest at this many users.
  ///
  /// - Throws: `StatisticsError.invalidArgument` below two users.
  public init(tunedFor: Int) throws {
    guard tunedFor > 1 else {
      throw StatisticsError.invalidArgument(name: "tuned_for", reason: "must be two users or more")
    }
    self.tunedFor = tunedFor
  }

  /// Compares two arms by a metric, valid at every look.
  ///
  /// - Throws: `StatisticsError` as the metric does.
  public func compare(
    _ metric: any Metric, control: ArmData, treatment: ArmData, settings: AnalysisSettings
  ) throws -> MetricResult {
    try result(users: control.count + treatment.count, settings: settings) {
      try metric.compare(control: control, treatment: treatment, settings: $0)
    }
  }

  /// A comparison with the sequence's critical value in place of the normal one.
  ///
  /// - Parameters:
  ///   - users: of both arms so far.
  ///   - settings: how to test and estimate; tests of means become normal, intervals of proportions Wald's.
  ///   - compare: compares with the settings it is given.
  /// - Throws: what `compare` throws.
  public func result(
    users: Int, settings: AnalysisSettings, _ compare: (AnalysisSettings) throws -> MetricResult
  ) throws -> MetricResult {
    guard users > 0 else { return try compare(settings) }
    let rho = try NormalMixture.rho(bestAt: Double(tunedFor), alpha: settings.alpha)
    // For a standard error of one the half-width is the critical value.
    let critical = try NormalMixture(rho: rho, users: Double(users), variance: 1).halfWidth(alpha: settings.alpha)
    var wide = settings
    wide.alpha = Normal.twoSidedTail(critical)
    wide.meanTest = .normal
    wide.proportionInterval = .wald
    wide.exactBelow = 0
    let fixed = try compare(wide)
    var p: Double?
    if let error = fixed.difference.standardError, let estimate = fixed.difference.estimate {
      p = try NormalMixture(rho: rho, users: Double(users), variance: error * error).pValue(estimate: estimate)
    }
    var result = MetricResult(
      control: fixed.control, treatment: fixed.treatment, difference: fixed.difference, lift: fixed.lift, pValue: p,
      statistic: fixed.statistic,
      method: "confidence sequence tuned for \(tunedFor) users; \(settings.liftMethod.words)",
      alpha: settings.alpha, units: fixed.units, statuses: fixed.statuses, adjustment: fixed.adjustment)
    result.metric = fixed.metric
    result.baseline = fixed.baseline
    result.arm = fixed.arm
    return result
  }
}
