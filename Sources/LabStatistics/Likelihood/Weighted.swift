/// An observation and how many units it stands for.
public struct Weighted<Observation: Sendable>: Sendable {
  public let observation: Observation
  /// How many units share the observation; 0 or more, need not be whole.
  public let weight: Double

  public init(_ observation: Observation, weight: Double = 1) {
    self.observation = observation
    self.weight = weight
  }
}

extension Weighted: Equatable where Observation: Equatable {}
