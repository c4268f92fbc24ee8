import EngagementCore

/// A number by which arms are compared: a mean per user or a ratio of sums over users.
public struct KPIDefinition: Sendable, Equatable {
  /// Unique name, an identifier.
  public var name: String
  /// For the reader.
  public var title = ""
  public var measure: Measure
  public var better = Direction.higher
  /// Whether an arm that makes it worse deserves a warning.
  public var guardrail = false
  public init(name: String, measure: Measure) {
    self.name = name
    self.measure = measure
  }

  /// Which way is an improvement.
  public enum Direction: String, Sendable, CaseIterable {
    case higher, lower, neither
  }

  /// What is divided by what.
  public enum Unit: String, Sendable, CaseIterable {
    /// Users at the launch or new in the horizon.
    case user
    /// Weeks that users were in the population, in the horizon.
    case week
    case session
    /// Days with a session.
    case activeDay = "active day"
  }

  /// What is measured, over the horizon.
  public enum Measure: Sendable, Equatable {
    /// Occurrences of a tag (`session`, an activity or an event), perhaps with a topic.
    case count(tag: String, topic: String?, per: Unit)
    /// Revenue of an event (nil: of all events).
    case revenue(event: String?, per: Unit)
    /// Cost of messages.
    case cost(per: Unit)
    /// Revenue minus cost.
    case margin(per: Unit)
    /// Messages delivered (nil: of all channels).
    case messages(channel: Channel?, per: Unit)
    /// Days with a session.
    case activeDays(per: Unit)
    /// Of users who installed in the horizon and can be observed long enough: the share active on a day of this range after
    /// the install (classic day-N retention when the range is one day).
    case retention(days: ClosedRange<Int>)
    /// Share of users for whom the expression holds at the end, among those for whom `among` holds.
    case share(of: String, among: String)
    /// Share of users who accepted pushes and stopped doing so.
    case optOuts
    /// Share of users who uninstalled.
    case uninstalls
    /// Of users without a session for this many days: the share who came back.
    case returns(after: Int)
    /// Of users who came back after so many days and can be observed long enough: the share still active `stays` days later.
    case returnsStay(after: Int, stays: Int)
  }
}
