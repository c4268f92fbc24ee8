import ArgumentParser
import Calibration
import DatabaseData
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
    try valid(rows().check)
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

  /// What a reading allows.
  func rows(dropsDuplicates: Bool = false) -> RowOptions {
    var rows = RowOptions()
    (rows.maxBadRows, rows.dropsDuplicates) = (maxBadRows, dropsDuplicates)
    return rows
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

  func validate() throws { try valid(options.check) }

  var options: DayOptions {
    var options = DayOptions()
    (options.until, options.firstDay, options.lastDay, options.zone) = (until, firstDay, lastDay, zone)
    return options
  }
}
