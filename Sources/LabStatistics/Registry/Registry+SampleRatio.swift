extension MethodRegistry {
  /// Checks of the split between arms.
  static let sampleRatioMethods: [MethodDescription] = [
    MethodDescription(
      "srm_chi_square", "Sample-ratio check: do the sizes of the arms agree with the plan?",
      inputs: [
        InputDescription("observed", .numbers, "users by arm"),
        InputDescription("weights", .numbers, "planned shares by arm; arms of weight 0 are left out"),
      ],
      sentence: { _, values in
        guard let p = values.number("p") else { return "There are no users to check." }
        let chance = "p = \(values.pValue("p"))"
        if p < SampleRatioTest.alarmLevel {
          return "The split is broken (\(chance)): do not trust any effect until the cause is found."
        }
        return p < SampleRatioTest.warningLevel
          ? "The split is unlike the plan (\(chance)), though short of the alarm at p < 0.001: check how users were assigned "
            + "and counted."
          : "The split is as planned (\(chance))."
      }
    ) { inputs in
      let observed = try inputs.counts("observed")
      let weights =
        inputs.has("weights") ? try inputs.numbers("weights") : [Double](repeating: 1, count: observed.count)
      let test = try SampleRatioTest(observed: observed, weights: weights)
      return Outputs.merge(
        [
          "chi2": .number(test.statistic), "df": .integer(test.degreesOfFreedom), "p": .optional(test.p),
          "flagged": .bool(test.isMismatch), "observed_shares": .array(test.observedShares.map(Value.optional)),
          "expected_shares": .numbers(test.expectedShares), "largest_deviation": .number(test.largestDeviation),
          "unexpected_units": .integer(test.unexpectedUnits),
        ],
        Outputs.status(test.p == nil ? .missingArm : (test.isMismatch ? .sampleRatioMismatch : nil)))
    },
    MethodDescription(
      "srm_sequential", "Sample-ratio check that may be looked at after every batch",
      inputs: [
        InputDescription("theta0", .numbers, "planned shares by arm"),
        InputDescription(
          "dirichlet_concentration", .number, "weight of the prior on the plan", default: 100),
        InputDescription("batches", .table, "new users by arm, one row per look"),
      ],
      sentence: { _, values in
        guard case .array(let looks)? = values.values["p_value_running_min"], let last = looks.last?.number else {
          return "There are no batches to check."
        }
        return last < SampleRatioTest.alarmLevel
          ? "The split is broken (p = \(NumberText.pValue(last)) at the last look)."
          : "The split agrees with the plan so far (p = \(NumberText.pValue(last)))."
      }
    ) { inputs in
      var test = try SequentialSampleRatioTest(
        weights: try inputs.numbers("theta0"),
        concentration: try inputs.positive("dirichlet_concentration", default: 100))
      var odds: [Double] = []
      var p: [Double] = []
      for (index, row) in try inputs.table("batches").enumerated() {
        let batch = try row.map { number in
          guard let count = Int(exactly: number), count >= 0 else {
            throw inputs.invalid("batches[\(index)]", "must hold whole counts of zero or more")
          }
          return count
        }
        odds.append(try test.add(batch))
        p.append(test.p)
      }
      return ["log_odds": .numbers(odds), "p_value_running_min": .numbers(p)]
    },
  ]
}
