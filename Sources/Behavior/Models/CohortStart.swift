/// Users of a cohort who had their first event at the same time.
public struct CohortStart: Sendable, Hashable {
  /// The time of the first event, in the unit of the model, on any clock.
  public let time: Double
  /// How many users.
  public let users: Int

  public init(time: Double, users: Int = 1) {
    self.time = time
    self.users = users
  }
}
