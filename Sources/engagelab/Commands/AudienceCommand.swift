import ArgumentParser
import Experiments
import Reporting
import ScenarioFile
import Simulation

/// `engagelab audience`: how many users segments and audiences hold.
struct AudienceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audience",
    abstract: "Estimate how many users each segment and each audience holds.",
    discussion: """
      Plays a sample of the population and counts it at the launch, after the warm-up, and at the end of the horizon. \
      Funnels show the survivors of each step. Who uninstalled is counted apart: the platform still knows them.

      Examples:
        engagelab audience Scenarios/media.yaml
        engagelab audience Scenarios/media.yaml --arm all --day 28 --users 50000 --format json
      """)

  @OptionGroup var source: ScenarioArguments

  @Option(help: "Users to play (default: 20000, or all where they share budgets, send rates or places).")
  var users: Int?

  @Option(help: "Arm that is lived after the launch (default: the baseline).")
  var arm: String?

  @Option(help: "Morning of the second estimate, in days after the launch (default: the end of the horizon).")
  var day: Int?

  @Option(help: "text or json.")
  var format = Format.text

  @Option(help: "Threads (default: one per processor). Does not change the numbers.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  /// How the estimate is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    if let users, !(1...100_000_000).contains(users) {
      throw ValidationError("--users must be from 1 to 100,000,000.")
    }
  }

  func run() async throws {
    let loaded = try source.load()
    let report = AudienceReport(try await estimate(loaded.scenario))
    switch format {
    case .text: print(report.text, terminator: "")
    case .json: print(try report.json(), terminator: "")
    }
  }

  private func estimate(_ scenario: Scenario) async throws -> AudienceEstimate {
    var run = AudienceRun(scenario)
    (run.arm, run.day, run.users) = (arm, day, users)
    if let threads { run.threads = threads }
    if let users, run.sharesLimits, users < run.population {
      complain(
        "\(source.file): warning: users share a budget, a send rate or places, which a sample of \(users) meets less often; "
          + "leave out --users to play everyone")
    }
    let line = ProgressLine(isQuiet: quiet)
    let prepared = run
    do {
      let estimate = try await interruptible { try await prepared.estimate { line.show($0, of: $1) } }
      line.clear()
      return estimate
    } catch is CancellationError {
      line.clear()
      complain("engagelab: interrupted")
      throw Exit.interrupted
    } catch let error as AudienceError {
      throw source.refusal(error)
    } catch let error as World.CompilationError {
      line.clear()
      throw source.refusal(error)
    } catch {
      line.clear()
      complain("engagelab: internal error: \(error)")
      throw Exit.internal
    }
  }
}
