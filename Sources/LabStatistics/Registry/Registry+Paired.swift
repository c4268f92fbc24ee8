extension MethodRegistry {
  /// Comparisons of the same users under two conditions.
  static let pairedMethods: [MethodDescription] = [
    MethodDescription(
      "common_random_numbers_paired", "Paired comparison of the same users under two conditions",
      inputs: [
        InputDescription("A", .numbers, "values under the first condition, one per user"),
        InputDescription("B", .numbers, "values under the second condition, in the same order"), .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "mean_difference", p: "p_two_sided", inputs: inputs)
      }
    ) { inputs in
      let (first, second) = (try inputs.numbers("A"), try inputs.numbers("B"))
      guard first.count == second.count else {
        throw inputs.invalid("B", "has \(second.count) values where A has \(first.count)")
      }
      let ones = [Double](repeating: 1, count: first.count)
      let pairs = try PairedComparison(CoMoments(columns: [second, ones, first, ones]))
      let alpha = try inputs.alpha()
      // The test is on the differences themselves: no variance is a difference of large numbers.
      let differences = Moments(zip(second, first).map { $0 - $1 }).summary
      let paired = try pairedTest(differences, alpha: alpha)
      let unpaired = try pairs.unpaired(alpha: alpha)
      let independent = pairs.unpairedVariance
      return Outputs.merge(
        [
          "mean_difference": .number(differences.mean), "t": .optional(paired.statistic),
          "df": .optional(paired.degreesOfFreedom), "standard_error": .number(paired.standardError),
          "p_two_sided": .optional(paired.pTwoSided), "correlation": .optional(pairs.correlation),
          "variance_paired_over_independent": independent > 0
            ? .number(differences.varianceOfMean / independent) : .null,
          "welch_p_if_pairing_ignored": .optional(unpaired.pTwoSided),
        ],
        Outputs.interval(paired.interval), Outputs.status(paired.status))
    }
  ]

  private static func pairedTest(_ differences: UnitSummary, alpha: Double) throws -> MeanComparison {
    if let status = differences.status {
      return MeanComparison(difference: differences.mean, standardError: 0, status: status)
    }
    return try MeanComparison(
      difference: differences.mean, standardError: differences.varianceOfMean.squareRoot(),
      degreesOfFreedom: Double(differences.count - 1), alpha: alpha)
  }
}
