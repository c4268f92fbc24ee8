import Foundation

extension MethodRegistry {
  /// Times to an event.
  static let survivalMethods: [MethodDescription] = [kaplanMeier, logRank, coxBinary]

  private static let kaplanMeier = MethodDescription(
    "kaplan_meier", "Survival curve with Greenwood errors, log-log intervals, hazard and restricted mean",
    inputs: [
      InputDescription("time", .numbers, "durations"),
      InputDescription("event", .numbers, "1 when the event was seen, 0 when censored"),
      .alpha,
      InputDescription("rmst_tau", .number, "horizon of the restricted mean", default: .null),
    ],
    sentence: { inputs, values in
      guard values.number("median") != nil else { return "More than half survive to the end of the data." }
      return "Half have had the event by time \(values.text("median"))."
    }
  ) { inputs in
    let curve = try KaplanMeier(inputs.survival(), alpha: inputs.alpha())
    var values: [String: Value] = [
      "event_times": .numbers(curve.points.map(\.time)), "survival": .numbers(curve.points.map(\.survival)),
      "greenwood_se": .numbers(curve.points.map(\.standardError)),
      "ci_loglog_lower": .array(curve.points.map { .optional($0.interval.low) }),
      "ci_loglog_upper": .array(curve.points.map { .optional($0.interval.high) }),
      "nelson_aalen": .numbers(curve.points.map(\.hazard)), "median": .optional(curve.median),
    ]
    if inputs.has("rmst_tau") {
      let horizon = try inputs.positive("rmst_tau")
      let name = horizon == horizon.rounded() && horizon < 1e15 ? String(Int(horizon)) : "\(horizon)"
      let restricted = try curve.restrictedMean(to: horizon)
      values["rmst_\(name)"] = .number(restricted.mean)
      values["rmst_se"] = .number(restricted.standardError)
    }
    return values
  }

  private static let logRank = MethodDescription(
    "log_rank", "Log-rank, Gehan-Wilcoxon and Tarone-Ware tests of two survival curves",
    inputs: InputDescription.twoSurvivals,
    sentence: { inputs, values in
      "Treated users had \(values.text("observed_treatment")) events where equal hazards expect "
        + "\(values.text("expected_treatment")) (p = \(values.pValue("p")))."
    }
  ) { inputs in
    let control = try inputs.survival("control")
    let treatment = try inputs.survival("treatment")
    let test = try LogRank(control: control, treatment: treatment)
    let gehan = try LogRank(control: control, treatment: treatment, weight: .gehanWilcoxon)
    let tarone = try LogRank(control: control, treatment: treatment, weight: .taroneWare)
    return [
      "chi2": .number(test.chiSquare), "p": .number(test.pValue), "observed_treatment": .number(test.observed),
      "expected_treatment": .number(test.expected), "variance": .number(test.variance),
      "wilcoxon_gehan_chi2": .number(gehan.chiSquare), "wilcoxon_p": .number(gehan.pValue),
      "tarone_ware_chi2": .number(tarone.chiSquare), "tarone_ware_p": .number(tarone.pValue),
      "log_hr_peto": .number(test.petoLogHazardRatio),
    ]
  }

  private static let coxBinary = MethodDescription(
    "cox_ph_binary", "Hazard ratio of treatment to control by Cox regression",
    inputs: InputDescription.twoSurvivals + [
      InputDescription("ties", .choice(["efron", "breslow"]), "how equal times are treated", default: "efron"),
      .alpha,
    ],
    sentence: { inputs, values in
      "The hazard under treatment is \(values.text("hr")) times that of control "
        + "(\(values.text("hr_ci_lower")) to \(values.text("hr_ci_upper")), p = \(values.pValue("p_lr")))."
    }
  ) { inputs in
    let name = try inputs.string("ties", default: "efron").lowercased()
    guard let ties = CoxBinary.Ties(rawValue: name) else {
      throw inputs.invalid("ties", "must be efron or breslow, not '\(name)'")
    }
    let model = try CoxBinary(
      control: inputs.survival("control"), treatment: inputs.survival("treatment"), ties: ties)
    let reach = Normal.twoSidedCritical(alpha: try inputs.alpha()) * model.standardError
    return [
      "log_hr": .number(model.logHazardRatio), "se": .number(model.standardError), "hr": .number(model.hazardRatio),
      "hr_ci_lower": .number(exp(model.logHazardRatio - reach)),
      "hr_ci_upper": .number(exp(model.logHazardRatio + reach)),
      "lr_chi2": .number(model.likelihoodRatio), "p_lr": .number(model.likelihoodRatioP),
      "p_wald": .number(model.pValue),
    ]
  }
}
