/// How a test ended under a stopping rule.
public struct StoppingDecision: Sendable, Equatable {
  /// Which arm was declared better.
  public enum Winner: Sendable, Equatable {
    /// The treatment.
    case treatment
    /// The control.
    case control
  }

  /// The position of the look at which the test ended.
  public let look: Int
  /// Which arm was declared better; nil when neither was.
  public let winner: Winner?
  /// The estimate that the rule reports.
  public let estimate: Double
  /// The interval that the rule reports, at its own level; whether it holds that level is what simulation tells.
  public let interval: Interval

  /// Describes the end of a test.
  public init(look: Int, winner: Winner?, estimate: Double, interval: Interval) {
    self.look = look
    self.winner = winner
    self.estimate = estimate
    self.interval = interval
  }
}
