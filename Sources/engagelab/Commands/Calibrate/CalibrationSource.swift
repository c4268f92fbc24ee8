import ArgumentParser
import DatabaseData
import Foundation
import Primitives
import RecordedData

/// Where rows come from: a file, standard input, or a database.
struct CalibrationSource: ParsableArguments {
  @Argument(
    help: "File of rows (CSV, TSV or JSON lines, packed or not), or - for standard input.",
    completion: .file(extensions: ["csv", "tsv", "jsonl", "gz"]))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Database instead of a file: postgres://user@host/database or sqlite:FILE.", valueName: "database"))
  var from: String?

  @Option(help: ArgumentHelp("What to read from the database.", valueName: "SELECT ..."))
  var query: String?

  @Option(help: ArgumentHelp("Greatest share of rows that may be unusable.", valueName: "share"))
  var maxBadRows = "1%"

  func validate() throws {
    guard Share.read(maxBadRows).map({ $0 <= 1 }) == true else {
      throw ValidationError("--max-bad-rows must be a share such as 5%, not '\(maxBadRows)'.")
    }
    switch (file, from) {
    case (nil, nil): throw ValidationError("Name a file, or a database with --from.")
    case (.some, .some): throw ValidationError("Name a file or a database (--from), not both.")
    default: break
    }
    guard (from == nil) == (query == nil) else {
      throw ValidationError(from == nil ? "--query needs a database (--from)." : "--from needs a --query.")
    }
  }

  var unit: ProgressLine.Unit { from == nil ? .bytes : .rows }

  /// Opens the rows.
  ///
  /// - Throws: `DataError`, `DatabaseError`, or `CancellationError`.
  func records() throws -> any RecordSource {
    if let from, let query { return try DatabaseLocation(from).records(query) { try Task.checkCancellation() } }
    return try DataFile.records(file ?? "-")
  }

  /// What a reading allows; a day after tomorrow is a mistake in any log.
  var limits: RowLimits {
    var limits = RowLimits()
    limits.maximumBadShare = Share.read(maxBadRows) ?? limits.maximumBadShare
    limits.latestDay = Int(Date().timeIntervalSince1970) / secondsPerDay + 1
    return limits
  }
}

/// The days that are looked at, in options.
struct CalibrationDays: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Last day to fit on (2016-05-12, or 15 where days are numbers); later days check the forecast.", valueName: "day")
  )
  var until: String?

  @Option(help: ArgumentHelp("First day of the observation (default: that of the rows).", valueName: "day"))
  var firstDay: String?

  @Option(help: ArgumentHelp("Last day of the observation (default: that of the rows).", valueName: "day"))
  var lastDay: String?

  @Option(help: ArgumentHelp("Time zone of days, for times that are moments (default: UTC).", valueName: "name"))
  var zone: String?

  func validate() throws {
    for (option, text) in [("--until", until), ("--first-day", firstDay), ("--last-day", lastDay)] {
      if let text, Self.day(text) == nil {
        throw ValidationError("\(option) must be a date such as 2016-05-12 or the number of a day, not '\(text)'.")
      }
    }
    if let zone, TimeZone(identifier: zone) == nil {
      throw ValidationError("--zone must be the name of a time zone such as Europe/Paris, not '\(zone)'.")
    }
  }

  static func day(_ text: String) -> Int? { CivilDate(text)?.dayNumber ?? Int(text) }

  var calibrationEnd: Int? { until.flatMap(Self.day) }
  var first: Int? { firstDay.flatMap(Self.day) }
  var last: Int? { lastDay.flatMap(Self.day) }
  var clock: DayClock { zone.flatMap { TimeZone(identifier: $0) }.map { DayClock(zone: $0) } ?? DayClock() }
}
