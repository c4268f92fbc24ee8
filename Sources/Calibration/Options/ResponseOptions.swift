import Primitives
import RecordedData

/// What a calibration from a table of campaigns is asked for, in the words of its options.
public struct ResponseOptions: Sendable {
  /// Share of recipients who have lapsed.
  public var lapsed = "0%"
  /// Topics that a targeted push chooses from.
  public var topics = 5
  /// Pushes a week, for rows without a frequency.
  public var frequency = 2.0
  public var rows = RowOptions()

  public init() {}

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    guard Share.read(lapsed).map({ $0 < 1 }) == true else {
      throw OptionError("--lapsed must be a share below 100%, not '\(lapsed)'.")
    }
    guard (2...100).contains(topics) else { throw OptionError("--topics must be from 2 to 100.") }
    guard frequency > 0, frequency <= 1000 else { throw OptionError("--frequency must be above 0, at most 1000.") }
    try rows.check()
  }

  /// Reads and fits.
  ///
  /// - Throws: `DataError`, ``CalibrationError``, what the rows and the handler throw.
  package func result(
    _ records: any RecordSource, level: Double, progress: RecordProgress.Handler
  ) throws -> CalibrationResult {
    var settings = ResponseCalibration.Settings()
    settings.lapsed = Share.read(lapsed) ?? 0
    (settings.topics, settings.perWeek, settings.level) = (topics, frequency, level)
    let rows = try CampaignReader().read(records, progress: progress)
    return try ResponseCalibration(rows, source: records.name, settings: settings).result()
  }
}
