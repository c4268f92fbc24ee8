import ArgumentParser
import Calibration
import DatabaseData
import Experiments
import Foundation
import Primitives
import RecordedData
import Reporting

/// What all kinds of calibration have in common: intervals, and where the result goes.
struct CalibrationOutput: ParsableArguments {
  /// How the result is written to standard output.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case yaml, text, json, markdown, html
  }

  @Option(help: ArgumentHelp("Folder for behavior.yaml, calibration.html, .md and .json.", valueName: "folder"))
  var out: String?

  @Option(help: "yaml (the block), text, json, markdown or html; with --out, text.")
  var format: Format?

  @Option(help: ArgumentHelp("Confidence of intervals.", valueName: "share"))
  var confidence = "95%"

  @Flag(help: "Write numbers with a standard error as distributions, from which `run` draws worlds.")
  var uncertain = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws { _ = try valid { () throws(OptionError) in try CalibrationLevel.read(confidence) } }

  var level: Double { (try? CalibrationLevel.read(confidence)) ?? 0.95 }

  /// Calibrates and writes; ends with the exit code that fits what went wrong.
  ///
  /// - Parameters:
  ///   - unit: what progress counts.
  ///   - work: reads and fits.
  func run(
    unit: ProgressLine.Unit, _ work: @escaping @Sendable (@escaping RecordProgress.Handler) throws -> CalibrationResult
  ) async throws {
    let output = try prepared()
    let line = ProgressLine(isQuiet: quiet, unit: unit)
    let result: CalibrationResult
    do {
      result = try await interruptible {
        // A fit that was cancelled fails with an error of its own, which is not to be told.
        let result = Result {
          try work { progress in
            try Task.checkCancellation()
            line.show(progress.done, of: progress.total)
          }
        }
        try Task.checkCancellation()
        return try result.get()
      }
      line.clear()
    } catch {
      line.clear()
      throw Self.exit(after: error)
    }
    do {
      try write(result, to: output)
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }

  private func prepared() throws -> AtomicOutput? {
    guard let out else { return nil }
    do {
      return try AtomicOutput(folder: URL(fileURLWithPath: out))
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }

  /// Says what went wrong, and chooses the exit code.
  private static func exit(after error: any Error) -> ExitCode {
    switch error {
    case is CancellationError:
      complain("engagelab: interrupted; nothing was written")
      return Exit.interrupted
    case let error as DataError:
      complain("\(error)")
      return error.kind == .usage ? Exit.usage : Exit.data
    case let error as DatabaseError:
      complain("\(error)")
      return error.isUsage ? Exit.usage : Exit.data
    case let error as CalibrationError:
      switch error.kind {
      case .usage:
        complain("engagelab: error: \(error)")
        return Exit.usage
      case .data:
        complain("engagelab: error: \(error); nothing was written")
        return Exit.data
      case .cannotTell:
        complain("engagelab: cannot tell: \(error); nothing was written (exit code 3)")
        return Exit.undecided
      }
    default:
      complain("engagelab: internal error: \(error)")
      return Exit.internal
    }
  }

  private func write(_ result: CalibrationResult, to output: AtomicOutput?) throws {
    let report = CalibrationReport(result, version: ScenarioRun.version, isUncertain: uncertain)
    if uncertain, !report.block.hasDistributions {
      complain("engagelab: warning: no number of this calibration has a standard error; none is a distribution")
    }
    if let output {
      try output.write(report.files(assets: ReportAssets.load()).map { ($0.name, Data($0.text.utf8)) })
    }
    let text =
      switch format ?? (output == nil ? .yaml : .text) {
      case .yaml: report.block.text
      case .text:
        report.text(
          style: TerminalStyle(
            isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment))
      case .json: report.json
      case .markdown: report.markdown
      case .html: report.page(assets: try ReportAssets.load())
      }
    FileHandle.standardOutput.write(Data(text.utf8))
    if let out, format == nil {
      FileHandle.standardOutput.write(Data("\nWritten: \(out)/behavior.yaml, calibration.html, .md and .json\n".utf8))
    }
  }
}
