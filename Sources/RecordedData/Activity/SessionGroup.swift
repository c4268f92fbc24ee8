/// Users with equal numbers of sessions and active days, within the days that are calibrated on (the install included).
public struct SessionGroup: Sendable, Hashable {
  /// Sessions of a user.
  public let sessions: Int
  /// Days on which the user was active.
  public let activeDays: Int
  /// How many users.
  public let users: Int

  /// A group of users.
  public init(sessions: Int, activeDays: Int, users: Int) {
    self.sessions = sessions
    self.activeDays = activeDays
    self.users = users
  }
}

extension [SessionGroup] {
  /// Sessions per active day over all users; nil without an active day.
  public var perActiveDay: Double? {
    let days = reduce(0) { $0 + $1.activeDays * $1.users }
    return days > 0 ? Double(reduce(0) { $0 + $1.sessions * $1.users }) / Double(days) : nil
  }
}
