extension MethodRegistry {
  /// Tails of distributions.
  static let distributionMethods: [MethodDescription] = [
    MethodDescription(
      "normal_tail", "Upper tail of the standard normal, plain and as a logarithm",
      inputs: [InputDescription("z", .numbers, "points")],
      sentence: { inputs, values in "The chance of a larger Z is \(values.list("sf"))." }
    ) { inputs in
      let points = try inputs.has("z") && inputs.values["z"]?.number != nil ? [inputs.number("z")] : inputs.numbers("z")
      return ["sf": .numbers(points.map(Normal.upperTail)), "log_sf": .numbers(points.map(Normal.logUpperTail))]
    },
    MethodDescription(
      "noncentral_t_cdf", "Cumulative probability of the noncentral t distribution",
      inputs: [InputDescription("t_df_nc", .table, "rows of t, degrees of freedom, noncentrality")],
      sentence: { inputs, values in "The chance of a T of at most t is \(values.list("cdf"))." }
    ) { inputs in
      let rows = try inputs.table("t_df_nc")
      guard rows.allSatisfy({ $0.count == 3 }) else {
        throw inputs.invalid("t_df_nc", "each row must hold t, degrees of freedom and noncentrality")
      }
      return [
        "cdf": .numbers(
          try rows.map { try NoncentralT(degreesOfFreedom: $0[1], noncentrality: $0[2]).cdf($0[0]) })
      ]
    },
  ]
}
