import Behavior

/// People who read on their way to work, and who forget an app that they have not opened for a while.
///
/// The numbers are made up: put your own in their place.
public struct Commuters: OwnBehavior {
  public let name = "commuters"
  public let version = "1"
  /// Sessions of Saturdays and Sundays, as a share of those of a working day.
  public var weekend = 0.4
  /// Days of silence after which the chance to lose interest has doubled.
  public var forgetsAfter = 7.0

  public init() {}

  public func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
    // As many in a week as the lab's.
    let workday = 7 / (5 + 2 * weekend)
    return min(lab * (day.weekday < 5 ? workday : weekend * workday), OwnLimits.sessions.upperBound)
  }

  public func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
    min(lab * (1 + Double(day.silence) / forgetsAfter), 1)
  }
}
