import ArgumentParser
import Experiments
import Foundation
import LabStatistics
import RecordedData
import Reporting
import ScenarioFile
import Simulation

/// `engagelab design`: how many users a real test needs, for how long, and when it may stop.
struct DesignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Design the real test of an arm: users, days, stopping rule, and what it is worth.",
    discussion: """
      Plays both lives of every user once, and draws thousands of randomised tests from them. Writes design.json, \
      design.html, design.md and experiment.yaml, the block for `experiments:` of the scenario, into a folder.

      Examples:
        engagelab design Scenarios/media.yaml
        engagelab design Scenarios/media.yaml --arm weekly --kpi sessions --looks 7,14,28 --power 90%
        engagelab design Scenarios/media.yaml --weights 90%,10% --prior "normal(0, 2%)" --out out/design
      """)

  @OptionGroup var source: ScenarioArguments
  @OptionGroup var population: PopulationArguments

  @Option(help: "KPI that decides (default: that of the objective, else the first).")
  var kpi: String?

  @Option(help: "Arm that is tested (default: the last of the comparison).")
  var arm: String?

  @Option(help: "Arm that it is compared with (default: the baseline).")
  var control: String?

  @Option(help: ArgumentHelp("Who is in the test when they come into the population.", valueName: "expression"))
  var who = "everyone"

  @Option(help: ArgumentHelp("Shares of control and arm.", valueName: "shares"))
  var weights = "50%,50%"

  @Option(help: ArgumentHelp("Days at whose end the test is read (default: weekly, eight at most).", valueName: "days"))
  var looks: String?

  @Option(help: "Tests that are drawn.")
  var tests = 10_000

  @Option(help: ArgumentHelp("Tests that are simulated one by one where users share limits.", valueName: "tests"))
  var splitTests = 200

  @Option(help: ArgumentHelp("Numbers of users to compare (default: from few to all).", valueName: "users"))
  var usersGrid: String?

  @Option(help: ArgumentHelp("Level, two-sided.", valueName: "share"))
  var alpha = "5%"

  @Option(help: ArgumentHelp("Power that is wanted.", valueName: "share"))
  var power = "80%"

  @Option(
    help: ArgumentHelp("What is believed of the lift: its mean and standard deviation.", valueName: "normal(m, s)"))
  var prior = "normal(0, 5%)"

  @Option(help: ArgumentHelp("Days for which a decision counts.", valueName: "days"))
  var valueDays = 365

  @Option(
    help: ArgumentHelp("Folder for the results (default: out/ and the scenario's name, -design).", valueName: "folder"))
  var out: String?

  @Option(help: "Threads (default: one per processor). Does not change the results.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Print only problems.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    _ = try settings()
  }

  /// The settings without the scenario.
  private func settings() throws -> DesignSettings {
    var settings = DesignSettings()
    (settings.kpi, settings.arm, settings.control, settings.audience) = (kpi, arm, control, who)
    settings.weights = try weights.split(separator: ",").map { try Self.share(String($0), "--weights") }
    if let looks { settings.looks = try Self.numbers(looks, "--looks") }
    if let usersGrid { settings.usersGrid = try Self.numbers(usersGrid, "--users-grid") }
    settings.alpha = try Self.share(alpha, "--alpha")
    settings.power = try Self.share(power, "--power")
    settings.prior = try Self.prior(prior)
    (settings.tests, settings.splitTests) = (tests, splitTests)
    settings.valueDays = valueDays
    try valid(settings.check)
    if let threads { settings.threads = threads }
    return settings
  }

  private static func share(_ text: String, _ option: String) throws -> Double {
    guard let share = Share.read(text.trimmingCharacters(in: .whitespaces)) else {
      throw ValidationError("\(option): '\(text)' is not a share such as 5%.")
    }
    return share
  }

  private static func numbers(_ text: String, _ option: String) throws -> [Int] {
    try text.split(separator: ",").map { part in
      guard let number = Int(part.trimmingCharacters(in: .whitespaces).replacing("_", with: "")) else {
        throw ValidationError("\(option): '\(part)' is not a whole number; give a list such as 7,14,28.")
      }
      return number
    }
  }

  /// `normal(0, 5%)` or `normal(0, 0.05)`.
  private static func prior(_ text: String) throws -> NormalPrior {
    let remedy = "give the mean and the standard deviation of the lift, e.g. \"normal(0, 5%)\"."
    let words = text.replacing(" ", with: "")
    guard words.hasPrefix("normal("), words.hasSuffix(")") else {
      throw ValidationError("--prior: '\(text)' is not a prior; \(remedy)")
    }
    let parts = words.dropFirst("normal(".count).dropLast().split(separator: ",")
    let values = parts.compactMap { part -> Double? in
      part.hasSuffix("%") ? Double(part.dropLast()).map { $0 / 100 } : Double(part)
    }
    guard parts.count == 2, values.count == 2,
      let prior = try? NormalPrior(mean: values[0], standardDeviation: values[1])
    else { throw ValidationError("--prior: '\(text)' is not a prior; \(remedy)") }
    return prior
  }

  func run() async throws {
    let scenario = population.applied(to: try source.load().scenario)
    var settings = try settings()
    settings.seed = scenario.seed
    let output: AtomicOutput
    do {
      output = try AtomicOutput(folder: URL(fileURLWithPath: out ?? "out/\(scenario.name)-design"))
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
    let report = DesignReport(try await design(scenario, settings))
    do {
      let assets = try ReportAssets.load()
      try output.write(report.files(assets: assets).map { ($0.name, Data($0.text.utf8)) })
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
    guard !quiet else { return }
    let style = TerminalStyle(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    print(report.text(style: style))
    print("Report: \(output.folder.appendingPathComponent("design.html").relativePath)")
  }

  private func design(_ scenario: Scenario, _ settings: DesignSettings) async throws -> DesignResult {
    let line = ProgressLine(isQuiet: quiet, unit: .percent)
    do {
      let result = try await interruptible {
        try await DesignRun(scenario, settings).result { line.show(Int($0 * 1000), of: 1000) }
      }
      line.clear()
      return result
    } catch is CancellationError {
      line.clear()
      complain("engagelab: interrupted; nothing was written")
      throw Exit.interrupted
    } catch let error as DesignError {
      line.clear()
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
