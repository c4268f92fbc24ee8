import Foundation

extension MethodRegistry {
  /// Inference that may be read after every user.
  static let alwaysValidMethods: [MethodDescription] = [
    msprtNormal, asymptoticSequence, asymptoticSequenceOneSided, howardNormalMixture, bernoulliSequence, anytimeT,
    polyStitching,
  ]

  private static let nStar = InputDescription(
    "n_star", .number, "users of both arms at which the interval should be narrowest")

  private static let difference = InputDescription(
    "difference", .choice(["absolute", "relative"]), "difference of means, or relative to control",
    default: "absolute")

  private static let arms = [
    InputDescription("control", .object(["n", "mean", "sd"]), "control arm; or {n, successes}"),
    InputDescription("treatment", .object(["n", "mean", "sd"]), "treatment arm"),
  ]

  private static let msprtNormal = MethodDescription(
    "msprt_normal", "Mixture sequential probability ratio test with known variance, look by look",
    inputs: [
      InputDescription("A", .numbers, "control values in order of arrival"),
      InputDescription("B", .numbers, "treatment values in order of arrival"),
      InputDescription("sigma2_known", .number, "variance of one value"),
      InputDescription("tau2", .number, "variance of the mixture, in squared units of the effect"),
      .alpha,
      InputDescription("looks_n_per_arm", .numbers, "users per arm at the looks"),
    ],
    sentence: { inputs, values in
      guard case .array(let p)? = values.values["always_valid_p"], let last = p.last?.number else { return "No look." }
      return "At the last look the always-valid p-value is \(NumberText.pValue(last))."
    }
  ) { inputs in
    let control = try inputs.numbers("A")
    let treatment = try inputs.numbers("B")
    let sigma2 = try inputs.positive("sigma2_known")
    let tau2 = try inputs.positive("tau2")
    let alpha = try inputs.alpha()
    let looks = try inputs.integers("looks_n_per_arm")
    let last = looks.max() ?? 0
    guard last <= min(control.count, treatment.count), looks.allSatisfy({ $0 >= 1 }) else {
      throw inputs.invalid("looks_n_per_arm", "must lie in 1...\(min(control.count, treatment.count))")
    }
    var path: [(logE: Double, p: Double, interval: Interval)] = []
    var sums = (control: 0.0, treatment: 0.0)
    var lowest = 1.0
    for n in 1...max(1, last) where n <= last {
      sums.control += control[n - 1]
      sums.treatment += treatment[n - 1]
      let estimate = (sums.treatment - sums.control) / Double(n)
      let mixture = try NormalMixture(variance: 2 * sigma2 / Double(n), mixingVariance: tau2)
      // The running minimum over every user, not only over the looks that are shown.
      lowest = min(lowest, mixture.pValue(estimate: estimate))
      path.append(
        (mixture.logEValue(estimate: estimate), lowest, try mixture.interval(estimate: estimate, alpha: alpha)))
    }
    return [
      "log_lambda": .numbers(looks.map { path[$0 - 1].logE }),
      "always_valid_p": .numbers(looks.map { path[$0 - 1].p }),
      "confidence_interval": .array(looks.map { path[$0 - 1].interval.value }),
    ]
  }

  private static let asymptoticSequence = MethodDescription(
    "asymptotic_confidence_sequence", "Confidence sequence for a difference or lift, valid at every look",
    inputs: arms + [.alpha, nStar, difference],
    sentence: { inputs, values in
      "Whenever one looks, the difference lies between \(values.text("ci_lower")) and \(values.text("ci_upper")) "
        + "with confidence \(NumberText.percent(1 - (try inputs.alpha()))) (p = \(values.pValue("p_value")))."
    }
  ) { inputs in
    let alpha = try inputs.alpha()
    let effect = try EffectForSequence(inputs)
    let rho = try NormalMixture.rho(bestAt: inputs.positive("n_star"), alpha: alpha)
    let mixture = try NormalMixture(rho: rho, users: effect.users, variance: effect.variance)
    let reach = try mixture.halfWidth(alpha: alpha)
    return [
      "rho": .number(rho), "estimate": .number(effect.estimate),
      "standard_error": .number(effect.variance.squareRoot()), "half_width": .number(reach),
      "ci_lower": .number(effect.estimate - reach), "ci_upper": .number(effect.estimate + reach),
      "log_e_value": .number(mixture.logEValue(estimate: effect.estimate)),
      "p_value": .number(mixture.pValue(estimate: effect.estimate)),
    ]
  }

  private static let asymptoticSequenceOneSided = MethodDescription(
    "asymptotic_confidence_sequence_one_sided", "One-sided confidence sequence, valid at every look",
    inputs: arms + [
      .alpha, nStar, difference,
      InputDescription(
        "side", .choice(["treatment greater", "treatment lesser"]), "what is to be shown",
        default: "treatment greater"),
    ],
    sentence: { inputs, values in
      let lower = values.number("ci_lower") != nil
      return "Whenever one looks, the difference is \(lower ? "at least" : "at most") "
        + "\(values.text(lower ? "ci_lower" : "ci_upper")) "
        + "with confidence \(NumberText.percent(1 - (try inputs.alpha())))."
    }
  ) { inputs in
    let alpha = try inputs.alpha()
    let effect = try EffectForSequence(inputs)
    let rho = try NormalMixture.rho(bestAt: inputs.positive("n_star"), alpha: alpha, oneSided: true)
    let mixture = try NormalMixture(rho: rho, users: effect.users, variance: effect.variance)
    let reach = try mixture.oneSidedHalfWidth(alpha: alpha)
    var values: [String: Value] = [
      "rho": .number(rho), "estimate": .number(effect.estimate),
      "standard_error": .number(effect.variance.squareRoot()), "half_width": .number(reach),
    ]
    let side = try inputs.string("side", default: "treatment greater").lowercased()
    if side.contains("greater") || side.contains("larger") {
      values["ci_lower"] = .number(effect.estimate - reach)
    } else if side.contains("less") || side.contains("smaller") {
      values["ci_upper"] = .number(effect.estimate + reach)
    } else {
      throw inputs.invalid("side", "must be 'treatment greater' or 'treatment lesser', not '\(side)'")
    }
    return values
  }

  private static let howardNormalMixture = MethodDescription(
    "howard_normal_mixture", "Normal-mixture boundaries for a sum with intrinsic time v",
    inputs: [
      InputDescription("v", .number, "intrinsic time (sum of variances)"),
      InputDescription("v_opt", .number, "intrinsic time at which the boundary should be tightest"),
      .alpha,
      InputDescription("s", .number, "the sum, for the mixture's value", default: .null),
    ],
    sentence: { inputs, values in
      "With no effect the sum ever leaves ±\(values.text("bound_two_sided", digits: 6)) at this time, or its like at "
        + "another, with chance at most \(NumberText.percent(try inputs.alpha()))."
    }
  ) { inputs in
    let alpha = try inputs.alpha()
    let v = try inputs.positive("v")
    let optimum = try inputs.positive("v_opt")
    var values: [String: Value] = [:]
    for (name, isOneSided) in [("two_sided", false), ("one_sided", true)] {
      let boundary = try MixtureBoundary(optimum: optimum, alpha: alpha, isOneSided: isOneSided)
      values["rho_\(name)"] = .number(boundary.rho)
      values["bound_\(name)"] = .number(try boundary.bound(time: v, alpha: alpha))
      if inputs.has("s") {
        values["log_mixture_\(name)"] = .number(try boundary.logMixture(sum: inputs.number("s"), time: v))
      }
    }
    return values
  }

  private static let bernoulliSequence = MethodDescription(
    "bernoulli_confidence_sequence", "Confidence sequence for one proportion (beta-binomial mixture)",
    inputs: [
      InputDescription("successes", .integer, "successes so far"),
      InputDescription("n", .integer, "trials so far"),
      .alpha,
      InputDescription("t_opt", .number, "trials at which the interval should be narrowest"),
      InputDescription("alpha_opt", .probability, "level for which t_opt is tuned", default: 0.05),
    ],
    sentence: { inputs, values in
      "Whenever one looks, the proportion lies between \(values.percent("ci_lower")) and "
        + "\(values.percent("ci_upper")) with confidence \(NumberText.percent(1 - (try inputs.alpha())))."
    }
  ) { inputs in
    let sequence = try BernoulliSequence(
      optimum: inputs.positive("t_opt"), tuningAlpha: inputs.probability("alpha_opt", default: 0.05))
    let interval = try sequence.interval(
      successes: inputs.count("successes"), trials: inputs.count("n"), alpha: inputs.alpha())
    return ["ci_lower": .optional(interval.low), "ci_upper": .optional(interval.high)]
  }

  private static let anytimeT = MethodDescription(
    "anytime_valid_t", "Anytime-valid t test of a regression coefficient, exact in small samples",
    inputs: [
      InputDescription("n", .integer, "observations so far"),
      InputDescription("coefficients", .integer, "coefficients of the regression", default: 2),
      InputDescription("g", .number, "precision of the mixture, in observations", default: 1),
      InputDescription("t", .number, "the t statistic", default: .null),
      .alpha,
    ],
    sentence: { inputs, values in
      guard values.number("radius_in_se") != nil else { return "Too few observations to bound the effect yet." }
      return "The interval is the estimate ± \(values.text("radius_in_se")) standard errors, at any look "
        + "(p = \(values.pValue("p_value")))."
    }
  ) { inputs in
    let test = try AnytimeT(
      count: inputs.count("n"), coefficients: inputs.count("coefficients", default: 2),
      precision: inputs.positive("g", default: 1))
    var values: [String: Value] = ["radius_in_se": .optional(try test.radius(alpha: inputs.alpha()))]
    if inputs.has("t") {
      values["log_e"] = .number(try test.logEValue(t: inputs.number("t")))
      values["p_value"] = .number(try test.pValue(t: inputs.number("t")))
    }
    return values
  }

  private static let polyStitching = MethodDescription(
    "poly_stitching_bound", "Polynomial stitched boundary for a sum with intrinsic time v",
    inputs: [
      InputDescription("v", .number, "intrinsic time"),
      .alpha,
      InputDescription("v_min", .number, "time from which the boundary holds"),
      InputDescription("c", .number, "sub-gamma scale", default: 0),
      InputDescription("s", .number, "exponent of the epochs' chances, above 1", default: 1.4),
      InputDescription("eta", .number, "ratio of the epochs, above 1", default: 2),
    ],
    sentence: { inputs, values in
      "The sum ever exceeds \(values.text("bound", digits: 6)) at this time, or its like at another, with chance at "
        + "most \(NumberText.percent(try inputs.alpha()))."
    }
  ) { inputs in
    let boundary = try PolynomialStitching(
      start: inputs.positive("v_min"), scale: inputs.nonNegative("c", default: 0),
      exponent: inputs.number("s", default: 1.4), epochRatio: inputs.number("eta", default: 2))
    return ["bound": .number(try boundary.bound(time: inputs.positive("v"), alpha: inputs.alpha()))]
  }
}

/// The effect that a confidence sequence is built around, read from two arms.
private struct EffectForSequence {
  let estimate, variance, users: Double

  init(_ inputs: Inputs) throws {
    let control = try inputs.unitSummary("control")
    let treatment = try inputs.unitSummary("treatment")
    for (arm, name) in [(control, "control"), (treatment, "treatment")] where arm.count < 2 {
      throw inputs.invalid("\(name).n", "needs at least 2 users, not \(arm.count)")
    }
    users = Double(control.count) + Double(treatment.count)
    let vc = control.varianceOfMean
    let vt = treatment.varianceOfMean
    guard vc + vt > 0 else { throw StatisticsError.undefined(quantity: "interval", status: .zeroVariance) }
    switch try inputs.string("difference", default: "absolute").lowercased() {
    case "absolute":
      estimate = treatment.mean - control.mean
      variance = vc + vt
    case "relative":
      guard control.mean != 0 else { throw StatisticsError.undefined(quantity: "lift", status: .zeroBaseline) }
      // Delta method, relative to the absolute value of the baseline.
      let ratio = treatment.mean / control.mean
      estimate = (treatment.mean - control.mean) / abs(control.mean)
      variance = (vt + vc * ratio * ratio) / (control.mean * control.mean)
    case let other:
      throw inputs.invalid("difference", "must be absolute or relative, not '\(other)'")
    }
  }
}
