extension FitSummary {
  /// The same fit with its parameters in other units: each estimate of range `real` is multiplied by a factor.
  package func multiplied(by factors: [Double]) -> FitSummary {
    func scaled(_ matrix: [[Double]]) -> [[Double]] {
      matrix.indices.map { i in matrix.indices.map { matrix[i][$0] * factors[free[i]] * factors[free[$0]] } }
    }
    let estimates = estimates.indices.map { index in
      let (estimate, factor) = (self.estimates[index], factors[free[index]])
      return ParameterEstimate(
        name: estimate.name, value: estimate.value * factor, standardError: estimate.standardError * factor,
        interval: estimate.interval.mapped { $0 * factor })
    }
    return FitSummary(
      name: name, estimates: estimates, held: held, values: zip(values, factors).map { $0 * $1 },
      covariance: scaled(covariance), unboundedCovariance: scaled(unboundedCovariance), logLikelihood: logLikelihood,
      observationCount: observationCount, iterations: iterations, starts: starts, startsAgreeing: startsAgreeing,
      conditionNumber: conditionNumber, level: level, ranges: ranges, free: free)
  }
}
