import Primitives

/// A message that the platform sends: what it knows about it.
@frozen
public struct Delivery: Sendable {
  public var campaign: Int32
  public var time: LocalTime
  /// Push, in-app, e-mail or SMS.
  public var channel: Channel
  public var variant: Int32
  /// Part of the address of the message's draws.
  public var occurrence: UInt32
  /// A ghost send: everything was decided, nothing is delivered.
  public var isHeldOut: Bool

  @inlinable
  public init(
    campaign: Int32, time: LocalTime, channel: Channel, variant: Int32, occurrence: UInt32, isHeldOut: Bool
  ) {
    self.campaign = campaign
    self.time = time
    self.channel = channel
    self.variant = variant
    self.occurrence = occurrence
    self.isHeldOut = isHeldOut
  }
}
