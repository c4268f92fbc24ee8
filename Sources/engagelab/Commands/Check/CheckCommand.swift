import ArgumentParser
import Experiments
import Foundation
import RecordedData
import Reporting

/// `engagelab check`: what must hold of scenarios, for continuous integration.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Play scenarios, and hold them to their checks and to what they found before.",
    discussion: """
      Plays each scenario, evaluates its `checks:`, and compares its digest and key figures with those of its baseline, \
      Baselines/NAME.json. Where the digest differs it shows which figures moved, and whether they are statistically \
      equivalent all the same. See Documentation/check.md.

      --record says which baselines may be written: `never`, `missing` (what differs is written beside as NAME.new.json, \
      see `engagelab review`), `failed` (missing, and those that differ) or `all`. Without it: `missing`, but `never` \
      where the environment has CI, and then nothing else is allowed.

      Examples:
        engagelab check Scenarios/*.yaml --users 2000
        engagelab check my-app.yaml --no-baselines --format junit --out checks.xml --format github

      Exit codes; of several the worst, which stands first here:
        70  internal error
        74  output could not be written
        64  bad usage, or a scenario cannot be used (the others are checked)
        65  a baseline cannot be read
        1   a check failed
        2   differs from its baseline, or there is none and none may be recorded
        3   cannot tell: the interval of a check allows both
        0   fine
      """)

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(help: ArgumentHelp("Folder of the baselines.", valueName: "folder"))
  var baselines = "Baselines"

  @Flag(help: "Compare with no baselines, and record none.")
  var noBaselines = false

  @Option(help: "Which baselines are written: never, missing, failed or all.")
  var record: RecordMode?

  @Flag(help: "Let a run pass that is statistically equivalent to its baseline though its digest differs.")
  var acceptEquivalent = false

  @Option(
    help: ArgumentHelp("Change of a KPI, of its value in the baseline, that does not matter.", valueName: "share"))
  var margin = "5%"

  @Option(help: ArgumentHelp("Change of a lift that does not matter, in points.", valueName: "share"))
  var liftMargin = "2%"

  @Option(
    name: .customLong("format"), parsing: .singleValue,
    help: "text, json, junit, sarif, github or markdown; may be repeated, each with its --out.")
  var formats: [CheckFormat] = []

  @Option(
    name: .customLong("out"), parsing: .singleValue,
    help: ArgumentHelp("File for the report of each --format; without it standard output.", valueName: "file"))
  var outputs: [String] = []

  @OptionGroup var population: PopulationArguments

  @Option(help: "Threads (default: one per processor). Does not change the results.")
  var threads: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value in every scenario; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  @Flag(name: .shortAndLong, help: "Show no progress, and nothing on standard output but a report that was asked for.")
  var quiet = false

  func validate() throws {
    if files.isEmpty { throw ValidationError("Name at least one scenario file.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    if noBaselines && record != nil { throw ValidationError("--record has no meaning beside --no-baselines.") }
    if outputs.count > max(1, formats.count) {
      throw ValidationError("There are more --out than --format: give one for each format.")
    }
    _ = try margins
  }

  /// The margins of equivalence.
  private var margins: Equivalence.Margins {
    get throws {
      func share(_ text: String, _ name: String) throws -> Double {
        guard let share = Share.read(text), share > 0, share <= 1 else {
          throw ValidationError("\(name) must be a share above 0% and up to 100%, e.g. 5%.")
        }
        return share
      }
      return Equivalence.Margins(
        value: try share(margin, "--margin"), lift: try share(liftMargin, "--lift-margin"))
    }
  }

  func run() async throws {
    let startedAt = Date()
    let session = CheckSession(
      folder: noBaselines ? nil : BaselineFolder(path: baselines), mode: try recordMode(),
      acceptsEquivalent: acceptEquivalent, margins: try margins, population: population, threads: threads,
      overrides: overrides, isQuiet: quiet)
    do {
      for output in outputs { try AtomicFile.check(path: output) }
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
    let report: CheckReport
    do {
      report = CheckReport(version: ScenarioRun.version, scenarios: try await session.check(files))
    } catch is CancellationError {
      complain("engagelab: interrupted; no report was written")
      throw Exit.interrupted
    }
    try write(report, startedAt: startedAt)
    if report.ending != .fine { throw ExitCode(report.ending.exitCode) }
  }

  private func recordMode() throws -> RecordMode {
    let isCI = isContinuousIntegration
    if isCI, let record, record != .never, !noBaselines {
      complain(
        "engagelab: error: --record \(record.rawValue) is not allowed where CI is set: baselines are recorded by "
          + "people; record them on your machine and commit them, or unset CI")
      throw Exit.usage
    }
    return record ?? (isCI ? .never : .missing)
  }

  /// Formats with an --out go there; those without, to standard output, where there is always one report.
  private func write(_ report: CheckReport, startedAt: Date) throws {
    let style = TerminalStyle(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    let wanted = formats.isEmpty ? [CheckFormat.text] : formats
    for (index, format) in wanted.enumerated() {
      guard outputs.indices.contains(index) else {
        FileHandle.standardOutput.write(Data(format.text(of: report, style: style, startedAt: startedAt).utf8))
        continue
      }
      do {
        let file = try AtomicFile(path: outputs[index])
        try file.write(format.text(of: report, style: .plain, startedAt: startedAt))
        try file.commit()
      } catch {
        complain("engagelab: error: \(error)")
        throw Exit.output
      }
    }
    if outputs.count == wanted.count, !quiet { print(report.text(style: style), terminator: "") }
  }
}

/// Whether this is a build of continuous integration, whose files nobody looks at.
var isContinuousIntegration: Bool {
  let value = ProcessInfo.processInfo.environment["CI"] ?? ""
  return !["", "0", "false"].contains(value.lowercased())
}
