/// One parameter of a `LikelihoodModel`: its name and where it may lie.
public struct ModelParameter: Sendable, Equatable {
  /// The open range of a parameter; the optimiser works on a scale without bounds.
  public enum Range: Sendable, Equatable {
    /// Above 0: optimised as its logarithm.
    case positive
    /// Between 0 and 1: optimised as its log-odds.
    case unit
    case real
  }

  public let name: String
  public let range: Range

  public init(_ name: String, _ range: Range) {
    self.name = name
    self.range = range
  }
}
