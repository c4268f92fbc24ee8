import Behavior

/// A scan over values of a scenario, as its file asks for it (`sweep:`); a run takes no notice of it.
public struct SweepDefinition: OptionalPart, Equatable {
  /// What varies, in the order of the file.
  public var vary: [VaryingParameter]
  /// How points are chosen.
  public var design = Design.grid
  /// Points of a design that needs their number; nil: ``defaultPoints``.
  public var points: Int?
  /// How often every point is played, each time to other people.
  public var replications = 1

  public init(vary: [VaryingParameter]) { self.vary = vary }

  /// How points are chosen.
  public enum Design: String, Sendable, CaseIterable {
    /// Every combination of the values.
    case grid
    /// A Latin hypercube.
    case latin
    /// Sobol's quasi-random sequence.
    case sobol
  }

  /// Points of a design that needs their number.
  public static let defaultPoints = 64
  /// Most points of a sweep.
  public static let mostPoints = 100_000
  /// Most parameters of a sweep.
  public static let mostParameters = 100
  /// Most replications of a point.
  public static let mostReplications = 10_000
}
