import ArgumentParser
import EngagementCore
import Foundation
import RecordedData
import Reporting
import ScenarioFile
import Simulation

/// `engagelab replay`: feeds a recorded event log through the core alone.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Feed an event log through the core alone: who would have received what, and when.",
    discussion: """
      The log is one of `engagelab run --log`, or one of your own: JSON lines or CSV (perhaps with .gz) with the columns
      user, time (the user's local time), event, and extras by their names, sorted by user and time. Nobody is simulated.

      A log of ours carries the decisions that were taken; the replay then checks that it comes to the same ones, and ends
      with code 2 if it does not.

      Examples:
        engagelab run Scenarios/media.yaml --users 2000 --log events.jsonl
        engagelab replay Scenarios/media.yaml --events events.jsonl
        engagelab replay my.yaml --events app.csv.gz --arm weekly --out decisions.jsonl
      """)

  @OptionGroup var source: ScenarioArguments

  @Option(
    help: ArgumentHelp(
      "Event log (JSON lines or CSV; - is not allowed, as the name says the format).", valueName: "log"))
  var events: String

  @Option(help: "The arm whose programs decide, for logs that name none (default: the last arm).")
  var arm: String?

  @Option(help: ArgumentHelp("File for the decisions (.jsonl or .csv).", valueName: "file"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Seconds without an event after which a new session begins, in logs without sessions.", valueName: "seconds"))
  var sessionTimeout = 1800

  @Option(help: "Seed of all random draws, which also splits users between variants and holdouts.")
  var seed: UInt64?

  func validate() throws {
    if !(1...86_400).contains(sessionTimeout) { throw ValidationError("--session-timeout must be from 1 to 86,400.") }
  }

  func run() async throws {
    let world = try source.world { scenario in
      var scenario = scenario
      if let seed { scenario.seed = seed }
      return scenario
    }
    let arm = try source.arm(arm, of: world.scenario)
    let (events, out, timeout) = (events, out, Int32(sessionTimeout))
    do {
      let (tally, comparison) = try await interruptible {
        try Self.replay(events, through: world, arm: arm, sessionTimeout: timeout, to: out)
      }
      print(tally.text)
      try conclude(comparison)
    } catch is CancellationError {
      complain("engagelab: interrupted; nothing was written")
      throw Exit.interrupted
    } catch let problem as LogProblem {
      complain("\(events):\(problem.line): error: \(problem)")
      throw Exit.data
    } catch let error as DataError {
      complain(error.description)
      throw error.kind == .usage ? Exit.usage : Exit.data
    } catch let error as OutputError {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }

  private static func replay(
    _ events: String, through world: World, arm: Int, sessionTimeout: Int32, to out: String?
  ) throws -> (ReplayTally, ReplayComparison) {
    var tally = ReplayTally(world.scenario)
    var comparison = ReplayComparison()
    let output = try out.map { path throws(OutputError) in try AtomicFile(path: path) }
    let format = LogFormat(path: out ?? "")
    if format == .csv { try output?.write(LogRecord.columns.joined(separator: ",") + "\n") }
    func decided(_ record: LogRecord) throws {
      tally.take(record)
      comparison.take(record)
      try output?.write(record.text(format) + "\n")
    }
    var replay = Replay(world, arm: arm)
    replay.sessionTimeout = sessionTimeout
    var user: String?
    try EventLogReader(path: events).read { record in
      if record.user != user {
        try Task.checkCancellation()
        try replay.finish(decided)
        comparison.finishUser()
        user = record.user
        tally.users += 1
      }
      if record.kind == .decision { comparison.expect(record) }
      try replay.take(record, decided)
    }
    try replay.finish(decided)
    comparison.finishUser()
    try output?.commit()
    return (tally, comparison)
  }

  /// Says whether the decisions of the log were reproduced.
  private func conclude(_ comparison: ReplayComparison) throws {
    guard comparison.isMeaningful else { return }
    guard let difference = comparison.firstDifference else {
      print("All \(comparison.reproduced) decisions of the log were reproduced one for one.")
      return
    }
    complain(
      """
      \(events): error: the decisions of \(comparison.differingUsers) user(s) differ from the log; the first:
        log:    \(difference.logged?.text(.jsonl) ?? "nothing more")
        replay: \(difference.replayed?.text(.jsonl) ?? "nothing more")
      the log belongs to another scenario, seed or version, or the rules have changed
      """)
    throw Exit.differs
  }
}

/// What a replay adds up.
struct ReplayTally: Sendable {
  var users = 0
  private let scenario: Scenario
  /// Decisions by arm, campaign and what was decided.
  private var counts: [String: [String: [String: Int]]] = [:]
  private var pushes: [String: Int] = [:]

  init(_ scenario: Scenario) { self.scenario = scenario }

  mutating func take(_ record: LogRecord) {
    counts[record.arm, default: [:]][record[.name] ?? "", default: [:]][record[.what] ?? "", default: 0] += 1
    if record[.what] == "sent" && record[.channel] == "push" { pushes[record.arm, default: 0] += 1 }
  }

  /// Tables by arm: entered, sent and held out, then every other end, in order of size.
  var text: String {
    var lines: [String] = ["\(users) user(s)"]
    for arm in scenario.comparison.arms where counts[arm.name] != nil {
      let weeks = Double(scenario.horizonDays) / 7
      let pressure = Double(pushes[arm.name] ?? 0) / Double(max(users, 1)) / weeks
      lines += ["", "\(arm.name): \(String(format: "%.2f", pressure)) pushes a user and week"]
      for campaign in scenario.campaigns {
        guard let own = counts[arm.name]?[campaign.name] else { continue }
        let ends = own.filter { !["entered", "sent"].contains($0.key) }
          .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        let start = "  \(campaign.name): entered \(own["entered"] ?? 0), sent \(own["sent"] ?? 0)"
        lines.append(([start] + ends).joined(separator: ", "))
      }
    }
    return lines.joined(separator: "\n")
  }
}
