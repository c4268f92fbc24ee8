/// Time until an event, some users censored: compared by the mean time lived up to a horizon.
///
/// The difference, its interval and its p-value are those of the restricted means (z test, Greenwood's variances), which
/// need no proportional hazards; see ``KaplanMeier``. For the log-rank test and the hazard ratio use ``LogRank`` and
/// ``CoxBinary``.
public struct Survival: Metric, Equatable {
  /// Column of the durations.
  public let time: String
  /// Column that is 1 when the event was seen and 0 when the user was last seen without it.
  public let event: String
  /// Horizon of the mean, in the unit of the durations; nil for the last time seen in the shorter arm.
  public let horizon: Double?

  /// A time until an event.
  public init(_ time: String, event: String, horizon: Double? = nil) {
    self.time = time
    self.event = event
    self.horizon = horizon
  }

  /// The columns whose moments it needs.
  public var columns: [String] { [time, event] }

  /// The columns whose values it needs.
  public var keptColumns: [String] { [time, event] }

  /// Compares two arms.
  ///
  /// With a horizon beyond the data of an arm that has survivors the means stand, but no interval and no p-value
  /// (`notReached`): the curve says nothing there.
  public func compare(control: ArmData, treatment: ArmData, settings: AnalysisSettings) throws -> MetricResult {
    let words = "z test of restricted mean times; \(settings.liftMethod.words)"
    let units = MetricResult.Units(control: control.count, treatment: treatment.count)
    guard control.count > 0, treatment.count > 0 else {
      return .empty(.missingArm, method: words, alpha: settings.alpha, units: units)
    }
    let curves = try [control, treatment].map { try KaplanMeier(sample($0), alpha: settings.alpha) }
    let end = horizon ?? min(curves[0].lastTime, curves[1].lastTime)
    guard end > 0 else { return .empty(.zeroVariance, method: words, alpha: settings.alpha, units: units) }
    let means = try curves.map { try $0.restrictedMean(to: end) }
    let method = "z test of mean times up to \(NumberText.significant(end)); \(settings.liftMethod.words)"
    if means.contains(where: \.isExtrapolated) {
      return MetricResult(
        control: means[0].mean, treatment: means[1].mean,
        difference: EffectEstimate(estimate: means[1].mean - means[0].mean, standardError: nil, interval: nil),
        lift: LiftEstimate(estimate: nil, interval: nil, status: .notReached), pValue: nil, statistic: nil,
        method: method, alpha: settings.alpha, units: units, statuses: [.notReached])
    }
    // The mean time takes the place of a mean of units whose variance is n times its squared error.
    let arms = zip([control.count, treatment.count], means).map { count, mean in
      UnitSummary(
        count: count, mean: mean.mean, variance: mean.standardError * mean.standardError * Double(count))
    }
    return try MeanTest.normal.result(control: arms[0], treatment: arms[1], settings: settings, method: method)
  }

  private func sample(_ arm: ArmData) throws -> SurvivalSample {
    let events = try arm.kept(event)
    try Check.that(events.allSatisfy { $0 == 0 || $0 == 1 }, event, "must hold zeros and ones only")
    return try SurvivalSample(times: arm.kept(time), events: events.map { $0 == 1 })
  }
}
