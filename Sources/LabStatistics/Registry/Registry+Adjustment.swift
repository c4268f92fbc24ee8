extension MethodRegistry {
  /// Ratio metrics and variance reduction.
  static let adjustmentMethods: [MethodDescription] = [
    MethodDescription(
      "ratio_metric_delta", "Ratio of sums over users, by the delta method",
      inputs: [
        .columnsArm("control"), .columnsArm("treatment"), metricInput("sum(spend)/sum(sessions)"), differenceInput,
        .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "effect", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let metric = try MetricExpression(try inputs.string("metric"), name: "metric")
      guard let denominator = metric.denominator else {
        throw inputs.invalid("metric", "must be a ratio of two columns")
      }
      let names = [metric.numerator, denominator]
      let ratios = try (
        RatioSummary(inputs.coMoments("control", names)), RatioSummary(inputs.coMoments("treatment", names))
      )
      guard let control = ratios.0.summary, let treatment = ratios.1.summary else {
        return Outputs.merge(
          ["control": .optional(ratios.0.ratio), "treatment": .optional(ratios.1.ratio), "effect": .null],
          Outputs.status(ratios.0.status ?? ratios.1.status))
      }
      return try contrast(control, treatment, relative: nil, inputs: inputs)
    },
    MethodDescription(
      "cuped_mean", "Mean adjusted by a covariate from before the experiment (CUPED)",
      inputs: [
        .columnsArm("control"), .columnsArm("treatment"), metricInput("mean(spend)"), covariateInput("spend_pre"),
        differenceInput, thetaInput, .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "effect", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let outcome = try MetricExpression(try inputs.string("metric"), name: "metric")
      let covariate = try MetricExpression(try inputs.string("covariate"), name: "covariate")
      guard outcome.denominator == nil, covariate.denominator == nil else {
        throw inputs.invalid("metric", "must be a mean of one column; cuped_ratio takes ratios")
      }
      let names = [outcome.numerator, covariate.numerator]
      return try adjusted(
        Cuped(
          mean: inputs.coMoments("control", names), treatment: inputs.coMoments("treatment", names),
          scope: thetaScope(inputs)),
        inputs)
    },
    MethodDescription(
      "cuped_ratio", "Ratio of sums adjusted by a ratio from before the experiment (CUPED)",
      inputs: [
        .columnsArm("control"), .columnsArm("treatment"), metricInput("sum(spend)/sum(sessions)"),
        covariateInput("sum(spend_pre)/sum(sessions_pre)"), differenceInput, thetaInput, .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "effect", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let outcome = try MetricExpression(try inputs.string("metric"), name: "metric")
      let covariate = try MetricExpression(try inputs.string("covariate"), name: "covariate")
      guard let denominator = outcome.denominator, let before = covariate.denominator else {
        throw inputs.invalid("metric", "metric and covariate must both be ratios of two columns")
      }
      let names = [outcome.numerator, denominator, covariate.numerator, before]
      return try adjusted(
        Cuped(
          ratio: inputs.coMoments("control", names), treatment: inputs.coMoments("treatment", names),
          scope: thetaScope(inputs)),
        inputs)
    },
  ]

  private static let differenceInput = InputDescription(
    "difference", .choice(["absolute", "relative"]), "which effect `effect` and its interval show",
    default: "absolute")

  private static let thetaInput = InputDescription(
    "theta", .choice(["pooled", "within-arm"]), "over whom the coefficient is computed", default: "pooled")

  private static func metricInput(_ example: String) -> InputDescription {
    InputDescription("metric", .text, "columns of the metric, such as \(example)")
  }

  private static func covariateInput(_ example: String) -> InputDescription {
    InputDescription("covariate", .text, "columns of the covariate, such as \(example)")
  }

  private static func isRelative(_ inputs: Inputs) throws -> Bool {
    switch try inputs.string("difference", default: "absolute") {
    case "absolute": false
    case "relative": true
    default: throw inputs.invalid("difference", "must be absolute or relative")
    }
  }

  /// Free text is accepted: what counts is whether it speaks of pooling or of arms.
  private static func thetaScope(_ inputs: Inputs) throws -> Cuped.ThetaScope {
    let text = try inputs.string("theta", default: "pooled").lowercased()
    if text.contains("pooled") { return .pooled }
    if text.contains("within") || text.contains("per-arm") || text.contains("per arm") { return .withinArms }
    throw inputs.invalid("theta", "must be pooled or within-arm")
  }

  private static func adjusted(_ cuped: Cuped, _ inputs: Inputs) throws -> [String: Value] {
    if cuped.status == .zeroDenominator { return Outputs.merge(["effect": .null], Outputs.status(cuped.status)) }
    let relative = try isRelative(inputs) ? cuped.relativeDifference(alpha: try inputs.alpha()) : nil
    var values = try contrast(cuped.control, cuped.treatment, relative: relative, inputs: inputs)
    values["adjusted_effect"] = values["effect"]
    values["theta"] = .number(cuped.theta)
    values["var_adj_control"] = .number(cuped.control.variance)
    values["var_adj_treatment"] = .number(cuped.treatment.variance)
    values["variance_ratio_vs_unadjusted"] = .optional(cuped.varianceRatio)
    return Outputs.merge(values, Outputs.status(cuped.status))
  }

  /// The values of a contrast of two means: absolute or relative effect, and the lift with its log-ratio interval.
  ///
  /// - Parameter relative: the relative effect, when it is not simply the delta method over the control's mean.
  private static func contrast(
    _ control: UnitSummary, _ treatment: UnitSummary, relative: MeanComparison?, inputs: Inputs
  ) throws -> [String: Value] {
    let alpha = try inputs.alpha()
    let absolute = try MeanTest.welch.compare(control: control, treatment: treatment, alpha: alpha)
    var shown: MeanComparison? = absolute
    if try isRelative(inputs) {
      shown = try relative ?? deltaLift(control, treatment, degreesOfFreedom: absolute.degreesOfFreedom, alpha: alpha)
    }
    let lift =
      absolute.degreesOfFreedom != nil && control.mean != 0
      ? try LiftMethod.logRatioLift(control: control, treatment: treatment, alpha: alpha)
      : LiftEstimate(estimate: nil, interval: nil, status: control.mean == 0 ? .zeroBaseline : absolute.status)
    return Outputs.merge(
      [
        "control": .number(control.mean), "treatment": .number(treatment.mean),
        "var_unit_control": .number(control.variance), "var_unit_treatment": .number(treatment.variance),
        "effect": .optional(shown?.difference), "standard_error": .optional(shown?.standardError),
        "df": .optional(shown?.degreesOfFreedom), "p_value": .optional(shown?.pTwoSided),
        "statistic": .optional(shown?.statistic), "lift": .optional(lift.estimate),
      ],
      Outputs.interval(shown?.interval), Outputs.interval(lift.interval, prefix: "lift_ci"),
      Outputs.status(absolute.status ?? lift.status))
  }

  private static func deltaLift(
    _ control: UnitSummary, _ treatment: UnitSummary, degreesOfFreedom: Double?, alpha: Double
  ) throws -> MeanComparison? {
    guard let degreesOfFreedom, control.mean != 0 else { return nil }
    let variance = LiftMethod.deltaVariance(
      control: control.mean, treatment: treatment.mean, controlVariance: control.varianceOfMean,
      treatmentVariance: treatment.varianceOfMean)
    return try MeanComparison(
      difference: (treatment.mean - control.mean) / abs(control.mean), standardError: variance.squareRoot(),
      degreesOfFreedom: degreesOfFreedom, alpha: alpha)
  }
}
