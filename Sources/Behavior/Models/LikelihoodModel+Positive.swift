import LabStatistics

extension LikelihoodModel {
  /// Refuses parameters that no formula allows, for models whose parameters are all positive.
  ///
  /// - Throws: `StatisticsError.invalidArgument` with the name of the first that is not positive and finite.
  func requirePositiveParameters() throws {
    for (parameter, value) in zip(Self.parameters, values) where !(value > 0 && value.isFinite) {
      throw StatisticsError.invalidArgument(
        name: parameter.name, reason: "must be positive and finite, but is \(value)")
    }
  }
}
