extension RunResult {
  /// A part of the result that is left out where a scenario does not ask for it, so that its digest stays what it was.
  public protocol OptionalPart {}

  /// Users compared by how many messages they happened to get. Nobody was assigned to these groups, so that their
  /// differences are those between people; `difference` is what the messages changed.
  public struct NaiveResult: Sendable, Codable, Equatable, OptionalPart {
    public var kpi: String
    /// `pushes` or `messages`.
    public var by: String
    /// Days of the horizon in which they counted.
    public var days: Int
    /// Arms in which anybody got one.
    public var arms: [Arm]

    /// The groups of an arm.
    public struct Arm: Sendable, Codable, Equatable {
      public var arm: String
      public var groups: [Group]
    }

    /// Users who got so many messages.
    public struct Group: Sendable, Codable, Equatable {
      /// The fewest and the most messages; nil: any number from the fewest on.
      public var from: Int
      public var to: Int?
      public var users: Int
      /// The KPI of the group.
      public var estimate: Estimate
      /// The same, as a multiple of the first group's: what a naive reader takes for an effect.
      public var ratio: Double?
      /// The KPI of the same people in the baseline.
      public var baseline: Estimate
      /// The first minus the second: what the arm's messages changed in the group.
      public var difference: IntervalEstimate
    }
  }
}
