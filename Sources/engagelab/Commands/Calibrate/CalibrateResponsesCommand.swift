import ArgumentParser
import Calibration
import RecordedData

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

  func validate() throws {
    guard Share.read(lapsed).map({ $0 < 1 }) == true else {
      throw ValidationError("--lapsed must be a share below 100%, not '\(lapsed)'.")
    }
    guard (2...100).contains(topics) else { throw ValidationError("--topics must be from 2 to 100.") }
    guard frequency > 0, frequency <= 1000 else { throw ValidationError("--frequency must be above 0, at most 1000.") }
  }

  func run() async throws {
    var settings = ResponseCalibration.Settings()
    settings.lapsed = Share.read(lapsed) ?? 0
    (settings.topics, settings.perWeek, settings.level) = (topics, frequency, output.level)
    let (source, chosen) = (self.source, settings)
    try await output.run(unit: source.unit) { progress in
      let records = try source.records()
      let rows = try CampaignReader().read(records, progress: progress)
      return try ResponseCalibration(rows, source: records.name, settings: chosen).result()
    }
  }
}
