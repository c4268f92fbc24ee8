import Primitives

/// A message as one user met it.
public struct Touch: Sendable, Equatable {
  public var campaign: Int32
  public var received: LocalTime
  /// When it was seen, as far as the platform knows.
  public var displayed: LocalTime?
  public var clicked: LocalTime?
  public init(campaign: Int32, received: LocalTime, displayed: LocalTime? = nil, clicked: LocalTime? = nil) {
    self.campaign = campaign
    self.received = received
    self.displayed = displayed
    self.clicked = clicked
  }
}
