extension MethodRegistry {
  /// Planning: power, sample size, detectable effects, and what an underpowered win is worth.
  static let powerMethods: [MethodDescription] = [
    powerTwoSampleT, sampleSizeMeans, mdeMeans, powerFromAggregates, powerProportions, sampleSizeProportions,
    sampleSizeProportionsUnpooled, mdeProportions, sampleSizeRules, typeSTypeM, equivalenceTost,
  ]

  private static let effect = InputDescription(
    "cohen_d", .number, "difference over standard deviation")
  private static let ratio = InputDescription(
    "ratio_n2_over_n1", .number, "size of treatment over control", default: 1)
  private static let alternative = InputDescription(
    "alternative", .choice(["two-sided", "larger", "smaller"]), "direction", default: "two-sided")
  private static let proportions = [
    InputDescription("p_control", .probability, "proportion of control"),
    InputDescription("p_treatment", .probability, "proportion of treatment"),
  ]

  /// The plan of a comparison of means that these inputs describe.
  private static func plan(_ inputs: Inputs) throws -> MeansPower {
    try MeansPower(
      ratio: inputs.positive("ratio_n2_over_n1", default: inputs.positive("ratio", default: 1)),
      alpha: inputs.alpha(), alternative: inputs.alternative())
  }

  private static let powerTwoSampleT = MethodDescription(
    "power_two_sample_t", "Power of the two-sample t test (noncentral t)",
    inputs: [effect, InputDescription("n1", .number, "users of control"), ratio, .alpha, alternative],
    sentence: { inputs, values in
      "A test of \(NumberText.count(try inputs.number("n1"))) users in control detects a difference of "
        + "\(NumberText.significant(try inputs.number("cohen_d"))) standard deviations with \(values.percent("power")) "
        + "power at the \(NumberText.percent(try inputs.alpha())) level."
    }
  ) { inputs in
    let plan = try plan(inputs)
    let d = try inputs.number("cohen_d")
    let n = try inputs.positive("n1")
    return [
      "power": .number(try plan.power(effect: d, controlSize: n)),
      "noncentrality": .number(plan.noncentrality(effect: d, controlSize: n)),
    ]
  }

  private static let sampleSizeMeans = MethodDescription(
    "sample_size_means", "Users needed to detect a standardised difference of means (noncentral t)",
    inputs: [effect, .power, ratio, .alpha, .sides],
    sentence: { inputs, values in
      Sentences.need(values.users("n1_t_ceil"), values.users("n2_t_ceil"))
        + " to detect a difference of \(NumberText.significant(try inputs.number("cohen_d"))) standard deviations "
        + (try Sentences.design(inputs))
    }
  ) { inputs in
    let plan = try plan(inputs)
    let d = try inputs.number("cohen_d")
    let power = try inputs.probability("power", default: 0.8)
    // With sides = 1 the test looks in the direction of the effect.
    let size = plan.alternative == .greater && !inputs.has("alternative") ? abs(d) : d
    let exact = try plan.controlSize(effect: size, power: power)
    return [
      "n1_t_exact": .number(exact), "n1_t_ceil": .number(roundedUp(exact)),
      "n2_t_ceil": .number(roundedUp(exact * plan.ratio)),
      "n1_z_exact": .number(try plan.normalControlSize(effect: size, power: power)),
    ]
  }

  /// The next whole number, forgiving the last digits of a root that is a whole number itself.
  private static func roundedUp(_ size: Double) -> Double { (size * (1 - 1e-12)).rounded(.up) }

  private static let mdeMeans = MethodDescription(
    "mde_means", "Smallest difference of means that a test of this size detects",
    inputs: [
      InputDescription("n1", .number, "users of control"), ratio, .power, .alpha, .sides,
      InputDescription("sd", .number, "standard deviation of a user", default: 1),
      InputDescription("baseline_mean", .number, "mean of control, for the relative effect", default: .null),
    ],
    sentence: { inputs, values in
      let relative = values.number("relative").map { " (\(NumberText.percent($0)) of the baseline)" } ?? ""
      return "With \(NumberText.count(try inputs.number("n1"))) users in control you detect a difference of "
        + "\(values.text("absolute"))\(relative) or more " + (try Sentences.design(inputs))
    }
  ) { inputs in
    let plan = try plan(inputs)
    let n = try inputs.positive("n1")
    let power = try inputs.probability("power", default: 0.8)
    let d = try plan.detectableEffect(controlSize: n, power: power)
    let absolute = d * (try inputs.positive("sd", default: 1))
    let baseline = inputs.has("baseline_mean") ? abs(try inputs.number("baseline_mean")) : 0
    return [
      "cohen_d": .number(d), "absolute": .number(absolute),
      "relative": baseline > 0 ? .number(absolute / baseline) : .null,
      "z_approx_d": .number(plan.normalDetectableEffect(controlSize: n, power: power)),
    ]
  }

  private static let powerFromAggregates = MethodDescription(
    "power_from_aggregates", "Users needed, detectable effect and power, from the mean and variance of past data",
    inputs: [
      InputDescription("sample_n", .number, "users of both arms"),
      InputDescription("mean", .number, "mean of the metric"),
      InputDescription("variance", .number, "variance of a user"),
      InputDescription("rel_effect", .number, "effect relative to the mean", default: .null),
      InputDescription("ratio", .number, "size of treatment over control", default: 1), .power, .alpha, alternative,
    ],
    sentence: { inputs, values in
      let size = NumberText.count(try inputs.number("sample_n"))
      guard inputs.has("rel_effect") else {
        return "\(size) users detect a lift of \(values.percent("mde_relative")) or more "
          + (try Sentences.design(inputs))
      }
      return "You need \(values.users("n_total_required")) users in all to detect a lift of "
        + "\(NumberText.percent(try inputs.number("rel_effect"))); \(size) users detect it with "
        + "\(values.percent("power_at_sample_n")) power, and lifts of \(values.percent("mde_relative")) or more with "
        + "\(NumberText.percent(try inputs.probability("power", default: 0.8)))."
    }
  ) { inputs in
    let plan = try MeansPower(
      ratio: inputs.positive("ratio", default: 1), alpha: inputs.alpha(), alternative: inputs.alternative(),
      degreesOfFreedom: .welch)
    let sample = try inputs.positive("sample_n") / (1 + plan.ratio)
    let mean = abs(try inputs.number("mean"))
    let sd = try inputs.positive("variance").squareRoot()
    let power = try inputs.probability("power", default: 0.8)
    let detectable = try plan.detectableEffect(controlSize: sample, power: power) * sd
    var values: [String: Value] = [
      "mde_absolute": .number(detectable), "mde_relative": mean > 0 ? .number(detectable / mean) : .null,
    ]
    if inputs.has("rel_effect") {
      guard mean > 0 else { throw StatisticsError.undefined(quantity: "rel_effect", status: .zeroBaseline) }
      let d = try inputs.number("rel_effect") * mean / sd
      let total = try plan.controlSize(effect: d, power: power) * (1 + plan.ratio)
      values["n_total_required"] = .number(roundedUp(total))
      values["power_at_sample_n"] = .number(try plan.power(effect: d, controlSize: sample))
    }
    return values
  }

  private static let powerProportions = MethodDescription(
    "power_proportions", "Power of a comparison of two proportions, by four named formulas",
    inputs: proportions + [
      InputDescription("n_control", .integer, "users of control"),
      InputDescription("n_treatment", .integer, "users of treatment"), .alpha, .sides,
    ],
    sentence: { inputs, values in
      let exact = values.number("power_exact_enumeration") != nil
      return "This test has \(values.percent(exact ? "power_exact_enumeration" : "power_pooled_null")) power to tell "
        + "\(NumberText.percent(try inputs.number("p_control"))) from "
        + "\(NumberText.percent(try inputs.number("p_treatment"))) at the \(NumberText.percent(try inputs.alpha())) level "
        + (exact ? "(pooled z test, exact)." : "(pooled z test, normal approximation).")
    }
  ) { inputs in
    let plan = try ProportionsPower(
      control: inputs.number("p_control"), treatment: inputs.number("p_treatment"), alpha: inputs.alpha(),
      sides: inputs.sides())
    let n = try inputs.count("n_control")
    let m = try inputs.count("n_treatment")
    let sizes = (Double(n), Double(m))
    return [
      "power_pooled_null": .number(try plan.pooledPower(controlSize: sizes.0, treatmentSize: sizes.1)),
      "power_unpooled": .number(try plan.unpooledPower(controlSize: sizes.0, treatmentSize: sizes.1)),
      "power_arcsine": .number(try plan.arcsinePower(controlSize: sizes.0, treatmentSize: sizes.1)),
      "power_exact_enumeration": max(n, m) <= ProportionsPower.largestExactSize
        ? .number(try plan.exactPower(controlSize: n, treatmentSize: m)) : .null,
    ]
  }

  private static let sampleSizeProportions = MethodDescription(
    "sample_size_proportions", "Users needed to compare two proportions, by four named formulas",
    inputs: proportions + [
      .power, .alpha, .sides,
      InputDescription("ratio_treatment_over_control", .number, "size of treatment over control", default: 1),
    ],
    sentence: { inputs, values in
      Sentences.need(values.users("n_control_ceil"), values.users("n_treatment_ceil"))
        + " to detect a change from \(NumberText.percent(try inputs.number("p_control"))) to "
        + "\(NumberText.percent(try inputs.number("p_treatment"))) " + (try Sentences.design(inputs))
    }
  ) { inputs in
    let plan = try ProportionsPower(
      control: inputs.number("p_control"), treatment: inputs.number("p_treatment"), alpha: inputs.alpha(),
      sides: inputs.sides())
    let power = try inputs.probability("power", default: 0.8)
    let ratio = try inputs.positive("ratio_treatment_over_control", default: 1)
    let pooled = try plan.pooledSize(power: power, ratio: ratio)
    return [
      "cohen_h": .number(plan.cohenH), "n_control_pooled_fleiss": .number(pooled),
      "n_control_ceil": .number(roundedUp(pooled)), "n_treatment_ceil": .number(roundedUp(pooled * ratio)),
      "n_control_arcsine": .number(try plan.arcsineSize(power: power, ratio: ratio)),
      "n_control_unpooled": .number(try plan.unpooledSize(power: power, ratio: ratio)),
      "n_control_fleiss_cc": .number(try plan.correctedSize(power: power, ratio: ratio)),
    ]
  }

  private static let sampleSizeProportionsUnpooled = MethodDescription(
    "sample_size_proportions_unpooled", "Users needed for a relative effect on a proportion, unpooled variance",
    inputs: [
      InputDescription("baseline", .probability, "proportion of control"),
      InputDescription("relative_mde", .number, "smallest relative effect to detect"),
      .power, .alpha, .sides,
      InputDescription("allocation", .text, "control to treatment, such as 1:1", default: "1:1"),
    ],
    sentence: { inputs, values in
      "You need \(values.users("n_total")) users in all to detect a lift of "
        + "\(NumberText.percent(try inputs.number("relative_mde"))) from "
        + "\(NumberText.percent(try inputs.number("baseline"))) " + (try Sentences.design(inputs))
    }
  ) { inputs in
    let baseline = try inputs.number("baseline")
    let ratio = try allocation(inputs)
    let plan = try ProportionsPower(
      control: baseline, treatment: baseline * (1 + inputs.number("relative_mde")), alpha: inputs.alpha(),
      sides: inputs.sides())
    let size = try plan.unpooledSize(power: inputs.probability("power", default: 0.8), ratio: ratio)
    return [
      "n_per_arm_exact": .number(size),
      "n_total": .number(roundedUp(size) + roundedUp(size * ratio)),
    ]
  }

  /// Treatment over control from words such as `1:1` or `2:1`.
  private static func allocation(_ inputs: Inputs) throws -> Double {
    if inputs.values["allocation"]?.number != nil { return try inputs.positive("allocation") }
    let parts = try inputs.string("allocation", default: "1:1").split(separator: ":").map { Double($0) ?? 0 }
    guard parts.count == 2, parts[0] > 0, parts[1] > 0, (parts[1] / parts[0]).isFinite else {
      throw inputs.invalid("allocation", "must be like 1:1, control before treatment")
    }
    return parts[1] / parts[0]
  }

  private static let mdeProportions = MethodDescription(
    "mde_proportions", "Smallest difference of proportions that a test of this size detects",
    inputs: [
      InputDescription("p_control", .probability, "proportion of control"),
      InputDescription("n_per_arm", .number, "users of each arm"), .power, .alpha, .sides,
      InputDescription("direction", .choice(["increase", "decrease"]), "which way", default: "increase"),
    ],
    sentence: { inputs, values in
      "With \(NumberText.count(try inputs.number("n_per_arm"))) users per arm you detect a change from "
        + "\(NumberText.percent(try inputs.number("p_control"))) to \(values.percent("p_treatment")) or beyond (a lift of "
        + "\(values.percent("relative"))) " + (try Sentences.design(inputs))
    }
  ) { inputs in
    let control = try inputs.probability("p_control")
    let direction = try inputs.string("direction", default: "increase").lowercased()
    guard ["increase", "decrease"].contains(direction) else {
      throw inputs.invalid("direction", "must be increase or decrease, not '\(direction)'")
    }
    let treatment = try ProportionsPower.detectableProportion(
      control: control, controlSize: inputs.positive(inputs.has("n_per_arm") ? "n_per_arm" : "n_control"),
      power: inputs.probability("power", default: 0.8), alpha: inputs.alpha(), sides: inputs.sides(),
      ratio: inputs.positive("ratio_treatment_over_control", default: 1), upwards: direction == "increase")
    return [
      "p_treatment": .number(treatment), "absolute": .number(treatment - control),
      "relative": .number((treatment - control) / control),
    ]
  }

  private static let sampleSizeRules = MethodDescription(
    "sample_size_rules", "Rules of thumb: 16 sd²/d² users per arm, 355 skewness² for a normal mean",
    inputs: [
      InputDescription("mean", .number, "mean of the metric"),
      InputDescription("sd", .number, "standard deviation of a user"),
      InputDescription("skewness", .number, "skewness of a user", default: .null),
      InputDescription("relative_mde", .number, "smallest relative effect to detect"),
    ],
    sentence: { inputs, values in
      "About \(values.users("n_per_arm_16")) users per arm detect a lift of "
        + "\(NumberText.percent(try inputs.number("relative_mde"))) with 80% power at the 5% level (two-sided)."
    }
  ) { inputs in
    let difference = try inputs.number("mean") * inputs.number("relative_mde")
    var values: [String: Value] = [
      "n_per_arm_16": .number(
        try SampleSizeRules.sixteen(standardDeviation: inputs.nonNegative("sd"), difference: difference))
    ]
    if inputs.has("skewness") {
      values["min_n_for_normality_355_skew2"] = .number(
        try SampleSizeRules.forNormality(skewness: inputs.number("skewness")))
    }
    return values
  }

  private static let typeSTypeM = MethodDescription(
    "type_s_type_m", "How often a significant estimate has the wrong sign, and how much it exaggerates",
    inputs: [
      InputDescription("true_effect", .number, "effect that is really there"),
      InputDescription("standard_error", .number, "standard error of the estimate"), .alpha,
    ],
    sentence: { inputs, values in
      "With \(values.percent("power")) power, an estimate that comes out significant overstates the effect "
        + "\(values.text("exaggeration_ratio", digits: 3)) times on average and has the wrong sign with chance "
        + "\(values.percent("type_s"))."
    }
  ) { inputs in
    let errors = try SignMagnitudeErrors(
      trueEffect: inputs.number("true_effect"), standardError: inputs.positive("standard_error"),
      alpha: inputs.alpha())
    return [
      "power": .number(errors.power), "type_s": .optional(errors.typeS),
      "exaggeration_ratio": .optional(errors.exaggeration),
    ]
  }

  private static let equivalenceTost = MethodDescription(
    "equivalence_tost", "Two one-sided tests that two means differ by less than a margin",
    inputs: InputDescription.twoSamples + [
      InputDescription("low", .number, "lower margin of the difference"),
      InputDescription("upp", .number, "upper margin"),
      InputDescription("variances", .choice(["unequal", "pooled"]), "Welch's or Student's test", default: "unequal"),
    ],
    sentence: { inputs, values in
      guard let p = values.number("p_tost") else { return "Equivalence cannot be tested with these data." }
      let margins =
        "\(NumberText.significant(try inputs.number("low"))) and \(NumberText.significant(try inputs.number("upp")))"
      return p < (try inputs.alpha())
        ? "The difference lies between \(margins): the arms are equivalent within these margins (p = \(values.pValue("p_tost")))."
        : "It is not shown that the difference lies between \(margins) (p = \(values.pValue("p_tost")))."
    }
  ) { inputs in
    let name = try inputs.string("variances", default: "unequal").lowercased()
    let variances: EquivalenceTest.Variances
    switch name {
    case "unequal", "welch": variances = .unequal
    case "pooled", "equal": variances = .pooled
    default: throw inputs.invalid("variances", "must be unequal or pooled, not '\(name)'")
    }
    let test = try EquivalenceTest(
      control: inputs.unitSummary("control"), treatment: inputs.unitSummary("treatment"), low: inputs.number("low"),
      high: inputs.number(inputs.has("upp") ? "upp" : "high"), variances: variances)
    return [
      "difference": .number(test.difference), "p_tost": .number(test.pValue), "t_lower": .number(test.lowerT),
      "p_lower": .number(test.lowerP), "t_upper": .number(test.upperT), "p_upper": .number(test.upperP),
      "df": .number(test.degreesOfFreedom),
    ]
  }
}
