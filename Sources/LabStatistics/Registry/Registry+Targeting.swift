extension MethodRegistry {
  /// Who should get what: bandits and uplift.
  static let targetingMethods: [MethodDescription] = [banditProbabilities, upliftQini]

  private static let banditProbabilities = MethodDescription(
    "bandit_probabilities", "Chance of every arm to be the best, with Thompson, top-two and UCB allocations",
    inputs: [
      InputDescription("arms", .objects(["successes", "n"]), "counts per arm", default: .null),
      InputDescription("prior", .numbers, "shapes of the beta prior", default: [1, 1]),
      InputDescription("posterior_means", .numbers, "or: means of normal posteriors", default: .null),
      InputDescription("posterior_sds", .numbers, "their standard deviations", default: .null),
      InputDescription("top_two_beta", .number, "share of the leader in top-two sampling", default: 0.5),
      InputDescription("min_weight", .number, "least share of an arm", default: .null),
    ],
    sentence: { inputs, values in
      guard case .array(let items)? = values.values["prob_best"] else { return "No arm." }
      let chances = items.map { $0.number ?? 0 }
      let best = chances.indices.max { chances[$0] < chances[$1] } ?? 0
      return "Arm \(best + 1) is the best with chance \(NumberText.percent(chances[best]))."
    }
  ) { inputs in
    var values: [String: Value] = [:]
    let best: BestArm
    if inputs.has("arms") {
      let arms = try inputs.objects("arms")
      let successes = try arms.map { try $0.nonNegative("successes") }
      let trials = try arms.map { try $0.nonNegative("n") }
      let prior = try inputs.numbers("prior", default: [1, 1])
      guard prior.count == 2 else { throw inputs.invalid("prior", "must be two shapes") }
      best = try BestArm(successes: successes, trials: trials, prior: (prior[0], prior[1]))
      values["ucb1_index"] = .array(
        BestArm.upperConfidenceIndices(successes: successes, trials: trials).map(Value.optional))
    } else {
      best = try BestArm(
        means: inputs.numbers("posterior_means"), standardDeviations: inputs.numbers("posterior_sds"))
    }
    values["prob_best"] = .numbers(best.probabilities)
    values["top_two_weights"] = .numbers(
      try best.topTwoWeights(beta: inputs.number("top_two_beta", default: 0.5)))
    if inputs.has("min_weight") {
      values["floored_weights"] = .numbers(
        try BestArm.floored(best.probabilities, minimum: inputs.number("min_weight")))
    }
    return values
  }

  private static let upliftQini = MethodDescription(
    "uplift_qini", "How well a score ranks users by uplift: Qini and uplift curves",
    inputs: [
      InputDescription("score", .numbers, "predicted uplift per user"),
      InputDescription("treatment", .numbers, "1 treated, 0 control"),
      InputDescription("outcome", .numbers, "outcome per user"),
      InputDescription("k", .number, "top share looked at", default: 0.3),
    ],
    sentence: { inputs, values in
      "Targeting by the score gains \(values.text("qini_coefficient_area_minus_random")) over random targeting "
        + "(Qini coefficient)."
    }
  ) { inputs in
    let curve = try UpliftCurve(
      scores: inputs.numbers("score"), treated: inputs.flags("treatment"), outcomes: outcomes(inputs))
    let share = try inputs.number("k", default: 0.3)
    let atShare = try curve.uplift(top: share)  // checks the share before it becomes part of a name
    let percent = (share * 100).rounded()
    let name = abs(share * 100 - percent) < 1e-9 ? String(Int(percent)) : "\(share * 100)"
    func ifBinary(_ score: () throws -> Double?) -> Value {
      // The normalised scores exist for outcomes of 0 and 1 only.
      (try? score()).flatMap { $0 }.map(Value.number) ?? .null
    }
    return [
      "qini_final": .number(curve.finalQini), "qini_curve": .numbers(curve.points.map(\.qini)),
      "targeted": .integers(curve.points.map(\.targeted)), "qini_area": .number(curve.qiniArea),
      "qini_coefficient_area_minus_random": .number(curve.qiniCoefficient),
      "uplift_at_\(name)pct": .optional(atShare),
      "uplift_curve": .numbers(curve.points.map(\.uplift)), "uplift_curve_last": .number(curve.finalUplift),
      "qini_auc_score_sklift": ifBinary(curve.normalizedQini),
      "uplift_auc_score_sklift": ifBinary(curve.normalizedUplift),
    ]
  }

  /// Outcomes as numbers; truth values count as 0 and 1.
  private static func outcomes(_ inputs: Inputs) throws -> [Double] {
    if case .array(let items)? = inputs.values["outcome"], case .bool? = items.first {
      return try inputs.flags("outcome").map { $0 ? 1 : 0 }
    }
    return try inputs.numbers("outcome")
  }
}
