extension MethodRegistry {
  /// Exact tests, ratios of proportions and robust means.
  static let exactMethods: [MethodDescription] = [
    MethodDescription(
      "risk_ratio_ci", "Intervals of a risk ratio and of an odds ratio",
      inputs: [.shareArm("control"), .shareArm("treatment"), .alpha],
      sentence: { _, values in
        "The ratio of the shares is \(values.text("ratio")); its score interval is \(values.text("score_koopman_mn"))."
      }
    ) { inputs in
      let (control, treatment) = (try inputs.successCount("control"), try inputs.successCount("treatment"))
      let alpha = try inputs.alpha()
      let keys: [(String, RatioInterval)] = [
        ("katz_log", .katzLog), ("score_koopman_mn", .score), ("log_adjusted", .logAdjusted),
        ("odds_ratio_logit", .oddsRatioLogit),
      ]
      var values: [String: Value] = [
        "ratio": control.successes > 0 ? .number(treatment.share / control.share) : .null
      ]
      for (key, kind) in keys {
        values[key] = Outputs.pair(try kind.interval(control: control, treatment: treatment, alpha: alpha))
      }
      let status: Status? =
        control.successes > 0 ? nil : (treatment.successes > 0 ? .zeroBaseline : .noEvents)
      return Outputs.merge(values, Outputs.status(status))
    },
    MethodDescription(
      "fisher_exact", "Fisher's exact test with the conditional odds ratio", inputs: [tableInput, .alpha],
      sentence: { inputs, values in
        "The exact p-value is \(values.pValue("p_two_sided"))"
          + (try Sentences.verdict(values, p: "p_two_sided", inputs: inputs))
      }
    ) { inputs in
      let (treatment, control) = try inputs.twoArms("table_treatment_then_control")
      let test = try FisherExactTest(control: control, treatment: treatment)
      let cross = Double(control.successes) * Double(treatment.failures)
      let odds = cross > 0 ? Double(treatment.successes) * Double(control.failures) / cross : nil
      let both = control + treatment
      let status: Status? = both.successes == 0 ? .noEvents : (both.failures == 0 ? .allEvents : nil)
      return Outputs.merge(
        [
          "p_two_sided": .number(test.pTwoSided), "p_greater": .number(test.pGreater), "p_less": .number(test.pLess),
          "conditional_odds_ratio": .optional(try test.conditionalOddsRatio()),
          "conditional_or_ci": Outputs.pair(try test.oddsRatioInterval(alpha: try inputs.alpha())),
          "sample_odds_ratio": .optional(odds),
        ],
        Outputs.status(status))
    },
    MethodDescription(
      "unconditional_exact", "Barnard's and Boschloo's exact tests", inputs: [tableInput],
      sentence: { _, values in
        "Barnard's p-value is \(values.pValue("barnard_pooled_p")), Boschloo's is \(values.pValue("boschloo_p"))."
      }
    ) { inputs in
      let (treatment, control) = try inputs.twoArms("table_treatment_then_control")
      let test = try UnconditionalExactTest(control: control, treatment: treatment)
      return [
        "barnard_pooled_p": .number(try test.barnard()), "barnard_pooled_statistic": .number(test.pooledStatistic),
        "boschloo_p": .number(try test.boschloo()),
      ]
    },
    MethodDescription(
      "yuen_trimmed_t", "Yuen's t test of trimmed means",
      inputs: [
        InputDescription("control", .numbers, "values of the control"),
        InputDescription("treatment", .numbers, "values of the treatment"),
        InputDescription("trim_each_tail", .number, "share cut from each tail", default: 0.2), .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "difference", p: "p_two_sided", inputs: inputs)
      }
    ) { inputs in
      let trim = try inputs.number("trim_each_tail", default: 0.2)
      guard trim >= 0, trim < 0.5 else { throw inputs.invalid("trim_each_tail", "must be at least 0 and below 0.5") }
      let test = try YuenTest(
        control: try inputs.numbers("control"), treatment: try inputs.numbers("treatment"), trim: trim,
        alpha: try inputs.alpha())
      return Outputs.merge(
        [
          "t": .optional(test.comparison.statistic), "df": .optional(test.comparison.degreesOfFreedom),
          "p_two_sided": .optional(test.comparison.pTwoSided), "difference": .number(test.comparison.difference),
          "trimmed_mean_control": .optional(test.controlMean),
          "trimmed_mean_treatment": .optional(test.treatmentMean),
        ],
        Outputs.interval(test.comparison.interval), Outputs.status(test.comparison.status))
    },
  ]

  private static let tableInput = InputDescription(
    "table_treatment_then_control", .table, "successes and failures of the treatment, then of the control")
}

extension Inputs {
  /// Two arms from a table of successes and failures.
  func twoArms(_ name: String) throws -> (SuccessCount, SuccessCount) { try arms(try table(name), name) }

  /// Two arms from each table of a list.
  func twoArmsList(_ name: String) throws -> [(SuccessCount, SuccessCount)] {
    guard case .array(let items)? = values[name] else { return [try twoArms(name)] }
    return try items.enumerated().map { index, item in
      let path = "\(name)[\(index)]"
      return try arms(try Inputs([path: item]).table(path), path)
    }
  }

  private func arms(_ rows: [[Double]], _ name: String) throws -> (SuccessCount, SuccessCount) {
    guard rows.count == 2, rows.allSatisfy({ $0.count == 2 }) else {
      throw invalid(name, "must be two rows of two counts")
    }
    let counts = try rows.map { row in
      try row.map { number in
        guard let count = Int(exactly: number), count >= 0, count <= 1 << 52 else {
          throw invalid(name, "must hold whole counts of zero or more, not \(number)")
        }
        return count
      }
    }
    return (
      SuccessCount(counts[0][0], of: counts[0][0] + counts[0][1]),
      SuccessCount(counts[1][0], of: counts[1][0] + counts[1][1])
    )
  }
}
