extension MethodRegistry {
  /// Effects through regression.
  static let regressionMethods: [MethodDescription] = [
    MethodDescription(
      "regression_adjustment_lin", "Effect adjusted by covariates through regression (Lin), robust errors",
      inputs: [
        .columnsArm("control"), .columnsArm("treatment"), InputDescription("outcome", .text, "column of the outcome"),
        InputDescription("covariate", .text, "column of the covariate, or several as a list or separated by commas"),
        .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "ate_interacted", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let outcome = try inputs.string("outcome")
      let covariates = try names(inputs, "covariate")
      let control = try inputs.columns("control", [outcome] + covariates)
      let treatment = try inputs.columns("treatment", [outcome] + covariates)
      let fit = { (model: RegressionAdjustment.Model) in
        try RegressionAdjustment(
          control: control[0], treatment: treatment[0], controlCovariates: Array(control.dropFirst()),
          treatmentCovariates: Array(treatment.dropFirst()), model: model)
      }
      let (interacted, ancova) = (try fit(.interacted), try fit(.ancova))
      let error = try interacted.fit.standardError(1, .hc2)
      let test = try MeanComparison(
        difference: interacted.effect, standardError: error, degreesOfFreedom: .infinity, alpha: try inputs.alpha())
      return Outputs.merge(
        [
          "ate_interacted": .number(interacted.effect), "se_hc2_interacted": .number(error),
          "se_hc0_interacted": .number(try interacted.fit.standardError(1, .hc0)),
          "se_hc1_interacted": .number(try interacted.fit.standardError(1, .hc1)),
          "se_hc3_interacted": .number(try interacted.fit.standardError(1, .hc3)),
          "ate_ancova": .number(ancova.effect), "se_hc2_ancova": .number(try ancova.fit.standardError(1, .hc2)),
          "se_hc0_ancova": .number(try ancova.fit.standardError(1, .hc0)), "p_value": .optional(test.pTwoSided),
        ],
        Outputs.interval(test.interval), Outputs.status(test.status))
    },
    MethodDescription(
      "cluster_robust_ols", "Effect with errors correlated within clusters (CR1)",
      inputs: [
        .columnsArm("control"), .columnsArm("treatment"), InputDescription("outcome", .text, "column of the outcome"),
        InputDescription(
          "clusters", .text,
          "a column of cluster numbers, `row index // N` for blocks of N rows (control, then treatment), or a list"),
        .alpha,
      ],
      sentence: { inputs, values in
        try Sentences.difference(values, effect: "effect", p: "p_value", inputs: inputs)
      }
    ) { inputs in
      let outcome = try inputs.string("outcome")
      let control = try inputs.columns("control", [outcome])[0]
      let treatment = try inputs.columns("treatment", [outcome])[0]
      let clusters = try clusterNumbers(inputs, rows: control.count + treatment.count)
      let fit = try RegressionAdjustment(control: control, treatment: treatment, model: .none)
      let error = try fit.fit.standardError(1, .clustered(clusters))
      let groups = Set(clusters).count
      let test = try MeanComparison(
        difference: fit.effect, standardError: error, degreesOfFreedom: Double(groups - 1),
        alpha: try inputs.alpha())
      return Outputs.merge(
        [
          "effect": .number(fit.effect), "se_cluster_cr1": .number(error), "n_clusters": .integer(groups),
          "t": .optional(test.statistic), "p_value": .optional(test.pTwoSided),
        ],
        Outputs.interval(test.interval), Outputs.status(test.status))
    },
    MethodDescription(
      "design_effect", "Effective sample size of clustered users",
      inputs: [
        InputDescription("mean_cluster_size", .number, "users per cluster"),
        InputDescription("icc", .number, "intra-cluster correlation"),
        InputDescription("n", .number, "users in all", default: .null),
      ],
      sentence: { _, values in
        "Clustering multiplies variances by \(values.text("deff")): the users count as "
          + "\(values.text("effective_n")) independent ones."
      }
    ) { inputs in
      let size = try inputs.positive("mean_cluster_size")
      let correlation = try inputs.number("icc")
      guard correlation >= -1, correlation <= 1 else { throw inputs.invalid("icc", "must be between -1 and 1") }
      let effect = 1 + (size - 1) * correlation
      guard effect > 0 else {
        throw inputs.invalid("icc", "is too negative for clusters of \(size): the design effect would not be positive")
      }
      let total = inputs.has("n") ? try inputs.nonNegative("n") : nil
      return ["deff": .number(effect), "effective_n": .optional(total.map { $0 / effect })]
    },
  ]

  /// One name, several separated by commas, or a list of names.
  private static func names(_ inputs: Inputs, _ name: String) throws -> [String] {
    guard case .array(let items)? = inputs.values[name] else {
      return try inputs.string(name).split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }
    return try items.map {
      guard case .string(let text) = $0 else { throw inputs.invalid(name, "must be names of columns") }
      return text
    }
  }

  private static func clusterNumbers(_ inputs: Inputs, rows: Int) throws -> [Int] {
    if case .array? = inputs.values["clusters"] { return try inputs.integers("clusters") }
    if let size = inputs.values["clusters"]?.integer { return try blocks(of: size, rows, inputs) }
    let text = try inputs.string("clusters")
    if let match = text.firstMatch(of: /\/\/\s*(\d+)/), let size = Int(match.1) {
      return try blocks(of: size, rows, inputs)
    }
    let columns = try inputs.columns("control", [text])[0] + inputs.columns("treatment", [text])[0]
    // Clusters may carry any numbers; equal numbers are one cluster, also across arms.
    var known: [Double: Int] = [:]
    return columns.map { value in
      if let number = known[value] { return number }
      known[value] = known.count
      return known.count - 1
    }
  }

  private static func blocks(of size: Int, _ rows: Int, _ inputs: Inputs) throws -> [Int] {
    guard size > 0 else { throw inputs.invalid("clusters", "must be blocks of at least one row") }
    return (0..<rows).map { $0 / size }
  }
}
