import Behavior
import Primitives

/// What a calibration from the counts of a past A/B test is asked for, in the words of its options.
public struct ExperimentOptions: Sendable {
  /// What was counted.
  public enum Outcome: String, Sendable, CaseIterable {
    case opens, retention
  }

  /// Users and how many of them count: `10000:350`.
  public var control: String
  public var treatment: String
  public var outcome = Outcome.opens
  /// Day of the retention.
  public var day = 30
  /// Mean habit that the treated had; an assumption.
  public var habit = 0.5
  /// Of the app's dropout; nil: the median app's.
  public var gamma: Double?
  public var delta: Double?

  public init(control: String, treatment: String) {
    self.control = control
    self.treatment = treatment
  }

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    _ = try (Self.arm(control, "--control"), Self.arm(treatment, "--treatment"))
    for (name, value) in [("--gamma", gamma), ("--delta", delta)] {
      if let value, !(value > 0 && value <= 1000) { throw OptionError("\(name) must be above 0, at most 1000.") }
    }
  }

  private static func arm(_ text: String, _ option: String) throws(OptionError) -> ExperimentCalibration.Arm {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let users = Int(parts[0]), let successes = Int(parts[1]) else {
      throw OptionError("\(option) is written USERS:SUCCESSES, such as 10000:350, not '\(text)'.")
    }
    return ExperimentCalibration.Arm(users: users, successes: successes)
  }

  /// Fits.
  ///
  /// - Throws: `OptionError`, ``CalibrationError``.
  public func result(level: Double) throws -> CalibrationResult {
    var behavior = BehaviorParameters()
    if let gamma { behavior.dropout.gamma = gamma }
    if let delta { behavior.dropout.delta = delta }
    return try ExperimentCalibration(
      control: Self.arm(control, "--control"), treatment: Self.arm(treatment, "--treatment"),
      outcome: outcome == .opens ? .opens : .retention(day: day, habit: habit), behavior: behavior, level: level
    ).result()
  }
}
