import Foundation

extension MethodRegistry {
  /// Bootstrap and permutation.
  static let resamplingMethods: [MethodDescription] = [bootstrapFullEnumeration, permutationExact]

  private static let bootstrapFullEnumeration = MethodDescription(
    "bootstrap_full_enumeration", "Bootstrap of a tiny sample over all its resamples: percentile, basic and BCa",
    inputs: [
      InputDescription("data", .numbers, "2 to 12 values"),
      InputDescription("statistic", .choice(["mean", "median"]), "what is estimated", default: "mean"),
      .alpha,
    ],
    sentence: { inputs, values in
      "Over all \(values.text("n_resamples", digits: 6)) resamples the BCa interval is "
        + "\(values.text("bca_lower")) to \(values.text("bca_upper"))."
    }
  ) { inputs in
    let data = try inputs.numbers("data")
    let name = try inputs.string("statistic", default: "mean").lowercased()
    let statistic: ([Double]) -> Double
    switch name {
    case "mean": statistic = { $0.reduce(0, +) / Double($0.count) }
    case "median": statistic = PermutationTest.Statistic.median
    default: throw inputs.invalid("statistic", "must be mean or median, not '\(name)'")
    }
    let spread = try ExhaustiveBootstrap.distribution(of: data, statistic)
    let alpha = try inputs.alpha()
    let percentile = try spread.percentileInterval(alpha: alpha)
    let basic = try spread.basicInterval(alpha: alpha)
    let correction = try spread.biasCorrection(alpha: alpha)
    let bca = try spread.bcaInterval(alpha: alpha)
    return [
      "n_resamples": .number(spread.count), "estimate": .number(spread.estimate),
      "bootstrap_se": .number(spread.standardError),
      "percentile_lower": .optional(percentile.low), "percentile_upper": .optional(percentile.high),
      "basic_lower": .optional(basic.low), "basic_upper": .optional(basic.high),
      "z0_mid_p": .optional(correction?.z0), "acceleration": .optional(correction?.acceleration),
      "bca_alpha_lower": .optional(correction?.lowLevel), "bca_alpha_upper": .optional(correction?.highLevel),
      "bca_lower": .optional(bca?.low), "bca_upper": .optional(bca?.high),
    ]
  }

  private static let permutationExact = MethodDescription(
    "permutation_exact", "Permutation test over all relabellings of two small samples",
    inputs: InputDescription.twoSamples + [
      InputDescription(
        "statistic", .choice(["mean(treatment)-mean(control)", "median(treatment)-median(control)"]),
        "what is compared", default: "mean(treatment)-mean(control)")
    ],
    sentence: { inputs, values in
      "Of \(values.text("n_permutations", digits: 8)) relabellings, "
        + "\(values.percent("p_greater")) give a statistic as large as the one seen "
        + "(two-sided p = \(values.pValue("p_two_sided")))."
    }
  ) { inputs in
    let name = try inputs.string("statistic", default: "mean(treatment)-mean(control)").filter { !$0.isWhitespace }
    let statistic: PermutationTest.Statistic
    switch name.lowercased() {
    case "mean(treatment)-mean(control)", "mean": statistic = .differenceOfMeans
    case "median(treatment)-median(control)", "median": statistic = .differenceOfMedians
    default: throw inputs.invalid("statistic", "must be a difference of means or of medians, not '\(name)'")
    }
    let test = try PermutationTest.exact(
      control: inputs.numbers("control"), treatment: inputs.numbers("treatment"), statistic)
    return [
      "observed": .number(test.observed), "n_permutations": .integer(test.permutations),
      "p_greater": .number(test.greaterP), "p_less": .number(test.lessP), "p_two_sided": .number(test.pValue),
    ]
  }
}
