/// An ``OwnPolicy`` with the names of one run.
public final class PolicyDesk: Sendable {
  public let policy: any OwnPolicy
  let arms: [String]
  let campaigns: [String]
  let platforms: [String]
  let languages: [String]
  /// Weekday of day 0, Monday 0.
  let firstWeekday: Int32
  private let isAsked: [Bool]

  /// Prepares a policy.
  ///
  /// - Parameters:
  ///   - arms: Names in the order of the run; so for the other lists.
  ///   - firstWeekday: Weekday of day 0, Monday 0.
  public init(
    _ policy: any OwnPolicy, arms: [String], campaigns: [String], platforms: [String], languages: [String],
    firstWeekday: Int32
  ) {
    self.policy = policy
    self.arms = arms
    self.campaigns = campaigns
    self.platforms = platforms
    self.languages = languages
    self.firstWeekday = firstWeekday
    let names = policy.arms
    isAsked = arms.map { names?.contains($0) ?? true }
  }

  /// Whether the policy is asked in an arm.
  func isAsked(in arm: Int) -> Bool { isAsked[arm] }
}
