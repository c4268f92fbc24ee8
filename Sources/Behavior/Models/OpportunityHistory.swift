/// What BG/BB needs to know of a user: on how many of n days (weeks, campaigns) active, and when last.
public struct OpportunityHistory: Sendable, Hashable {
  /// Opportunities at which the user was active, x.
  public let active: Int
  /// The last of them, counted from 1; 0 when there was none. t_x.
  public let last: Int
  /// Opportunities observed, n; the first is the one after the start (day 1 after the install).
  public let opportunities: Int

  public init(active: Int, last: Int, opportunities: Int) {
    self.active = active
    self.last = last
    self.opportunities = opportunities
  }

  /// Whether such a history can be: `0 <= x <= t_x <= n`, and no activity means no last one.
  public var isPossible: Bool {
    active >= 0 && active <= last && last <= opportunities && (active == 0) == (last == 0)
  }
}
