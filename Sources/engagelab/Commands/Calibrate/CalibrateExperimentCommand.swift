import ArgumentParser
import Behavior
import Calibration

/// `engagelab calibrate experiment`: the counts of a past A/B test to an effect.
struct CalibrateExperimentCommand: AsyncParsableCommand {
  /// What was counted.
  enum Outcome: String, CaseIterable, ExpressibleByArgument {
    case opens, retention
  }

  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Turn the counts of a past A/B test into an effect of a scenario.",
    discussion: """
      Opens give the appeal of a variant; retention gives engagement.effect, by which the habit that messages build lowers \
      the chance to leave.

      Examples:
        engagelab calibrate experiment --control 10000:350 --treatment 10000:420
        engagelab calibrate experiment --control 5000:600 --treatment 5000:680 --outcome retention --day 30
      """)

  @Option(help: ArgumentHelp("Users of the control and how many of them count.", valueName: "users:successes"))
  var control: String

  @Option(help: ArgumentHelp("The same of the treatment.", valueName: "users:successes"))
  var treatment: String

  @Option(help: "opens or retention.")
  var outcome: Outcome = .opens

  @Option(help: "Day of the retention.")
  var day = 30

  @Option(help: "Mean habit that the treated had; an assumption.")
  var habit = 0.5

  @Option(help: "gamma of the app's dropout, for retention (default: the median app's).")
  var gamma: Double?

  @Option(help: "delta of the app's dropout, for retention (default: the median app's).")
  var delta: Double?

  @OptionGroup var output: CalibrationOutput

  func validate() throws {
    _ = try (Self.arm(control, "--control"), Self.arm(treatment, "--treatment"))
    for (name, value) in [("--gamma", gamma), ("--delta", delta)] {
      if let value, !(value > 0 && value <= 1000) { throw ValidationError("\(name) must be above 0, at most 1000.") }
    }
  }

  private static func arm(_ text: String, _ option: String) throws -> ExperimentCalibration.Arm {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let users = Int(parts[0]), let successes = Int(parts[1]) else {
      throw ValidationError("\(option) is written USERS:SUCCESSES, such as 10000:350, not '\(text)'.")
    }
    return ExperimentCalibration.Arm(users: users, successes: successes)
  }

  func run() async throws {
    var behavior = BehaviorParameters()
    if let gamma { behavior.dropout.gamma = gamma }
    if let delta { behavior.dropout.delta = delta }
    let calibration = ExperimentCalibration(
      control: try Self.arm(control, "--control"), treatment: try Self.arm(treatment, "--treatment"),
      outcome: outcome == .opens ? .opens : .retention(day: day, habit: habit), behavior: behavior, level: output.level)
    try await output.run(unit: .rows) { _ in try calibration.result() }
  }
}
