import Primitives

/// Learns of all that the platform hears and decides about one user, for a log or an explanation.
public protocol PlatformObserver: AnyObject {
  /// The platform heard something.
  ///
  /// - Parameter steps: How many steps of its own it had taken before, in this arm.
  func heard(_ input: PlatformInput, at time: LocalTime, steps: Int)
  func decided(_ decision: RecordedDecision)
}

/// Everything that comes to the platform from outside, so that a record of it can be played again (see `Replay`).
///
/// Between two inputs the platform takes steps of its own: mornings, messages that fall due, decisions on what an input
/// started. Their number places an input exactly.
public enum PlatformInput: Sendable, Equatable {
  /// A user, whose profile has just been written.
  case user(profile: [Int32], zone: Int32, clockError: Int32, knownHour: Int32)
  /// The horizon begins under an arm's programs.
  case launch(arm: Int, day: Int32, isNew: Bool)
  /// A morning that does not simply follow on the one before; messages up to `after` are not taken up.
  case morning(day: Int32, after: LocalTime)
  case tag(Int32, TagDetail, isActivity: Bool)
  case sessions(Int32, hour: Int32)
  case sessionEnd(length: Int32)
  /// The profile word and its new value.
  case appInfo(Int, value: Int32)
  case feedback(FeedbackKind, campaign: Int32, answer: Int32)
  case arrival(campaign: Int32, Channel)
  case reach(DeliveryRules.Reach)
  /// What the limits that all users share said about a message.
  case answer(campaign: Int32, Couplings.Answer)
  /// A place for an in-app message.
  case opening
  /// What was thought to be on its way did not arrive.
  case lost(campaign: Int32, Outcome)
  case end(isInstalled: Bool)
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
