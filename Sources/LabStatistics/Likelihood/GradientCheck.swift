@preconcurrency import CGSL

/// Compares a model's analytic gradient with numerical derivatives: for the tests of models.
package enum GradientCheck {
  /// The largest difference over parameters and observations, relative to `1 + |derivative|`.
  ///
  /// Derivatives are those of `gsl_deriv_central`, by the natural parameters.
  ///
  /// - Returns: nil when the model has no analytic gradient, or one of another length than its parameters.
  /// - Throws: what GSL refuses.
  package static func largestError<Model: LikelihoodModel>(
    of model: Model, observations: [Model.Observation]
  ) throws -> Double? {
    var largest = 0.0
    for observation in observations {
      guard let gradient = model.gradient(of: observation), gradient.count == Model.parameters.count else {
        return nil
      }
      for (index, slope) in gradient.enumerated() {
        let value = model.values[index]
        let range = Model.parameters[index].range
        let room = range == .real ? 1 : range == .unit ? min(value, 1 - value) : value
        var derivative = 0.0
        var error = 0.0
        let code = try GSLFunctionBox.with({ moved in
          var values = model.values
          values[index] = moved
          return Model(values).logLikelihood(of: observation)
        }) { gsl_deriv_central($0, value, 1e-3 * room, &derivative, &error) }
        try GSL.check(code, "gsl_deriv_central")
        largest = max(largest, abs(slope - derivative) / (1 + abs(derivative)))
      }
    }
    return largest
  }
}
