/// A behavior of somebody's own returned what no law can use; the run ends.
public struct OwnBehaviorFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// What the behavior was asked.
  public enum Question: String, Sendable {
    case sessions
    case dropout
    case opening
    case acting
  }

  /// The name of the behavior.
  public var behavior: String
  public var question: Question
  /// Number of the user in the population; of somebody whom word of mouth brought 2³¹ or more.
  public var user: Int
  /// The arm that was lived; nil: the warm-up, which is the same in every arm.
  public var arm: String?
  /// Day of the horizon on the user's calendar; negative in the warm-up.
  public var day: Int
  public var value: Double
  /// What may be returned.
  public var range: ClosedRange<Double>

  public var description: String {
    let place = arm.map { "in arm '\($0)'" } ?? "in the warm-up"
    return "the behavior '\(behavior)' returned \(value) for `\(question.rawValue)` of user \(user) on day \(day) "
      + "\(place); it must lie between \(range.lowerBound) and \(range.upperBound)"
  }
}
