import ArgumentParser
import Experiments
import Foundation
import RecordedData
import Reporting
import ScenarioFile

/// `engagelab compare`: two runs side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs: what differs in the scenarios, then in what they found.",
    discussion: """
      Each run is a folder that `engagelab run` wrote, or a results.json. Differences of the scenarios come first, key by \
      key; then KPIs and lifts with intervals, verdicts, pressure, money, and what became of the messages. See \
      Documentation/compare.md for what the intervals say.

      Example:
        engagelab run my-app.yaml --out out/before
        engagelab run my-app.yaml --set limits.push.at_most=3 --out out/after
        engagelab compare out/before out/after

      Exit codes: 0 fine, 64 bad usage, 65 a file is no result of this version, 74 output not written.
      """)

  /// The formats of the comparison.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown
  }

  @Argument(help: "The run before: a folder, or a results.json.", completion: .directory)
  var before: String

  @Argument(help: "The run after.", completion: .directory)
  var after: String

  @Option(help: "text, json or markdown.")
  var format = Format.text

  @Option(help: ArgumentHelp("File to write instead of standard output.", valueName: "file"))
  var out: String?

  @Option(help: ArgumentHelp("Confidence of intervals.", valueName: "share"))
  var confidence = "95%"

  func run() throws {
    guard let level = Share.read(confidence), RunComparison.confidenceRange.contains(level) else {
      throw ValidationError("--confidence must be from 50% to 99.99%.")
    }
    let report: RunComparisonReport
    do {
      let (old, new) = (try RunFolder(before), try RunFolder(after))
      report = try self.report(old, new, level)
    } catch let problem as RunFolder.Problem {
      complain("\(problem.path): error: \(problem.what)")
      throw Exit.data
    }
    let style = TerminalStyle(
      isTerminal: out == nil && isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    let text =
      switch format {
      case .text: report.text(style: style)
      case .json: report.json
      case .markdown: report.markdown
      }
    guard let out else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return
    }
    do {
      let file = try AtomicFile(path: out)
      try file.write(text)
      try file.commit()
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }

  private func report(_ old: RunFolder, _ new: RunFolder, _ confidence: Double) throws -> RunComparisonReport {
    var differences: [ScenarioDifference]?
    if let a = old.scenario, let b = new.scenario { differences = ScenarioFile.differences(from: a, to: b) }
    return try RunComparisonReport(
      before: ComparedRun(name: before, result: old.result, remarks: old.remarks),
      after: ComparedRun(name: after, result: new.result, remarks: new.remarks),
      changes: differences.map { list in
        list.map { ScenarioChange(path: $0.path, before: $0.before, after: $0.after) }
      }, confidence: confidence)
  }
}
