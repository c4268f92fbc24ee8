extension MetricResult {
  /// A result from a comparison of means and a lift.
  init(
    control: Double?, treatment: Double?, comparison: MeanComparison, lift: LiftEstimate, method: String, alpha: Double,
    units: Units, statuses: [Status?] = [], adjustment: CovariateAdjustment? = nil
  ) {
    let known = control != nil && treatment != nil
    self.init(
      control: control, treatment: treatment,
      difference: EffectEstimate(
        estimate: known ? comparison.difference : nil, standardError: comparison.standardError,
        interval: comparison.interval),
      lift: lift, pValue: comparison.pTwoSided, statistic: comparison.statistic,
      degreesOfFreedom: comparison.degreesOfFreedom, method: method, alpha: alpha, units: units,
      statuses: [comparison.status] + statuses, adjustment: adjustment)
  }

  /// A result without numbers.
  static func empty(_ status: Status, method: String, alpha: Double, units: Units) -> MetricResult {
    MetricResult(
      control: nil, treatment: nil, difference: EffectEstimate(estimate: nil, standardError: nil, interval: nil),
      lift: LiftEstimate(estimate: nil, interval: nil, status: status), pValue: nil, statistic: nil, method: method,
      alpha: alpha, units: units, statuses: [status])
  }
}

extension MeanTest {
  /// The test in words.
  var words: String {
    switch self {
    case .welch: "Welch's t test"
    case .pooled: "Student's t test"
    case .normal: "z test"
    }
  }

  /// Two arms known as means of units, compared and with their lift.
  package func result(
    control: UnitSummary, treatment: UnitSummary, settings: AnalysisSettings, method: String, statuses: [Status?] = []
  ) throws -> MetricResult {
    let comparison = try compare(control: control, treatment: treatment, alpha: settings.alpha)
    return MetricResult(
      control: control.count > 0 ? control.mean : nil, treatment: treatment.count > 0 ? treatment.mean : nil,
      comparison: comparison,
      lift: try settings.lift(
        control: control.mean, treatment: treatment.mean, controlVariance: control.varianceOfMean,
        treatmentVariance: treatment.varianceOfMean, comparison: comparison),
      method: method, alpha: settings.alpha, units: .init(control: control.count, treatment: treatment.count),
      statuses: statuses)
  }
}

extension LiftMethod {
  /// The interval in words.
  var words: String {
    switch self {
    case .fieller: "Fieller's lift interval"
    case .delta: "delta-method lift interval"
    case .logRatio: "log-ratio lift interval"
    }
  }
}

extension DifferenceInterval {
  /// The interval in words.
  var words: String {
    switch self {
    case .newcombe: "Newcombe's interval"
    case .miettinenNurminen: "Miettinen-Nurminen interval"
    case .agrestiCaffo: "Agresti-Caffo interval"
    case .wald: "Wald's interval"
    }
  }
}

extension AnalysisSettings {
  /// The lift of two estimates, with the critical value of the test of their difference.
  func lift(
    control: Double, treatment: Double, controlVariance: Double, treatmentVariance: Double, covariance: Double = 0,
    comparison: MeanComparison
  ) throws -> LiftEstimate {
    if let status = comparison.status, comparison.degreesOfFreedom == nil, status != .zeroVariance {
      return LiftEstimate(estimate: nil, interval: nil, status: status)
    }
    let critical = try StudentT(degreesOfFreedom: comparison.degreesOfFreedom ?? .infinity)
      .twoSidedCritical(alpha: alpha)
    return liftMethod.lift(
      control: control, treatment: treatment, controlVariance: controlVariance, treatmentVariance: treatmentVariance,
      covariance: covariance, critical: critical)
  }
}
