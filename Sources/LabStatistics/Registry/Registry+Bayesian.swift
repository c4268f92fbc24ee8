extension MethodRegistry {
  /// Posterior comparisons and rates of events.
  static let bayesianMethods: [MethodDescription] = [
    MethodDescription(
      "bayes_beta_binomial", "Two proportions with a beta prior: chance to win and expected loss",
      inputs: [
        .shareArm("control"), .shareArm("treatment"),
        InputDescription("prior_alpha", .number, "prior successes", default: 1),
        InputDescription("prior_beta", .number, "prior failures", default: 1),
        InputDescription("credible_level", .probability, "level of the posterior intervals", default: 0.95),
      ],
      sentence: { _, values in
        "The treatment is better with probability \(values.percent("prob_treatment_better")); shipping it risks "
          + "\(values.text("expected_loss_ship_treatment")) on average."
      }
    ) { inputs in
      let comparison = try BetaBinomialComparison(
        control: try inputs.successCount("control"), treatment: try inputs.successCount("treatment"),
        priorAlpha: try inputs.positive("prior_alpha", default: 1),
        priorBeta: try inputs.positive("prior_beta", default: 1))
      let tail = (1 - (try inputs.probability("credible_level", default: 0.95))) / 2
      let credible = { (posterior: Beta) throws -> Value in
        .numbers([try posterior.quantile(tail), try posterior.upperQuantile(tail)])
      }
      return [
        "prob_treatment_better": .number(try comparison.probabilityTreatmentBetter()),
        "expected_loss_ship_treatment": .number(try comparison.lossShippingTreatment()),
        "expected_loss_ship_control": .number(try comparison.lossShippingControl()),
        "posterior_mean_control": .number(comparison.control.mean),
        "posterior_mean_treatment": .number(comparison.treatment.mean),
        "credible95_control": try credible(comparison.control),
        "credible95_treatment": try credible(comparison.treatment),
      ]
    },
    MethodDescription(
      "bayes_gamma_poisson", "Two event rates with a gamma prior: chance to win",
      inputs: [
        .eventArm("control"), .eventArm("treatment"),
        InputDescription("prior_shape", .number, "prior events", default: 1),
        InputDescription("prior_rate", .number, "prior exposure", default: 0.1),
      ],
      sentence: { _, values in
        "The treatment's rate is higher with probability \(values.percent("prob_treatment_better"))."
      }
    ) { inputs in
      let comparison = try GammaPoissonComparison(
        control: try inputs.eventCount("control"), treatment: try inputs.eventCount("treatment"),
        priorShape: try inputs.nonNegative("prior_shape", default: 1),
        priorRate: try inputs.nonNegative("prior_rate", default: 0.1))
      return [
        "prob_treatment_better": .number(comparison.probabilityTreatmentBetter),
        "posterior_mean_control": .number(comparison.control.shape / comparison.control.rate),
        "posterior_mean_treatment": .number(comparison.treatment.shape / comparison.treatment.rate),
      ]
    },
    MethodDescription(
      "bayes_normal_lift", "Normal posterior of a lift or difference: chance to win and expected loss",
      inputs: [
        .meanArm("control"), .meanArm("treatment"),
        InputDescription(
          "prior", .object(["mean", "variance"]), "normal prior of the effect; none for a flat one", default: .null),
        InputDescription("scale", .text, "relative lift or absolute difference", default: "relative lift"),
        InputDescription("credible_level", .probability, "level of the posterior interval", default: 0.95),
      ],
      sentence: { _, values in
        "The treatment wins with probability \(values.percent("chance_to_win")); shipping it risks "
          + "\(values.text("expected_loss_ship_treatment")) on average."
      },
      calculate: normalLift),
    MethodDescription(
      "poisson_rate_ratio", "Ratio of two event rates: score, Wald and exact tests",
      inputs: [.eventArm("control"), .eventArm("treatment"), .alpha],
      sentence: { inputs, values in
        "The rate ratio is \(values.text("ratio")) (\(values.text("ci_ratio_score")))"
          + (try Sentences.verdict(values, p: "p_score", inputs: inputs))
      }
    ) { inputs in
      let comparison = PoissonRateComparison(
        control: try inputs.eventCount("control"), treatment: try inputs.eventCount("treatment"))
      let alpha = try inputs.alpha()
      return Outputs.merge(
        [
          "ratio": .optional(comparison.ratio), "z_score": .number(comparison.scoreStatistic),
          "p_score": .number(Normal.twoSidedTail(comparison.scoreStatistic)),
          "z_wald": .number(comparison.waldStatistic),
          "p_wald": .number(Normal.twoSidedTail(comparison.waldStatistic)),
          "p_exact_cond": .number(try comparison.exactP()),
          "ci_ratio_score": Outputs.pair(comparison.scoreInterval(alpha: alpha)),
          "ci_ratio_log": Outputs.pair(comparison.logInterval(alpha: alpha)),
        ],
        Outputs.status(comparison.status))
    },
  ]

  @Sendable
  private static func normalLift(_ inputs: Inputs) throws -> [String: Value] {
    let (control, treatment) = (try inputs.unitSummary("control"), try inputs.unitSummary("treatment"))
    let relative = !(try inputs.string("scale", default: "relative lift")).lowercased().contains("absolute")
    if let status = control.status ?? treatment.status { return Outputs.merge(empty, Outputs.status(status)) }
    if relative, control.mean == 0 { return Outputs.merge(empty, Outputs.status(.zeroBaseline)) }
    let difference = treatment.mean - control.mean
    let estimate = relative ? difference / abs(control.mean) : difference
    let variance =
      relative
      ? LiftMethod.deltaVariance(
        control: control.mean, treatment: treatment.mean, controlVariance: control.varianceOfMean,
        treatmentVariance: treatment.varianceOfMean)
      : control.varianceOfMean + treatment.varianceOfMean
    guard variance > 0 else { return Outputs.merge(empty, Outputs.status(.zeroVariance)) }
    let prior = inputs.has("prior") ? try inputs.object("prior") : nil
    let posterior = try NormalPosterior(
      estimate: estimate, standardError: variance.squareRoot(),
      prior: try prior.map { (mean: try $0.number("mean", default: 0), variance: try $0.positive("variance")) })
    let interval = posterior.interval(level: try inputs.probability("credible_level", default: 0.95))
    return Outputs.merge(
      [
        "posterior_mean": .number(posterior.mean), "posterior_sd": .number(posterior.standardDeviation),
        "chance_to_win": .number(posterior.chanceToWin),
        "expected_loss_ship_control": .number(posterior.expectedGain),
        "expected_loss_ship_treatment": .number(posterior.expectedLoss),
      ],
      Outputs.interval(interval), Outputs.status(control.mean < 0 && relative ? .negativeBaseline : nil))
  }

  private static let empty: [String: Value] = [
    "posterior_mean": .null, "posterior_sd": .null, "chance_to_win": .null, "expected_loss_ship_control": .null,
    "expected_loss_ship_treatment": .null, "ci_lower": .null, "ci_upper": .null,
  ]
}

extension Inputs {
  /// One arm of a rate: `{events, exposure}`.
  func eventCount(_ name: String) throws -> EventCount {
    let arm = try object(name)
    return try EventCount(events: try arm.count("events"), exposure: try arm.positive("exposure"))
  }
}

extension InputDescription {
  /// An arm of a rate.
  static func eventArm(_ name: String) -> InputDescription {
    InputDescription(name, .object(["events", "exposure"]), "the \(name) arm: events and exposure")
  }
}
