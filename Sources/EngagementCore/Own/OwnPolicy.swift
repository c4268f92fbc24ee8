/// A policy of your own: it has the last word on every message that a person would see.
///
/// ```swift
/// struct Patience: OwnPolicy {
///   let name = "patience"
///   func decide(_ message: PolicyQuestion) -> PolicyAnswer { message.pushesSinceOpen < 5 ? .send : .hold }
/// }
/// var run = ScenarioRun(scenario)
/// run.policy = Patience()
/// ```
///
/// It is asked when a message is due and every other rule allows it: after the frequency caps, before budgets, the send rate
/// and the holdout. It knows what a platform knows, and never what a person is like. The function must be pure: the same
/// question, the same answer; it is called from several threads. Chance comes with the question.
public protocol OwnPolicy: Sendable {
  /// What results call it.
  var name: String { get }
  /// Changes whenever the policy does, as results of one version are comparable; part of their digest.
  var version: String { get }
  /// The arms in which it is asked; nil: all of them.
  var arms: Set<String>? { get }
  /// Decides whether a message is sent.
  func decide(_ message: PolicyQuestion) -> PolicyAnswer
}

extension OwnPolicy {
  public var version: String { "1" }
  public var arms: Set<String>? { nil }
}

/// What becomes of a message by an ``OwnPolicy``.
@frozen
public enum PolicyAnswer: Sendable, Equatable {
  case send
  /// It is not sent, now or later: its outcome is `own-policy`.
  case hold
}
