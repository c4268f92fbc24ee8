extension MethodRegistry {
  /// A few planned looks.
  static let groupSequentialMethods: [MethodDescription] = [
    groupSequentialBoundary, alphaSpending, conditionalPower, peekingInflation,
  ]

  private static let groupSequentialBoundary = MethodDescription(
    "group_sequential_boundary", "Boundaries of a group sequential design, with drift and expected size",
    inputs: [
      InputDescription(
        "family", .text,
        "Lan-DeMets O'Brien-Fleming, Lan-DeMets Pocock, Kim-DeMets power=2, Hwang-Shih-DeCani gamma=-4, "
          + "O'Brien-Fleming, Pocock, Wang-Tsiatis delta=0.25"),
      InputDescription("information", .numbers, "information fractions of the looks, ascending"),
      InputDescription("alpha", .probability, "total level over all looks and sides", default: 0.05),
      .sides,
      InputDescription("power_for_drift", .probability, "power for the drift", default: 0.8),
    ],
    sentence: { inputs, values in
      "Stop at the first look whose |z| reaches \(values.list("z")) in turn; the design needs at most "
        + "\(values.text("inflation_factor")) times the users of a fixed one."
    }
  ) { inputs in
    let design = try GroupSequentialDesign(
      BoundaryFamily(named: inputs.string("family")), information: inputs.numbers("information"),
      alpha: inputs.alpha(), sides: inputs.sides())
    let power = try inputs.probability("power_for_drift", default: 0.8)
    let drift = try design.drift(power: power)
    var values: [String: Value] = [
      "z": .numbers(design.boundaries), "nominal_p_one_sided": .numbers(design.nominalP),
      "upper_crossing_h0": .numbers(try design.crossing(drift: 0).upper),
      "cumulative_alpha": .numbers(design.cumulativeAlpha), "drift": .number(drift),
      "inflation_factor": .number(try design.inflationFactor(power: power)),
      "crossing_under_drift": .numbers(try design.crossing(drift: drift).upper),
      "expected_information_fraction_h1": .number(
        try design.expectedInformation(drift: drift, stopsBelow: false)),
    ]
    if let constant = design.constant { values["constant"] = .number(constant) }
    return values
  }

  private static let alphaSpending = MethodDescription(
    "alpha_spending", "Error spent by information fraction t, per side, for five spending functions",
    inputs: [
      InputDescription("t", .numbers, "information fractions"),
      InputDescription("alpha", .probability, "level to spend on one side", default: 0.025),
    ],
    sentence: { inputs, values in
      "At these fractions the O'Brien-Fleming type has spent \(values.list("ld_obf", digits: 3)) of "
        + "\(try inputs.probability("alpha", default: 0.025)) on a side."
    }
  ) { inputs in
    let times = try inputs.numberOrList("t")
    let alpha = try inputs.probability("alpha", default: 0.025)
    func spent(_ function: AlphaSpending) throws -> Value {
      .numbers(try times.map { try function.spent(at: $0, alpha: alpha) })
    }
    return [
      "ld_obf": try spent(.lanDeMetsOBrienFleming), "ld_pocock": try spent(.lanDeMetsPocock),
      "kim_demets_2": try spent(.kimDeMets(power: 2)), "hsd_minus4": try spent(.hwangShihDeCani(gamma: -4)),
      "hsd_plus1": try spent(.hwangShihDeCani(gamma: 1)),
    ]
  }

  private static let conditionalPower = MethodDescription(
    "conditional_power", "Chance to end significant, given an interim look",
    inputs: [
      InputDescription("z", .number, "statistic of the interim look"),
      InputDescription("information", .probability, "information fraction of the look"),
      InputDescription("design_drift", .number, "mean of the final statistic that was planned for", default: .null),
      InputDescription("final_critical", .number, "critical value of the final look", default: 1.959963984540054),
    ],
    sentence: { inputs, values in
      "If the trend goes on, the test ends significant with chance \(values.percent("under_trend")); "
        + "averaged over what is known of the effect, \(values.percent("predictive_flat_prior"))."
    }
  ) { inputs in
    let look = try ConditionalPower(
      z: inputs.number("z"), information: inputs.number("information"),
      finalCritical: inputs.number("final_critical", default: 1.959963984540054))
    var values: [String: Value] = [
      "under_trend": .number(look.underTrend), "under_null": .number(look.underNull),
      "predictive_flat_prior": .number(look.predictive),
    ]
    if inputs.has("design_drift") {
      values["under_design"] = .number(look.power(drift: try inputs.number("design_drift")))
    }
    return values
  }

  private static let peekingInflation = MethodDescription(
    "peeking_inflation", "True type I error of a fixed-horizon test that is read at several looks",
    inputs: [
      InputDescription("looks", .numbers, "numbers of equally spaced looks"),
      InputDescription("nominal_alpha", .probability, "level of every look", default: 0.05),
    ],
    sentence: { inputs, values in
      "With \(try inputs.numberOrList("looks").map { String(Int($0)) }.joined(separator: ", ")) looks the chance of a "
        + "false alarm is \(values.list("type1", digits: 3)), not "
        + "\(try inputs.probability("nominal_alpha", default: 0.05))."
    }
  ) { inputs in
    let looks = try inputs.numberOrList("looks")
    let alpha = try inputs.probability("nominal_alpha", default: 0.05)
    return [
      "type1": .numbers(
        try looks.map { count in
          guard let whole = Int(exactly: count) else { throw inputs.invalid("looks", "must be whole numbers") }
          return try Peeking.typeOneError(looks: whole, alpha: alpha)
        })
    ]
  }
}
