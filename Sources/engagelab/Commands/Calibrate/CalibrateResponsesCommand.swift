import ArgumentParser
import Calibration

/// `engagelab calibrate responses`: a table of campaigns to the response to pushes and their wear.
struct CalibrateResponsesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "responses",
    abstract: "Fit opens, opt-outs and uninstalls to a table of campaigns.",
    discussion: """
      Columns: platform, sent, opened and, where they are known, campaign, opted_out, uninstalled, frequency (pushes a week), \
      targeted and triggered (yes or no). What the table does not tell stays at its default, and the report says why.

      Example:
        engagelab calibrate responses campaigns.csv --lapsed 40%
      """)

  @OptionGroup var source: CalibrationSource
  @OptionGroup var output: CalibrationOutput

  @Option(help: ArgumentHelp("Share of recipients who have lapsed (no session for a month).", valueName: "share"))
  var lapsed = "0%"

  @Option(help: "Topics that a targeted push chooses from.")
  var topics = 5

  @Option(help: "Pushes a week, for rows without a frequency.")
  var frequency = 2.0

  private var options: ResponseOptions {
    var options = ResponseOptions()
    (options.lapsed, options.topics, options.frequency, options.rows) = (lapsed, topics, frequency, source.rows())
    return options
  }

  func validate() throws { try valid(options.check) }

  func run() async throws {
    let (options, source, level) = (self.options, self.source, output.level)
    try await output.run(unit: source.unit) { progress in
      try options.result(source.records(), level: level, progress: progress)
    }
  }
}
