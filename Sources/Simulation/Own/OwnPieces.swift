import Behavior
import EngagementCore

/// What a researcher brings to a scenario: people, a behavior, a policy; each of them optional.
public struct OwnPieces: Sendable {
  /// The installed base, one row for each user.
  public var people: PeopleTable?
  /// Takes the place of some of the lab's laws about people.
  public var behavior: (any OwnBehavior)?
  /// Decides last whether a message is sent.
  public var policy: (any OwnPolicy)?

  public init(
    people: PeopleTable? = nil, behavior: (any OwnBehavior)? = nil, policy: (any OwnPolicy)? = nil
  ) {
    self.people = people
    self.behavior = behavior
    self.policy = policy
  }

  /// Whether there is none.
  public var isEmpty: Bool { people == nil && behavior == nil && policy == nil }
}
