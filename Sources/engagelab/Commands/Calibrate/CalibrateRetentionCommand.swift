import ArgumentParser
import Calibration

/// `engagelab calibrate retention`: a few points of a retention curve.
struct CalibrateRetentionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: "Fit activity and dropout to a few points of classic retention.",
    discussion: """
      Four points or more tell the mean activity; with three or two it is held at the median app's and the block says so. \
      Points have no standard errors, as nothing says how many users stand behind them.

      Example:
        engagelab calibrate retention D1=26% D7=13% D30=7% D90=4%
      """)

  @Argument(help: ArgumentHelp("Day and share of users active on it.", valueName: "D1=40%"))
  var points: [String]

  @Option(help: ArgumentHelp("Mean daily chance of a living user to be active, when it is known.", valueName: "share"))
  var mean: String?

  @Option(help: "How alike users are (alpha + beta), which no retention curve tells; 1.7 when it is not known.")
  var concentration = 1.7

  @OptionGroup var output: CalibrationOutput

  private var options: RetentionOptions {
    var options = RetentionOptions(points: points)
    (options.mean, options.concentration) = (mean, concentration)
    return options
  }

  func validate() throws { try valid(options.check) }

  func run() async throws {
    let options = options
    try await output.run(unit: .rows) { _ in try options.result() }
  }
}
