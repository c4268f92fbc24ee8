import ArgumentParser
import Experiments
import Foundation
import LabStatistics
import Reporting
import ScenarioFile
import Simulation

/// `engagelab run`: plays a scenario and writes its results and report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Play a scenario and report what each program would change.",
    discussion: """
      Writes results.json (for machines), report.html (one file, for people) and scenario.yaml (what was played, for \
      `engagelab compare`) into a folder, and a summary to the terminal.
      The same scenario, seed and version give the same results.json for any number of threads.

      Examples:
        engagelab run Scenarios/media.yaml
        engagelab run Scenarios/media.yaml --users 20000 --set limits.push.at_most=3 --out out/cap-3
      """)

  @OptionGroup var source: ScenarioArguments
  @OptionGroup var population: PopulationArguments

  @Option(help: ArgumentHelp("Folder for the results (default: out/ and the scenario's name).", valueName: "folder"))
  var out: String?

  @Option(
    help: ArgumentHelp("Worlds to draw where numbers are uncertain (default: the scenario's, 20).", valueName: "worlds")
  )
  var replications: Int?

  @Option(help: "Threads (default: one per processor). Does not change the results.")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Write what the platform heard and decided, in JSON lines or (.csv) as a table, for `replay`.", valueName: "file")
  )
  var log: String?

  @Option(help: ArgumentHelp("How many users are logged, spread evenly (default: 1000; `all`).", valueName: "users"))
  var logUsers = "1000"

  @Option(help: .hidden)
  var shard: Int?

  @Flag(name: .shortAndLong, help: "Print only problems.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    if let replications, !Scenario.replicationRange.contains(replications) {
      throw ValidationError("--replications must be from 2 to 1000.")
    }
    if logUsers != "all", Int(logUsers).map({ $0 < 1 }) ?? true {
      throw ValidationError("--log-users must be a number of at least 1, or `all`.")
    }
    if let shard, shard < 1 { throw ValidationError("--shard must be at least 1.") }
  }

  func run() async throws {
    let scenario = try replicated(population.applied(to: try source.load().scenario))
    let output: AtomicOutput
    do {
      output = try AtomicOutput(folder: URL(fileURLWithPath: out ?? "out/\(scenario.name)"))
      if let log { try AtomicFile.check(path: log) }
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
    let result = try await play(scenario)
    try write(result, of: scenario, to: output)
    if let log { try await writeLog(of: scenario, to: log) }
    if !quiet {
      let style = TerminalStyle(
        isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
      print(TerminalSummary(result: result, style: style).text)
      print("Report: \(output.folder.appendingPathComponent("report.html").relativePath)")
    }
  }

  /// Plays the logged users once more, which gives the same lives, and writes their log.
  private func writeLog(of scenario: Scenario, to path: String) async throws {
    let wanted = Int(logUsers)
    do {
      let count = try await interruptible {
        let world = try World(scenario)
        let format = LogFormat(path: path)
        let file = try AtomicFile(path: path)
        if format == .csv { try file.write(LogRecord.columns.joined(separator: ",") + "\n") }
        let log = EventLog(world)
        let chosen = log.users(spread: wanted ?? world.users)
        try log.write(users: chosen) { record in
          try Task.checkCancellation()
          try file.write(record.text(format) + "\n")
        }
        try file.commit()
        return chosen.count
      }
      if !quiet { print("Log of \(count) user(s): \(path)") }
    } catch is CancellationError {
      complain("engagelab: interrupted; the log was not written")
      throw Exit.interrupted
    } catch let error as OutputError {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }

  private static let scenarioHead =
    "# The scenario of results.json beside it, with everything that was set on the way.\n"

  /// Applies `--replications`.
  private func replicated(_ original: Scenario) throws -> Scenario {
    guard let replications else { return original }
    guard !original.uncertain.isEmpty else {
      complain(
        "\(source.file): error: --replications needs a number that is uncertain; give one as a distribution, e.g. "
          + "--set \"population.behavior.dropout.gamma=normal(0.485, 0.03)\", or leave it out")
      throw Exit.usage
    }
    var scenario = original
    scenario.replications = replications
    return scenario
  }

  private func play(_ scenario: Scenario) async throws -> RunResult {
    let line = ProgressLine(isQuiet: quiet)
    var run = ScenarioRun(scenario)
    if let threads { run.threads = threads }
    if let shard { run.shard = shard }
    let prepared = run
    do {
      let result = try await interruptible { try await prepared.result { line.show($0, of: $1) } }
      line.clear()
      return try ResultsJSON.sealed(result, scenarioText: scenario.canonicalText)
    } catch is CancellationError {
      line.clear()
      complain("engagelab: interrupted; nothing was written")
      throw Exit.interrupted
    } catch let error as World.CompilationError {
      line.clear()
      throw source.refusal(error)
    } catch {
      line.clear()
      complain("engagelab: internal error: \(error)")
      throw Exit.internal
    }
  }

  private func write(_ result: RunResult, of scenario: Scenario, to output: AtomicOutput) throws {
    do {
      let assets = try ReportAssets.load()
      if !assets.hasChartLibrary {
        complain("engagelab: warning: the chart library is missing, the report has tables only; run `make setup` once")
      }
      let page = try HTMLReport(result: result, assets: assets).page()
      try output.write([
        ("results.json", Data(try ResultsJSON.text(of: result).utf8)), ("report.html", Data(page.utf8)),
        (RunFolder.scenarioFile, Data((Self.scenarioHead + ScenarioFile.text(of: scenario)).utf8)),
      ])
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }
}
