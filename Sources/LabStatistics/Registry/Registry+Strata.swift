extension MethodRegistry {
  /// Strata and segments.
  static let strataMethods: [MethodDescription] = [
    MethodDescription(
      "post_stratification", "Difference of means put together from strata",
      inputs: [
        InputDescription("strata", .objects(["control", "treatment"]), "n, mean and sd of both arms by stratum"),
        InputDescription("weights", .numbers, "known shares of the strata", default: "pooled n_k/N"), .alpha,
      ],
      sentence: { _, values in
        "Over strata the treatment differs by \(values.text("effect_absolute")) (standard error "
          + "\(values.text("standard_error_fixed_weights")))."
      }
    ) { inputs in
      let strata = try inputs.objects("strata").map {
        PostStratification.Stratum(control: try $0.unitSummary("control"), treatment: try $0.unitSummary("treatment"))
      }
      var shares: [Double]?
      if case .array? = inputs.values["weights"] { shares = try inputs.numbers("weights") }
      let result = try PostStratification(strata, shares: shares)
      let test = try MeanComparison(
        difference: result.difference, standardError: result.varianceFixedShares.squareRoot(),
        degreesOfFreedom: .infinity, alpha: try inputs.alpha())
      return Outputs.merge(
        [
          "effect_absolute": .number(result.difference),
          "standard_error_fixed_weights": .number(test.standardError), "p_value": .optional(test.pTwoSided),
          "gbstats_absolute": [
            "effect": .number(result.difference),
            "standard_error": .number(result.varianceEstimatedShares.squareRoot()),
          ],
          "gbstats_relative": [
            "effect": .optional(result.relative?.lift),
            "standard_error": .optional(result.relative?.variance.squareRoot()),
          ],
        ],
        Outputs.interval(test.interval), Outputs.status(result.control == 0 ? .zeroBaseline : test.status))
    },
    MethodDescription(
      "cochran_mantel_haenszel", "Two proportions compared within strata",
      inputs: [
        InputDescription(
          "tables_treatment_then_control", .table,
          "one 2 x 2 table per stratum: successes and failures of the treatment, then of the control")
      ],
      sentence: { _, values in
        "Within strata the odds ratio is \(values.text("mh_odds_ratio")), p = \(values.pValue("p"))."
      }
    ) { inputs in
      let strata = try inputs.twoArmsList("tables_treatment_then_control")
      let test = try CochranMantelHaenszel(strata.map { (treatment: $0.0, control: $0.1) })
      let one = try ChiSquared(degreesOfFreedom: 1)
      let homogeneity = test.breslowDay
      let homogeneityP = try homogeneity.map {
        try ChiSquared(degreesOfFreedom: Double($0.degreesOfFreedom)).upperTail($0.statistic)
      }
      // Without variance no stratum can speak against the null: p is 1.
      let statistic = test.statistic()
      return Outputs.merge(
        [
          "chi2": .number(statistic ?? 0), "p": .number(statistic.map(one.upperTail) ?? 1),
          "chi2_cc": .number(test.statistic(corrected: true) ?? 0),
          "p_cc": .number(test.statistic(corrected: true).map(one.upperTail) ?? 1),
          "mh_odds_ratio": .optional(test.oddsRatio), "mh_log_or_se": .optional(test.logOddsRatioError),
          "breslow_day": .optional(homogeneity?.statistic), "breslow_day_p": .optional(homogeneityP),
          "mh_risk_difference": .optional(test.riskDifference),
        ],
        Outputs.status(statistic == nil ? .zeroVariance : nil))
    },
    MethodDescription(
      "heterogeneity_across_segments", "Does the effect differ between segments, and what is it on average?",
      inputs: [
        InputDescription("effects", .numbers, "effect by segment"),
        InputDescription("standard_errors", .numbers, "standard error by segment"),
      ],
      sentence: { _, values in
        "The average effect is \(values.text("fixed_effect")); \(values.percent("i2")) of the variation between "
          + "segments is beyond chance (p = \(values.pValue("p_q")))."
      }
    ) { inputs in
      let test = try Heterogeneity(
        effects: try inputs.numbers("effects"), standardErrors: try inputs.numbers("standard_errors"))
      var values: [String: Value] = [
        "fixed_effect": .number(test.fixed.effect), "se_fixed": .number(test.fixed.standardError),
        "q": .number(test.q), "df": .integer(test.degreesOfFreedom), "p_q": .optional(try test.p()),
        "i2": .number(test.iSquared), "tau2_dl": .number(test.tauSquared),
        "random_effect": .number(test.random.effect), "se_random": .number(test.random.standardError),
        "shrunken_effects": .numbers(test.shrunken),
      ]
      // The second segment and every later one against the first.
      for segment in stride(from: 1, through: test.degreesOfFreedom, by: 1) {
        let interaction = test.interaction(0, segment)
        values["z_segment\(segment + 1)_vs_1"] = .number(interaction.z)
        values["p_segment\(segment + 1)_vs_1"] = .number(interaction.p)
      }
      return values
    },
  ]
}
