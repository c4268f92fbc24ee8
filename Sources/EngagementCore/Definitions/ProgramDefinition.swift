/// A set of campaigns with an objective.
public struct ProgramDefinition: Sendable, Equatable {
  /// Unique name, an identifier.
  public var name: String
  /// For the reader.
  public var title = ""
  /// Names of its campaigns.
  public var campaigns: [String]
  /// What it must reach.
  public var objective: ObjectiveDefinition?
  public init(name: String, campaigns: [String]) {
    self.name = name
    self.campaigns = campaigns
  }
}

/// A target for a KPI, compared with the baseline.
public struct ObjectiveDefinition: Sendable, Equatable {
  /// Name of the KPI.
  public var kpi: String
  /// The target.
  public var target: Target
  /// Confidence of the verdict, 0.5 ..< 1.
  public var confidence = 0.95
  public init(kpi: String, target: Target) {
    self.kpi = kpi
    self.target = target
  }

  /// How a target is stated.
  public enum Target: Sendable, Equatable {
    /// Relative change, 0.25 for +25 %.
    case lift(Double)
    /// Absolute change in the KPI's unit.
    case difference(Double)
    /// A value to reach.
    case value(Double)
  }
}
