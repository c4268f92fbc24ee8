/// What must hold of the results, for continuous integration: `engagelab check` plays the scenario and says whether it does.
///
/// ```yaml
/// checks:
///   - lift(retention_7) > 2% @ 95%
///   - {name: pressure, check: pressure.p95 <= 5 per week, warn: "<= 4 per week", arm: weekly}
/// ```
///
/// It is no part of what is simulated: it changes neither the hash of a scenario nor any result.
public struct CheckDefinition: Sendable, Equatable {
  /// For reports; empty: the expression itself.
  public var name = ""
  /// What is measured, perhaps with the bound that must hold.
  public var check: String
  /// The bound that must hold, where ``check`` has none: `<= 5 per week`.
  public var fail: String?
  /// A bound that should hold: beyond it there is only a warning.
  public var warn: String?
  /// Name of the arm; nil: every arm but the baseline.
  public var arm: String?

  /// Makes a check of an expression.
  public init(check: String) { self.check = check }
}
