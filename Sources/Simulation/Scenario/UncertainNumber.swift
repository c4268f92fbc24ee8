import Primitives

/// A number of a scenario of which only a distribution is known.
public struct UncertainNumber: Sendable, Equatable {
  /// Keys from the root of a scenario file, e.g. `["population", "behavior", "dropout", "gamma"]`.
  public var path: [String]
  public var distribution: InputDistribution
  public init(path: [String], distribution: InputDistribution) {
    self.path = path
    self.distribution = distribution
  }

  /// The path as it is written in overrides: `population.behavior.dropout.gamma`.
  public var name: String { path.joined(separator: ".") }
}
