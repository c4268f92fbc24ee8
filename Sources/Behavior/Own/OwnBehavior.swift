/// A behavior of your own: it takes the place of some of the lab's laws about people, for every user of a run.
///
/// ```swift
/// struct Commuters: OwnBehavior {
///   let name = "commuters"
///   func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
///     day.weekday < 5 ? 1.3 * lab : 0.25 * lab
///   }
/// }
/// var run = ScenarioRun(scenario)
/// run.behavior = Commuters()
/// ```
///
/// Each function is given the lab's own value, and returns the value that counts; what is not written returns the lab's. The
/// lab still draws: a chance of 0.2 happens to the same people in every arm and on every machine. The functions must be pure:
/// the same arguments, the same value; they are called from several threads. What they return must lie in the range that is
/// said, or the run ends with an error that names the behavior, the user, the day and the value.
public protocol OwnBehavior: Sendable {
  /// What results call it.
  var name: String { get }
  /// Changes whenever the behavior does, as results of one version are comparable; part of their digest.
  var version: String { get }

  /// The mean number of sessions that a person who is interested begins on a day after that of the install.
  ///
  /// Sessions follow a Poisson law of this mean. Those that a push causes without being opened are a share of it.
  ///
  /// - Parameter lab: Their rate with weekday, novelty and season.
  /// - Returns: 0 to ``OwnLimits/sessions``.
  func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double

  /// The chance that a person who is interested loses interest on a day, before its sessions.
  ///
  /// - Parameter lab: The person's own chance with fatigue, habit and what the app did to them.
  /// - Returns: 0 to 1.
  func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double

  /// The chance that a push which has just arrived is opened.
  ///
  /// It is asked of lapsed people as well (``PersonState/isAlive``). E-mails and SMS are left to the lab.
  ///
  /// - Parameter lab: The chance by topic, hour, form, fatigue and repetition.
  /// - Returns: 0 to 1.
  func opening(
    of push: PushImpression, by person: Person, _ state: PersonState, on day: OwnDay, lab: Double
  ) -> Double

  /// The chance that an in-app message which is noticed is acted upon.
  ///
  /// Questions for permission are left to the lab.
  ///
  /// - Parameter lab: The chance by topic, form and whether an action caused it.
  /// - Returns: 0 to 1.
  func acting(
    on message: PushImpression, by person: Person, _ state: PersonState, on day: OwnDay, lab: Double
  ) -> Double
}

extension OwnBehavior {
  public var version: String { "1" }
  public func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { lab }
  public func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { lab }
  public func opening(
    of push: PushImpression, by person: Person, _ state: PersonState, on day: OwnDay, lab: Double
  ) -> Double { lab }
  public func acting(
    on message: PushImpression, by person: Person, _ state: PersonState, on day: OwnDay, lab: Double
  ) -> Double { lab }
}
