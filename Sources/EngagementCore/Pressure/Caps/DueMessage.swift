import Primitives

/// A message of higher priority that is known to be due to the same user.
@frozen
public struct DueMessage: Sendable, Equatable {
  public var campaign: Int32
  /// How it will travel, as far as is known now.
  public var channel: Channel
  public var due: LocalTime
  @inlinable
  public init(campaign: Int32, channel: Channel, due: LocalTime) {
    self.campaign = campaign
    self.channel = channel
    self.due = due
  }
}
