extension MethodRegistry {
  /// Relative lifts.
  static let liftMethods: [MethodDescription] = [
    MethodDescription(
      "lift_relative_delta", "Relative lift with its interval by the delta method",
      inputs: [.meanArm("control"), .meanArm("treatment"), .alpha],
      sentence: { inputs, values in
        "The lift is \(values.percent("lift")) (\(values.percent("ci_lower")) to \(values.percent("ci_upper")))"
          + (try Sentences.verdict(values, p: "p_value", inputs: inputs))
      }
    ) { inputs in
      let arms = try LiftArms(inputs)
      guard let degrees = arms.absolute.degreesOfFreedom, arms.control.mean != 0 else { return arms.withoutLift }
      let variance = LiftMethod.deltaVariance(
        control: arms.control.mean, treatment: arms.treatment.mean, controlVariance: arms.control.varianceOfMean,
        treatmentVariance: arms.treatment.varianceOfMean)
      let result = try MeanComparison(
        difference: (arms.treatment.mean - arms.control.mean) / abs(arms.control.mean),
        standardError: variance.squareRoot(), degreesOfFreedom: degrees, alpha: arms.alpha)
      return Outputs.merge(
        [
          "lift": .number(result.difference), "standard_error": .number(result.standardError), "df": .number(degrees),
          "t": .optional(result.statistic), "p_value": .optional(result.pTwoSided),
          "p_value_of_difference": .optional(arms.absolute.pTwoSided),
        ],
        Outputs.interval(result.interval), Outputs.status(result.status ?? arms.note))
    },
    MethodDescription(
      "lift_relative_fieller", "Relative lift with Fieller's interval, which says when it is unbounded",
      inputs: [
        .meanArm("control"), .meanArm("treatment"), .alpha,
        InputDescription("quantile", .choice(["normal", "t"]), "critical value", default: "normal"),
      ],
      sentence: { _, values in
        values.number("bounded") == 1
          ? "The lift is \(values.percent("lift")) (\(values.percent("lift_ci_lower")) to "
            + "\(values.percent("lift_ci_upper")))."
          : "The baseline is too close to zero for a bounded interval of the lift; read the absolute difference."
      }
    ) { inputs in
      let arms = try LiftArms(inputs)
      guard arms.absolute.degreesOfFreedom != nil, arms.control.mean != 0 else { return arms.withoutLift }
      let critical: Double
      switch try inputs.string("quantile", default: "normal") {
      case "normal", "z": critical = Normal.twoSidedCritical(alpha: arms.alpha)
      case "t", "welch":
        critical = try StudentT(degreesOfFreedom: arms.absolute.degreesOfFreedom ?? .infinity)
          .twoSidedCritical(alpha: arms.alpha)
      default: throw inputs.invalid("quantile", "must be normal or t")
      }
      let set = FiellerSet(
        numerator: arms.treatment.mean, denominator: arms.control.mean,
        numeratorVariance: arms.treatment.varianceOfMean, denominatorVariance: arms.control.varianceOfMean,
        critical: critical)
      let lift = arms.lift(.fieller, critical: critical)
      return Outputs.merge(
        ["lift": .optional(lift.estimate), "g": .number(set.g), "bounded": .integer(set.interval == nil ? 0 : 1)],
        Outputs.interval(lift.interval, prefix: "lift_ci"), Outputs.status(lift.status))
    },
    MethodDescription(
      "lift_relative_log_ratio", "Relative lift with the interval of the log ratio (positive means only)",
      inputs: [.meanArm("control"), .meanArm("treatment"), .alpha],
      sentence: { inputs, values in
        "The lift is \(values.percent("lift")) (\(values.percent("lift_ci_lower")) to "
          + "\(values.percent("lift_ci_upper")))"
          + (try Sentences.verdict(values, p: "p_value_of_difference", inputs: inputs))
      }
    ) { inputs in
      let arms = try LiftArms(inputs)
      guard arms.absolute.degreesOfFreedom != nil, arms.control.mean != 0 else { return arms.withoutLift }
      let lift = try LiftMethod.logRatioLift(control: arms.control, treatment: arms.treatment, alpha: arms.alpha)
      return Outputs.merge(
        ["lift": .optional(lift.estimate), "p_value_of_difference": .optional(arms.absolute.pTwoSided)],
        Outputs.interval(lift.interval, prefix: "lift_ci"), Outputs.status(lift.status))
    },
  ]
}

/// Two arms read from inputs, with the test of their absolute difference.
private struct LiftArms {
  let control: UnitSummary
  let treatment: UnitSummary
  let alpha: Double
  let absolute: MeanComparison

  init(_ inputs: Inputs) throws {
    control = try inputs.unitSummary("control")
    treatment = try inputs.unitSummary("treatment")
    alpha = try inputs.alpha()
    absolute = try MeanTest.welch.compare(control: control, treatment: treatment, alpha: alpha)
  }

  var note: Status? { control.mean < 0 ? .negativeBaseline : nil }

  func lift(_ method: LiftMethod, critical: Double) -> LiftEstimate {
    method.lift(
      control: control.mean, treatment: treatment.mean, controlVariance: control.varianceOfMean,
      treatmentVariance: treatment.varianceOfMean, critical: critical)
  }

  /// What is left to say when the lift or the test does not exist.
  var withoutLift: [String: Value] {
    let lift: Double? = control.mean == 0 ? nil : (treatment.mean - control.mean) / abs(control.mean)
    return Outputs.merge(
      [
        "lift": .optional(lift), "difference": .number(absolute.difference), "bounded": .integer(0),
        "p_value": .null, "p_value_of_difference": .optional(absolute.pTwoSided),
      ],
      Outputs.status(control.mean == 0 ? .zeroBaseline : absolute.status))
  }
}
