extension MethodRegistry {
  /// Moments and tests of means.
  static let meanMethods: [MethodDescription] = [
    MethodDescription(
      "stable_moments", "Mean, variance, skewness and kurtosis without cancellation",
      inputs: [InputDescription("data", .numbers, "the values")],
      sentence: { _, values in "The mean is \(values.text("mean")) with variance \(values.text("variance_ddof1"))." }
    ) { inputs in
      let data = try inputs.numbers("data")
      guard !data.isEmpty else { throw inputs.invalid("data", "must hold at least one value") }
      return momentValues(Moments(data))
    },
    MethodDescription(
      "merge_moments", "Moments of two parts merged, equal to those of the whole",
      inputs: [
        InputDescription("first", .numbers, "values of the first part"),
        InputDescription("second", .numbers, "values of the second part"),
      ],
      sentence: { _, values in
        "The \(values.text("n")) values together have mean \(values.text("mean")) and variance "
          + "\(values.text("variance_ddof1"))."
      }
    ) { inputs in
      let (first, second) = (Moments(try inputs.numbers("first")), Moments(try inputs.numbers("second")))
      return Outputs.merge(
        momentValues(first + second),
        [
          "mean_first": first.count > 0 ? .number(first.mean) : .null, "var_first": .optional(first.variance),
          "mean_second": second.count > 0 ? .number(second.mean) : .null, "var_second": .optional(second.variance),
        ])
    },
    tTest("welch_t", "Welch's t test of two means (variances may differ)", .welch),
    tTest("student_t_pooled", "Student's t test of two means (one common variance), with effect sizes", .pooled),
  ]

  private static func momentValues(_ moments: Moments) -> [String: Value] {
    Outputs.merge(
      [
        "n": .integer(moments.count), "mean": moments.count > 0 ? .number(moments.mean) : .null,
        "variance_ddof1": .optional(moments.variance), "sd": .optional(moments.standardDeviation),
        "skewness_g1": .optional(moments.skewness), "excess_kurtosis_g2": .optional(moments.excessKurtosis),
      ],
      Outputs.status(moments.count > 1 ? (moments.m2 > 0 ? nil : .zeroVariance) : .tooFewUnits))
  }

  private static func tTest(_ name: String, _ summary: String, _ test: MeanTest) -> MethodDescription {
    MethodDescription(
      name, summary, inputs: [.meanArm("control"), .meanArm("treatment"), .alpha],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "difference", p: "p_two_sided", inputs: inputs)
      }
    ) { inputs in
      let (control, treatment) = (try inputs.unitSummary("control"), try inputs.unitSummary("treatment"))
      let result = try test.compare(control: control, treatment: treatment, alpha: try inputs.alpha())
      var values = Outputs.merge(
        [
          "t": .optional(result.statistic), "df": .optional(result.degreesOfFreedom),
          "p_two_sided": .optional(result.pTwoSided), "p_greater": .optional(result.pGreater),
          "p_less": .optional(result.pLess), "difference": .number(result.difference),
          "standard_error": .number(result.standardError),
        ],
        Outputs.interval(result.interval), Outputs.status(result.status))
      if test == .pooled {
        let size = EffectSize(control: control, treatment: treatment)
        values["cohen_d"] = .optional(size?.cohenD)
        values["hedges_g_approx"] = .optional(size?.hedgesG)
      }
      return values
    }
  }
}
