import ArgumentParser
import DatabaseData
import Experiments
import Reporting
import ScenarioFile
import Simulation

/// `engagelab audience`: how many users segments and audiences hold, or who is in one of them.
struct AudienceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audience",
    abstract: "Estimate how many users each segment and each audience holds.",
    discussion: """
      Plays a sample of the population and counts it at the launch, after the warm-up, and at the end of the horizon. \
      Funnels show the survivors of each step. Who uninstalled is counted apart: the platform still knows them.

      With --to, the users of a segment on the morning of --day are written to a table of PostgreSQL or SQLite: all of \
      them, or nothing. Everyone is played then, unless --users says otherwise.

      Examples:
        engagelab audience Scenarios/media.yaml
        engagelab audience Scenarios/media.yaml --arm all --day 28 --users 50000 --format json
        engagelab audience Scenarios/media.yaml --segment inactive --day 28 --to sqlite:crm.db --table inactive_users
        engagelab audience Scenarios/media.yaml --segment inactive --to postgres://anna@db.example.org/crm \\
          --table push.inactive --existing replace
      """)

  @OptionGroup var source: ScenarioArguments

  @Option(
    help: "Users to play (default: 20000, or all where they share budgets, send rates or places, and with --to).")
  var users: Int?

  @Option(help: "Arm that is lived after the launch (default: the baseline).")
  var arm: String?

  @Option(help: "Morning of the second estimate, in days after the launch (default: the end of the horizon).")
  var day: Int?

  @OptionGroup(title: "Users of a segment, in a table") var table: AudienceTable

  @Option(help: "text or json (default: text).")
  var format: Format?

  @Option(help: "Threads (default: one per processor). Does not change the numbers.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  /// How the estimate is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  func validate() throws {
    if table.to != nil, format != nil { throw ValidationError("--format is for the estimate; --to writes rows.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    if let users, !(1...100_000_000).contains(users) {
      throw ValidationError("--users must be from 1 to 100,000,000.")
    }
  }

  func run() async throws {
    let loaded = try source.load()
    let run = prepared(loaded.scenario)
    if let writer = try table.writer(), let segment = table.segment {
      return try await write(segment, of: run, with: writer)
    }
    let report = AudienceReport(try await played { try await run.estimate(progress: $0) })
    switch format ?? .text {
    case .text: print(report.text, terminator: "")
    case .json: print(try report.json(), terminator: "")
    }
  }

  private func prepared(_ scenario: Scenario) -> AudienceRun {
    var run = AudienceRun(scenario)
    (run.arm, run.day, run.users) = (arm, day, users)
    if let threads { run.threads = threads }
    if let users, run.sharesLimits, users < run.population {
      complain(
        "\(source.file): warning: users share a budget, a send rate or places, which a sample of \(users) meets less often; "
          + "leave out --users to play everyone")
    }
    return run
  }

  /// Writes the users of a segment to a table.
  private func write(_ segment: String, of run: AudienceRun, with writer: AudienceWriter) async throws {
    let members = try await played { progress in
      // What cannot be written is found out before anybody is played.
      try run.check(segment)
      try writer.check()
      return try await run.members(of: segment, progress: progress)
    }
    let line = ProgressLine(isQuiet: quiet, unit: .rows)
    try await finished(line) {
      try writer.write(AudienceTable.rows(members)) { written in
        try Task.checkCancellation()
        line.show(written, of: members.users.count)
      }
    }
    print(table.summary(members))
  }

  /// Plays, with progress.
  private func played<Output: Sendable>(
    _ work: @escaping @Sendable (@escaping @Sendable (Int, Int) -> Void) async throws -> Output
  ) async throws -> Output {
    let line = ProgressLine(isQuiet: quiet)
    return try await finished(line) { try await work { line.show($0, of: $1) } }
  }

  /// Does long work; ends with the exit code that fits what went wrong.
  private func finished<Output: Sendable>(
    _ line: ProgressLine, _ work: @escaping @Sendable () async throws -> Output
  ) async throws -> Output {
    defer { line.clear() }
    do {
      return try await interruptible(work)
    } catch {
      line.clear()
      switch error {
      case is CancellationError:
        complain("engagelab: interrupted" + (table.to == nil ? "" : "; nothing was written"))
        throw Exit.interrupted
      case let error as AudienceError: throw source.refusal(error)
      case let error as World.CompilationError: throw source.refusal(error)
      case let error as DatabaseError: throw AudienceTable.exit(after: error)
      default:
        complain("engagelab: internal error: \(error)")
        throw Exit.internal
      }
    }
  }
}
