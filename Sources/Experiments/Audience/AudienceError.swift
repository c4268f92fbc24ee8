/// Why an audience cannot be estimated.
public enum AudienceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No arm has this name; perhaps another was meant.
  case unknownArm(String, nearest: String?)
  /// No segment and no campaign has this name; perhaps another was meant.
  case unknownSegment(String, nearest: String?)
  /// The day lies outside the horizon, which has so many days.
  case dayOutsideHorizon(Int, days: Int)

  public var description: String {
    switch self {
    case .unknownArm(let name, let nearest):
      "no arm is called '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "; see `arms` of the scenario")
    case .unknownSegment(let name, let nearest):
      "no segment and no campaign is called '\(name)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "; see `segments` of the scenario")
    case .dayOutsideHorizon(let day, let days):
      "day \(day) is not in the horizon; give a day from 1 to \(days)"
    }
  }
}
