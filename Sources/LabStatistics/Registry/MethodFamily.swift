/// Calculators that belong together, for lists.
public struct MethodFamily: Sendable {
  /// What they are about.
  public let title: String
  /// The calculators, in the order of the list.
  public let methods: [MethodDescription]

  /// Every calculator of the lab by family, in the order in which an experiment needs them.
  public static let all: [MethodFamily] = [
    MethodFamily(title: "Sample size and power", methods: MethodRegistry.powerMethods),
    MethodFamily(title: "Sample ratio", methods: MethodRegistry.sampleRatioMethods),
    MethodFamily(title: "Means", methods: MethodRegistry.meanMethods),
    MethodFamily(title: "Proportions", methods: MethodRegistry.proportionMethods + MethodRegistry.exactMethods),
    MethodFamily(title: "Lift", methods: MethodRegistry.liftMethods),
    MethodFamily(
      title: "Ratios and covariates", methods: MethodRegistry.adjustmentMethods + MethodRegistry.regressionMethods),
    MethodFamily(title: "Paired comparisons", methods: MethodRegistry.pairedMethods),
    MethodFamily(title: "Quantiles", methods: MethodRegistry.quantileMethods),
    MethodFamily(title: "Ranks and distributions", methods: MethodRegistry.rankMethods),
    MethodFamily(title: "Bootstrap and permutation", methods: MethodRegistry.resamplingMethods),
    MethodFamily(title: "Bayesian comparisons and rates", methods: MethodRegistry.bayesianMethods),
    MethodFamily(title: "Several tests at once", methods: MethodRegistry.multiplicityMethods),
    MethodFamily(title: "Valid at every look", methods: MethodRegistry.alwaysValidMethods),
    MethodFamily(title: "Planned looks", methods: MethodRegistry.groupSequentialMethods),
    MethodFamily(title: "Strata and segments", methods: MethodRegistry.strataMethods),
    MethodFamily(title: "Survival", methods: MethodRegistry.survivalMethods),
    MethodFamily(title: "Bandits and targeting", methods: MethodRegistry.targetingMethods),
    MethodFamily(title: "Distributions", methods: MethodRegistry.distributionMethods),
  ]
}
