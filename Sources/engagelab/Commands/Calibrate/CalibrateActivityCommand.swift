import ArgumentParser
import Calibration

/// `engagelab calibrate activity`: an event log to activity, dropout, novelty and rhythm.
struct CalibrateActivityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "Fit activity, dropout, novelty and rhythm to an event log.",
    discussion: """
      The log has a row per event: who, when, and what where there are several. It is read in one pass, in any order, in \
      memory that grows with users and not with rows. Take users who got no messages, such as a held-out group: what \
      messages did would be in these numbers too.

      Examples:
        engagelab calibrate activity events.csv --user uid --time day --event eventName --install newPlayer \\
          --activity gameStarted --until 15
        engagelab calibrate activity --from sqlite:crm.db --query "SELECT uid, at FROM events" --user uid --time at
      """)

  @OptionGroup var source: CalibrationSource
  @OptionGroup var days: CalibrationDays
  @OptionGroup var output: CalibrationOutput

  @Option(help: ArgumentHelp("Column that names the user.", valueName: "column"))
  var user: String

  @Option(
    help: ArgumentHelp("Column that says when: date, time, Unix seconds or number of a day.", valueName: "column"))
  var time: String

  @Option(help: ArgumentHelp("Column that says what happened (default: every row is activity).", valueName: "column"))
  var event: String?

  @Option(help: ArgumentHelp("Event that makes a user new (default: the user's first row).", valueName: "name"))
  var install: String?

  @Option(
    name: .customLong("activity"), parsing: .singleValue,
    help: ArgumentHelp("Event that makes a day active; may be repeated (default: all).", valueName: "name"))
  var activities: [String] = []

  @Option(help: ArgumentHelp("Event that begins a session.", valueName: "name"))
  var session: String?

  @Flag(help: "Count rows once that are equal in all fields.")
  var dropDuplicates = false

  private var options: ActivityOptions {
    var options = ActivityOptions(user: user, time: time)
    (options.event, options.install, options.activities, options.session) = (event, install, activities, session)
    (options.days, options.rows) = (days.options, source.rows(dropsDuplicates: dropDuplicates))
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
