/// Users who are equal to the BG/BB model: its sufficient statistics and how many users have them.
///
/// Source: Fader, Hardie and Shang (2010), doi:10.1287/mksc.1100.0580.
public struct ActivityGroup: Sendable, Hashable {
  /// Active days after the day of the install (x).
  public let activeDays: Int
  /// The last of them, in days after the install (t_x); zero without any.
  public let lastActiveDay: Int
  /// Days after the install on which the user could have been active (n).
  public let days: Int
  /// How many users.
  public let users: Int

  /// A group of users.
  public init(activeDays: Int, lastActiveDay: Int, days: Int, users: Int) {
    self.activeDays = activeDays
    self.lastActiveDay = lastActiveDay
    self.days = days
    self.users = users
  }
}
