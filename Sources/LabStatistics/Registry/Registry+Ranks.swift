extension MethodRegistry {
  /// Rank tests and tests of several groups.
  static let rankMethods: [MethodDescription] = [
    mannWhitney, wilcoxonSignedRank, kolmogorovSmirnov, kSampleTests,
  ]

  private static let mannWhitney = MethodDescription(
    "mann_whitney", "Mann-Whitney and Brunner-Munzel rank tests with AUC and Hodges-Lehmann shift",
    inputs: InputDescription.twoSamples,
    sentence: { inputs, values in
      "A treated value exceeds a control one with chance \(values.percent("auc_treatment")) "
        + "(p = \(values.pValue("p_asymptotic_cc")), shift \(values.text("hodges_lehmann_shift")))."
    }
  ) { inputs in
    let control = try inputs.numbers("control")
    let treatment = try inputs.numbers("treatment")
    let test = try MannWhitney(control: control, treatment: treatment)
    var values: [String: Value] = [
      "u_treatment": .number(test.u), "auc_treatment": .number(test.auc),
      "p_asymptotic_cc": .optional(test.asymptoticP()),
      "p_asymptotic_no_cc": .optional(test.asymptoticP(continuity: false)),
      "p_greater_asymptotic_cc": .optional(test.asymptoticP(.greater)),
      "p_less_asymptotic_cc": .optional(test.asymptoticP(.less)),
      "hodges_lehmann_shift": .number(try HodgesLehmann.shift(control: control, treatment: treatment)),
      "brunner_munzel_p": .null, "brunner_munzel_w": .null,
    ]
    if let exact = test.exactP() { values["p_exact"] = .number(exact) }
    if control.count > 1, treatment.count > 1 {
      values["brunner_munzel_p"] = try .ifDefined { try test.brunnerMunzel().pValue }
      values["brunner_munzel_w"] = try .ifDefined { try test.brunnerMunzel().statistic }
    }
    return values
  }

  private static let wilcoxonSignedRank = MethodDescription(
    "wilcoxon_signed_rank", "Wilcoxon's signed-rank test of paired differences",
    inputs: [InputDescription("differences", .numbers, "treatment minus control, one per pair")],
    sentence: { inputs, values in
      let p = values.values["p_two_sided_exact"]?.number == nil ? "p_two_sided_normal" : "p_two_sided_exact"
      return "The smaller rank sum is \(values.text("statistic")); differences centred at 0 give one as small with "
        + "p = \(values.pValue(p))."
    }
  ) { inputs in
    var differences: [Double]
    if inputs.has("differences") {
      differences = try inputs.numbers("differences")
    } else {
      let control = try inputs.numbers("control")
      differences = try inputs.numbers("treatment")
      guard control.count == differences.count else { throw inputs.invalid("treatment", "needs one value per pair") }
      for index in control.indices { differences[index] -= control[index] }
    }
    let test = try WilcoxonSignedRank(differences: differences)
    return [
      "statistic": .number(test.statistic), "zeros": .integer(test.zeros),
      "p_two_sided_exact": .optional(test.exactP()), "p_two_sided_normal": .optional(test.asymptoticP()),
    ]
  }

  private static let kolmogorovSmirnov = MethodDescription(
    "kolmogorov_smirnov_2", "Two-sample Kolmogorov-Smirnov test",
    inputs: InputDescription.twoSamples,
    sentence: { inputs, values in
      let p = values.values["p_exact"]?.number == nil ? "p_asymptotic" : "p_exact"
      return "The distributions differ by at most \(values.percent("d")) of the users (p = \(values.pValue(p)))."
    }
  ) { inputs in
    let test = try KolmogorovSmirnov(control: inputs.numbers("control"), treatment: inputs.numbers("treatment"))
    return [
      "d": .number(test.distance), "p_exact": .optional(test.exactP), "p_asymptotic": .number(test.asymptoticP),
      "p_limit": .number(test.limitP),
    ]
  }

  private static let kSampleTests = MethodDescription(
    "k_sample_tests", "Are several groups alike? Analysis of variance, Welch's and Kruskal-Wallis",
    inputs: [InputDescription("groups", .table, "one list of values per group")],
    sentence: { inputs, values in
      "Equal groups would differ this much with p = \(values.pValue("welch_p")) (Welch), "
        + "\(values.pValue("p_f")) (equal variances), \(values.pValue("kruskal_p")) (ranks)."
    }
  ) { inputs in
    let tests = try KSampleTests(groups: inputs.lists("groups"))
    func parts(_ test: () throws -> KSampleTests.Outcome) throws -> KSampleTests.Outcome? {
      do { return try test() } catch StatisticsError.undefined { return nil }
    }
    let f = try parts(tests.analysisOfVariance)
    let welch = try parts(tests.welch)
    let kruskal = try parts(tests.kruskalWallis)
    return [
      "f": .optional(f?.statistic), "p_f": .optional(f?.pValue), "welch_f": .optional(welch?.statistic),
      "welch_df_denom": .optional(welch?.denominator), "welch_p": .optional(welch?.pValue),
      "kruskal_h": .optional(kruskal?.statistic), "kruskal_p": .optional(kruskal?.pValue),
    ]
  }
}
