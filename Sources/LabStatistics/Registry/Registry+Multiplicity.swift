extension MethodRegistry {
  /// Several tests at once.
  static let multiplicityMethods: [MethodDescription] = [
    MethodDescription(
      "multiple_testing_adjusted_p", "Adjusted p-values of a family of tests, by nine procedures",
      inputs: [
        InputDescription("p", .numbers, "p-values of the family"),
        .alpha,
      ],
      sentence: { inputs, values in
        let alpha = try inputs.alpha()
        let p = try inputs.numberOrList("p")
        let holm = try MultipleTesting.holm.rejected(p, alpha: alpha).filter(\.self).count
        let rate = try MultipleTesting.benjaminiHochberg.rejected(p, alpha: alpha).filter(\.self).count
        return "Of \(p.count) tests, \(holm) stay significant at \(NumberText.percent(alpha)) after Holm's correction "
          + "and \(rate) by Benjamini-Hochberg's false discovery rate."
      }
    ) { inputs in
      let p = try inputs.numberOrList("p")
      let alpha = try inputs.alpha()
      var values: [String: Value] = [:]
      for method in MultipleTesting.allCases {
        values[method.rawValue] = .numbers(try method.adjusted(p, alpha: alpha))
      }
      return values
    },
    MethodDescription(
      "combine_p_values", "One p-value from independent tests of one hypothesis (Fisher, Stouffer)",
      inputs: [
        InputDescription("p", .numbers, "independent p-values"),
        InputDescription("weights", .numbers, "Stouffer's weights", default: .null),
      ],
      sentence: { inputs, values in
        "Together the tests have p = \(values.pValue("fisher_p")) by Fisher's method "
          + "and \(values.pValue("stouffer_p")) by Stouffer's."
      }
    ) { inputs in
      let combined = try CombinedPValues(
        inputs.numberOrList("p"), weights: inputs.has("weights") ? inputs.numbers("weights") : nil)
      return [
        "fisher_stat": .number(combined.fisherStatistic), "fisher_p": .number(combined.fisherP),
        "stouffer_z": .number(combined.stoufferZ), "stouffer_p": .number(combined.stoufferP),
      ]
    },
  ]
}
