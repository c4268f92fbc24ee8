/// The users of a segment on a day: what `engagelab audience --to` writes.
public struct AudienceMembers: Sendable, Equatable {
  /// Name of the segment, or of the campaign whose audience it is.
  public var segment: String
  /// The arm that was lived until then.
  public var arm: String
  /// Morning of this day of the horizon.
  public var day: Int
  /// `yyyy-MM-dd`.
  public var date: String
  /// Users of the population.
  public var population: Int
  /// How many of them were played.
  public var played: Int
  /// The members, by number.
  public var users: [User]

  /// A member.
  public struct User: Sendable, Equatable {
    /// The number in the population, as `explain --user` takes it and the event log writes it.
    public var number: Int
    /// Whether the app is still there; the platform keeps the profiles of those who uninstalled it.
    public var hasApp: Bool
  }
}
