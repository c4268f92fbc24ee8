/// How many users segments and audiences hold, estimated from a sample: what `engagelab audience` prints.
public struct AudienceEstimate: Sendable, Codable, Equatable {
  /// Version of the lab.
  public var version: String
  /// Name of the scenario.
  public var scenario: String
  public var title: String
  public var seed: UInt64
  /// The arm that is lived until the end.
  public var arm: String
  /// Of the intervals.
  public var confidence: Double
  /// The launch, then the end.
  public var moments: [Moment]

  /// The state of affairs on the morning of a day.
  public struct Moment: Sendable, Codable, Equatable {
    /// `launch` or `end`.
    public var name: String
    /// Day of the horizon, 0 at the launch.
    public var day: Int
    /// `yyyy-MM-dd`.
    public var date: String
    /// Users who have ever installed: those whom the platform knows.
    public var known: Int
    /// How many of them were played.
    public var sampled: Int
    /// Users who have the app.
    public var installed: Count
    /// Users who uninstalled it, and whose profiles the platform still has.
    public var uninstalled: Count
    public var segments: [Segment]
    public var campaigns: [Group]
  }

  /// A number of users.
  public struct Count: Sendable, Codable, Equatable {
    /// Scaled to the population.
    public var users: Int
    /// Of all known users; nil when there is none.
    public var share: Double?
    /// Wilson's interval for the number, scaled; both ends are the number when everyone was played.
    public var low: Int
    public var high: Int
  }

  /// A set of users, by an expression.
  public struct Group: Sendable, Codable, Equatable {
    /// Name of a segment or of a campaign.
    public var name: String
    /// The expression.
    public var who: String
    /// Members who have the app.
    public var members: Count
    /// Members who uninstalled it.
    public var uninstalled: Count
  }

  /// A segment; a funnel has steps.
  public struct Segment: Sendable, Codable, Equatable {
    public var group: Group
    /// Survivors of each step, in order; empty: no funnel.
    public var steps: [Step]
  }

  /// A step of a funnel.
  public struct Step: Sendable, Codable, Equatable {
    /// The condition of this step.
    public var who: String
    /// Those who pass it and all steps before.
    public var members: Count
    public var uninstalled: Count
    /// Of the step before, or of all with the app; nil when that holds nobody.
    public var shareOfPrevious: Double?
  }
}
