/// What a run found, and the numbers of every user where they were kept.
public struct RunOutcome: Sendable {
  public var result: RunResult
  /// Nil: ``ScenarioRun/keepsUsers`` did not ask for them.
  public var users: UserNumbers?
}
