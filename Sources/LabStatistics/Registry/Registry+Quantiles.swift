extension MethodRegistry {
  /// Quantiles.
  static let quantileMethods: [MethodDescription] = [
    MethodDescription(
      "quantile_estimates", "One quantile of a sample: estimates, exact interval, standard error",
      inputs: [
        InputDescription("data", .numbers, "the values"), InputDescription("q", .probability, "level of the quantile"),
        .alpha,
      ],
      sentence: { _, values in
        "The quantile is \(values.text("type7")); its exact interval is \(values.text("order_stat_ci"))."
      }
    ) { inputs in
      let estimate = try QuantileEstimate(try inputs.numbers("data"), level: try inputs.probability("q"))
      let ranks = try estimate.orderStatisticInterval(alpha: try inputs.alpha())
      return Outputs.merge(
        [
          "type7": .number(estimate.type7), "type1_inverse_cdf": .number(estimate.type1),
          "type8_median_unbiased": .number(estimate.type8), "harrell_davis": .number(try estimate.harrellDavis()),
          "order_stat_index_lower": .integer(ranks.lowerRank), "order_stat_index_upper": .integer(ranks.upperRank),
          "order_stat_ci": ranks.interval.value, "order_stat_ci_coverage": .number(ranks.coverage),
          "maritz_jarrett_se": .optional(try estimate.maritzJarrettError()),
        ],
        Outputs.status(ranks.status))
    },
    MethodDescription(
      "quantile_order_statistic_variance", "Difference of two quantiles from the order statistics that bound them",
      inputs: [
        .quantileArm("control"), .quantileArm("treatment"),
        InputDescription("nu", .probability, "level of the quantile"),
        InputDescription("bounds_confidence", .probability, "confidence of q_lower and q_upper", default: 0.95),
        .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "effect", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let (control, treatment) = (try inputs.quantileSummary("control"), try inputs.quantileSummary("treatment"))
      let test: MeanComparison
      if let status = control.status ?? treatment.status {
        test = MeanComparison(difference: treatment.value - control.value, standardError: 0, status: status)
      } else {
        test = try MeanTest.welch.compare(
          control: control.summary, treatment: treatment.summary, alpha: try inputs.alpha())
      }
      return Outputs.merge(
        [
          "effect": .number(test.difference),
          "standard_error": test.status == nil ? .number(test.standardError) : .null,
          "unit_var_control": .number(control.unitVariance), "unit_var_treatment": .number(treatment.unitVariance),
          "p_value": .optional(test.pTwoSided),
        ],
        Outputs.interval(test.interval), Outputs.status(test.status))
    },
  ]
}

extension Inputs {
  /// One arm of a quantile: `{n, q, q_lower, q_upper}`.
  func quantileSummary(_ name: String) throws -> QuantileSummary {
    let arm = try object(name)
    let (lower, upper) = (try arm.number("q_lower"), try arm.number("q_upper"))
    guard lower <= upper else { throw arm.invalid("q_lower", "must not exceed q_upper") }
    return try QuantileSummary(
      count: try arm.count("n"), value: try arm.number("q"), lower: lower, upper: upper,
      level: try probability("nu"), boundsConfidence: try probability("bounds_confidence", default: 0.95))
  }
}

extension InputDescription {
  /// An arm of a quantile.
  static func quantileArm(_ name: String) -> InputDescription {
    InputDescription(
      name, .object(["n", "q", "q_lower", "q_upper"]), "the \(name) arm: n, the quantile and the bounds of its interval"
    )
  }
}
