import ArgumentParser
import Experiments
import Foundation
import Primitives
import Reporting
import ScenarioFile
import Simulation

/// `engagelab sweep`: plays a scenario at many settings, says what matters, and finds the best.
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Play a scenario at many settings: scan them, say which matter, or find the best.",
    discussion: """
      Every point is played to the same people. Writes sweep.csv and sweep.jsonl (a row per point, arm and KPI),
      sweep.html and a journal into a folder; the same command goes on where it was stopped (Documentation/sweep.md).

      Examples:
        engagelab sweep Scenarios/first-steps.yaml --vary limits.push.at_most=1,2,3,5
        engagelab sweep Scenarios/first-steps.yaml --vary "campaigns.digest.when.at=08:00..20:00 step 4h" \\
          --vary limits.push.at_most=1..5 --design sobol --points 32
        engagelab sweep Scenarios/first-steps.yaml --vary "population.behavior.opt_in.ios=30%..60%" \\
          --vary "campaigns.we_miss_you.when.idle=7 days..28 days" --sensitivity morris --of "lift(returns)"
        engagelab sweep Scenarios/first-steps.yaml --vary limits.push.at_most=1..5 --search --of "lift(ad_revenue)" \\
          --subject-to "opt_outs <= 12%" --indifference 1%
      """)

  @OptionGroup var source: ScenarioArguments
  @OptionGroup var population: PopulationArguments
  @OptionGroup(title: "What varies") var space: SweepSpaceArguments
  @OptionGroup(title: "What is asked") var question: SweepQuestionArguments

  @Option(help: ArgumentHelp("Folder for the results (default: out/ and the scenario's name).", valueName: "folder"))
  var out: String?

  @Option(help: "Threads (default: one per processor). Does not change the results.")
  var threads: Int?

  @Flag(help: "Begin again, whatever the folder holds of an earlier sweep.")
  var restart = false

  @Flag(name: .shortAndLong, help: "Print only problems.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    try valid(question.options(space).check)
  }

  func run() async throws {
    let loaded = try source.load()
    let scenario = population.applied(to: loaded.scenario)
    let task = try refusing {
      try question.options(space).task(for: scenario, usersAreGiven: population.users != nil)
    }
    let scenarios = SweepScenarios(loaded: loaded, name: source.file, population: population)
    do {
      try task.checkValues(scenarios.scenario)
    } catch let error as ScenarioFileError {
      complain(error.description)
      throw Exit.usage
    }
    let output: AtomicOutput
    do {
      output = try AtomicOutput(folder: URL(fileURLWithPath: out ?? "out/\(scenario.name)-sweep"))
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
    let report = try await play(task, scenarios, output)
    try finish(report, output)
  }

  private func play(
    _ task: SweepTask, _ scenarios: SweepScenarios, _ output: AtomicOutput
  ) async throws -> SweepReport {
    do {
      return try await interruptible { [restart, threads, quiet] in
        let session = try SweepSession(task, folder: output.folder, restarts: restart, threads: threads) { overrides in
          do throws(ScenarioFileError) {
            return try scenarios.scenario(overrides)
          } catch {
            throw OptionError(error.reason)
          }
        }
        return try await session.report { count in
          let line = ProgressLine(isQuiet: quiet, unit: .points)
          return SweepSession.Round(show: { line.show(Int($0 * 1000), of: count * 1000) }, end: line.clear)
        }
      }
    } catch is CancellationError {
      complain(
        "engagelab: interrupted; what is done is kept in \(output.folder.relativePath), and the same command goes on there"
      )
      throw Exit.interrupted
    } catch let error as SweepJournalError {
      complain("engagelab: error: \(error)")
      throw Exit.usage
    } catch let error as OutputError {
      complain("engagelab: error: \(error)")
      throw Exit.output
    } catch {
      complain("engagelab: internal error: \(error)")
      throw Exit.internal
    }
  }

  private func finish(_ report: SweepReport, _ output: AtomicOutput) throws {
    do {
      let assets = try ReportAssets.load()
      if !assets.hasChartLibrary {
        complain("engagelab: warning: the chart library is missing, the report has tables only; run `make setup` once")
      }
      try output.write(report.files(assets: assets).map { ($0.name, Data($0.text.utf8)) })
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
    if !quiet {
      let style = TerminalStyle(
        isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
      print(report.text(style: style))
      print("Report: \(output.folder.appendingPathComponent("sweep.html").relativePath)")
    }
    if let search = report.search, search.winner == nil || !search.isDecided { throw Exit.undecided }
  }

  /// Complains of what cannot be asked.
  private func refusing<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do { return try work() } catch let error as ExitCode { throw error } catch { throw source.refusal("\(error)") }
  }
}
