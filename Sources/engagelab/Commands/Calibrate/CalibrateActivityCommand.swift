import ArgumentParser
import Calibration
import RecordedData

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

  func validate() throws {
    if event == nil, install != nil || !activities.isEmpty || session != nil {
      throw ValidationError("--install, --activity and --session name events: say with --event which column has them.")
    }
  }

  func run() async throws {
    var plan = ActivityPlan(userColumn: user, timeColumn: time, eventColumn: event)
    plan.installEvent = install
    plan.activityEvents = activities
    plan.sessionEvent = session
    (plan.firstDay, plan.lastDay, plan.calibrationEnd) = (days.first, days.last, days.calibrationEnd)
    plan.clock = days.clock
    plan.limits = source.limits
    plan.limits.dropsDuplicates = dropDuplicates
    let (reader, source, level) = (ActivityReader(plan), self.source, output.level)
    try await output.run(unit: source.unit) { progress in
      try ActivityCalibration(reader.read(source.records(), progress: progress), level: level).result()
    }
  }
}
