import Primitives

/// Learns of every decision about one user, for a log or an explanation.
public protocol DecisionObserver: AnyObject {
  func decided(_ decision: RecordedDecision)
}

/// A decision of the platform about one campaign and one user.
public struct RecordedDecision: Sendable, Equatable {
  public var time: LocalTime
  public var campaign: Int32
  public var step: Step

  public init(time: LocalTime, campaign: Int32, step: Step) {
    self.time = time
    self.campaign = campaign
    self.step = step
  }

  /// What was decided.
  public enum Step: Sendable, Equatable {
    /// The campaign was due, and the user did not enter it.
    case refused(DeliveryRules.Refusal)
    /// The user entered; the message is due at this time.
    case entered(due: LocalTime)
    /// Nothing will be sent. The rule is the index of a cap, or −1.
    case stopped(Outcome, rule: Int32)
    case postponed(until: LocalTime, DeliveryRules.Reason, rule: Int32)
    /// It waits for a session, or for an activity on which it may be shown.
    case waits
    /// It waits for a tag.
    case waitsForTag(until: LocalTime)
    case heldOut(variant: Int32)
    case sent(Channel, variant: Int32)
  }
}
