import ArgumentParser
import Calibration

/// `engagelab calibrate experiment`: the counts of a past A/B test to an effect.
struct CalibrateExperimentCommand: AsyncParsableCommand {
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
  var outcome: ExperimentOptions.Outcome = .opens

  @Option(help: "Day of the retention.")
  var day = 30

  @Option(help: "Mean habit that the treated had; an assumption.")
  var habit = 0.5

  @Option(help: "gamma of the app's dropout, for retention (default: the median app's).")
  var gamma: Double?

  @Option(help: "delta of the app's dropout, for retention (default: the median app's).")
  var delta: Double?

  @OptionGroup var output: CalibrationOutput

  private var options: ExperimentOptions {
    var options = ExperimentOptions(control: control, treatment: treatment)
    (options.outcome, options.day, options.habit, options.gamma, options.delta) = (outcome, day, habit, gamma, delta)
    return options
  }

  func validate() throws { try valid(options.check) }

  func run() async throws {
    let (options, level) = (options, output.level)
    try await output.run(unit: .rows) { _ in try options.result(level: level) }
  }
}

extension ExperimentOptions.Outcome: ExpressibleByArgument {}
