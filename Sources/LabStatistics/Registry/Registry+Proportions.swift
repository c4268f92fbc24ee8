extension MethodRegistry {
  /// Tests and intervals of proportions.
  static let proportionMethods: [MethodDescription] = [
    MethodDescription(
      "two_proportion_z_pooled", "Pooled z test of two proportions (the chi-squared test without correction)",
      inputs: [.shareArm("control"), .shareArm("treatment"), .alpha],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "difference", p: "p_two_sided", inputs: inputs)
      }
    ) { inputs in
      let result = try compare(.pooled, inputs)
      return Outputs.merge(
        [
          "z": .optional(result.statistic), "p_two_sided": .optional(result.pTwoSided),
          "p_greater": .optional(result.pGreater), "p_less": .optional(result.pLess),
          "difference": .number(result.difference), "standard_error": .optional(result.standardError),
        ],
        Outputs.interval(result.interval), Outputs.status(result.status))
    },
    MethodDescription(
      "two_proportion_z_unpooled", "Unpooled z test of two proportions with Wald's interval",
      inputs: [.shareArm("control"), .shareArm("treatment"), .alpha],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "difference", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let result = try compare(.unpooled, inputs)
      return Outputs.merge(
        [
          "z": .optional(result.statistic), "p_value": .optional(result.pTwoSided),
          "difference": .number(result.difference), "standard_error": .optional(result.standardError),
        ],
        Outputs.interval(result.interval), Outputs.status(result.status))
    },
    MethodDescription(
      "proportion_difference_ci", "Intervals of a difference of two proportions",
      inputs: [.shareArm("control"), .shareArm("treatment"), .alpha],
      sentence: { _, values in "Newcombe's interval of the difference is \(values.percentInterval("newcombe"))." }
    ) { inputs in
      let (control, treatment) = (try inputs.successCount("control"), try inputs.successCount("treatment"))
      let alpha = try inputs.alpha()
      let keys: [(String, DifferenceInterval)] = [
        ("wald", .wald), ("newcombe", .newcombe), ("agresti_caffo", .agrestiCaffo),
        ("miettinen_nurminen", .miettinenNurminen),
      ]
      var values: [String: Value] = ["difference": .number(treatment.share - control.share)]
      for (key, kind) in keys {
        values[key] = try kind.interval(control: control, treatment: treatment, alpha: alpha).value
      }
      return values
    },
    MethodDescription(
      "one_proportion_ci", "Intervals of one proportion",
      inputs: [
        InputDescription("n", .integer, "number of trials"),
        InputDescription("successes", .integer, "number of successes"), .alpha,
      ],
      sentence: { _, values in
        "The share is \(values.percent("share")); Wilson's interval is \(values.percentInterval("wilson"))."
      }
    ) { inputs in
      let trials = try inputs.count("n")
      let successes = try inputs.count("successes")
      guard successes <= trials else { throw inputs.invalid("successes", "must not exceed n = \(trials)") }
      let count = SuccessCount(successes, of: trials)
      let alpha = try inputs.alpha()
      let keys: [(String, ProportionInterval)] = [
        ("wilson", .wilson), ("clopper_pearson", .clopperPearson), ("agresti_coull", .agrestiCoull),
        ("jeffreys_raw", .jeffreys),
      ]
      var values: [String: Value] = ["share": .number(count.share)]
      for (key, kind) in keys { values[key] = try kind.interval(count, alpha: alpha).value }
      return values
    },
    MethodDescription(
      "chi_square_2x2", "Tests of independence in a 2 x 2 table: Pearson, Yates, likelihood ratio",
      inputs: [InputDescription("table", .table, "two rows of two counts")],
      sentence: { _, values in "Chi-squared is \(values.text("chi2")), p = \(values.pValue("p"))." }
    ) { inputs in
      let rows = try inputs.table("table")
      guard rows.count == 2, rows.allSatisfy({ $0.count == 2 }) else {
        throw inputs.invalid("table", "must be two rows of two counts")
      }
      let table = try ContingencyTable(rows: rows)
      let tests = try (table.chiSquared(), table.chiSquared(yates: true), table.likelihoodRatio())
      // A row or column without counts cannot contradict independence: p is 1.
      return Outputs.merge(
        [
          "chi2": .number(tests.0?.statistic ?? 0), "p": .number(tests.0?.p ?? 1),
          "chi2_yates": .number(tests.1?.statistic ?? 0), "p_yates": .number(tests.1?.p ?? 1),
          "g": .number(tests.2?.statistic ?? 0), "p_g": .number(tests.2?.p ?? 1),
        ],
        Outputs.status(tableStatus(table, tested: tests.0 != nil)))
    },
    MethodDescription(
      "chi_square_k_arms", "One test that all arms share one proportion",
      inputs: [
        InputDescription("successes", .numbers, "successes by arm"), InputDescription("n", .numbers, "units by arm"),
      ],
      sentence: { _, values in
        "Chi-squared is \(values.text("chi2")) with \(values.text("df")) degrees of freedom, p = \(values.pValue("p"))."
      }
    ) { inputs in
      let (successes, trials) = (try inputs.counts("successes"), try inputs.counts("n"))
      guard successes.count == trials.count, trials.count > 1 else {
        throw inputs.invalid("n", "needs one count per arm, for two arms or more")
      }
      for (index, pair) in zip(successes, trials).enumerated() where pair.0 > pair.1 {
        throw inputs.invalid("successes[\(index)]", "must not exceed n = \(pair.1)")
      }
      let table = try ContingencyTable(rows: zip(successes, trials).map { [Double($0), Double($1 - $0)] })
      let test = try table.chiSquared()
      return Outputs.merge(
        [
          "chi2": .number(test?.statistic ?? 0), "df": .integer(test?.degreesOfFreedom ?? 0),
          "p": .number(test?.p ?? 1),
        ],
        Outputs.status(tableStatus(table, tested: test != nil)))
    },
  ]

  private static func compare(_ test: ProportionTest, _ inputs: Inputs) throws -> ProportionComparison {
    try test.compare(
      control: try inputs.successCount("control"), treatment: try inputs.successCount("treatment"),
      alpha: try inputs.alpha())
  }

  private static func tableStatus(_ table: ContingencyTable, tested: Bool) -> Status? {
    guard tested else { return .zeroVariance }
    return table.smallestExpected < 5 ? .smallExpectedCounts : nil
  }
}
