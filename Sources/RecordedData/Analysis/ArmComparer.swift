import LabStatistics

/// Compares two arms on the metrics of a plan.
struct ArmComparer {
  private let metrics: [MetricSpecification]
  private let settings: AnalysisSettings
  private let alwaysValid: AlwaysValid?

  init(_ plan: ExperimentPlan) throws {
    metrics = plan.metrics
    settings = try AnalysisSettings(alpha: plan.alpha, liftMethod: plan.liftMethod)
    alwaysValid = try plan.tunedFor.map { try AlwaysValid(tunedFor: $0) }
  }

  /// One result per metric and arm other than the control.
  func results(_ arms: [ArmAggregate], names: [String], control: Int) -> [MetricResult] {
    metrics.indices.flatMap { metric in
      arms.indices.filter { $0 != control }.map { arm in
        var result = compare(metric, control: arms[control], treatment: arms[arm])
        result.metric = metrics[metric].name
        result.baseline = names[control]
        result.arm = names[arm]
        return result
      }
    }
  }

  private func compare(_ metric: Int, control: ArmAggregate, treatment: ArmAggregate) -> MetricResult {
    do {
      guard let alwaysValid else { return try fixed(metric, control, treatment, settings) }
      return try alwaysValid.result(users: control.users + treatment.users, settings: settings) {
        try fixed(metric, control, treatment, $0)
      }
    } catch {
      // One comparison that fails must not take the others with it.
      return MetricResult(
        control: nil, treatment: nil, difference: EffectEstimate(estimate: nil, standardError: nil, interval: nil),
        lift: LiftEstimate(estimate: nil, interval: nil, status: .outOfRange), pValue: nil, statistic: nil,
        method: "could not be computed: \(error)", alpha: settings.alpha,
        units: .init(control: control.users, treatment: treatment.users), statuses: [.outOfRange])
    }
  }

  private func fixed(
    _ index: Int, _ control: ArmAggregate, _ treatment: ArmAggregate, _ settings: AnalysisSettings
  ) throws -> MetricResult {
    let specification = metrics[index]
    if specification.kind == .proportion, specification.covariate == nil {
      return try Proportion.compare(
        control: control.successes(index), treatment: treatment.successes(index), settings: settings)
    }
    if case .quantile(let level) = specification.kind, control.users > 0, treatment.users > 0 {
      return try Quantile.compare(
        control: control.quantile(index, level: level), treatment: treatment.quantile(index, level: level),
        settings: settings)
    }
    let columns = specification.places
    return try specification.metric.compare(
      control: ArmData(columns: columns, moments: control.moments[index]),
      treatment: ArmData(columns: columns, moments: treatment.moments[index]), settings: settings)
  }
}

extension MetricSpecification {
  /// Names of the columns of its co-moments; a covariate may be the very column that it adjusts.
  fileprivate var places: [String] {
    let outcome = columns.denominator == nil ? ["outcome"] : ["numerator", "denominator"]
    guard let covariate else { return outcome }
    return outcome + (covariate.denominator == nil ? ["covariate"] : ["numerator before", "denominator before"])
  }

  /// The metric over those columns.
  fileprivate var metric: any Metric {
    if kind == .ratio {
      let before = covariate == nil ? nil : Ratio.Pair("numerator before", per: "denominator before")
      return Ratio("numerator", per: "denominator", covariate: before)
    }
    return Mean("outcome", covariate: covariate == nil ? nil : "covariate")
  }
}

extension ArmAggregate {
  /// The ones of a column of zeros and ones.
  fileprivate func successes(_ metric: Int) throws -> SuccessCount {
    try SuccessCount(successes: Int(exactly: sums[metric].rounded()) ?? -1, trials: users)
  }

  /// A quantile with the order statistics that bound it, from counted values.
  ///
  /// The ranks are those of ``QuantileEstimate``.
  fileprivate func quantile(_ metric: Int, level: Double) throws -> QuantileSummary {
    let values = (tables[metric] ?? CountTable()).sorted
    let binomial = try Binomial(trials: values.count, chance: level)
    let lower = max(1, binomial.quantile(0.025))
    let upper = min(values.count, binomial.quantile(0.975) + 1)
    guard let value = values.quantile(level), let low = values.value(rank: lower), let high = values.value(rank: upper)
    else { throw StatisticsError.undefined(quantity: "quantile", status: .missingArm) }
    return try QuantileSummary(count: values.count, value: value, lower: low, upper: high, level: level)
  }
}
