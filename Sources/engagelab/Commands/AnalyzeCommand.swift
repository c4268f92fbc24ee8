import ArgumentParser
import Experiments
import Foundation
import LabStatistics
import RecordedData
import Reporting

/// `engagelab analyze`: a real experiment from a CSV file.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Compare the arms of a real experiment, from a CSV file.",
    discussion: """
      The file has a header and one row per user; with --unit, any number of rows per user, which are added up. It may \
      be packed with gzip, larger than memory, and - for standard input. The split is checked before anything else.

      Metrics: COLUMN:mean, COLUMN:proportion (zeros and ones, true and false), CLICKS/VIEWS:ratio, COLUMN:median, \
      COLUMN:quantile=90%. Add :cuped=COLUMN to adjust by what was measured before the experiment, and :better=lower \
      where less is an improvement.

      Examples:
        engagelab analyze cookie_cats.csv --arm version --control gate_30 \\
          --metric retention_7:proportion --metric sum_gamerounds:mean
        engagelab analyze days.csv --unit user_id --arm arm --control A --metric clicks/views:ratio \\
          --covariate spend_before --metric spend:mean --segment country --format html --out report.html

      Exit codes: 0 fine, 3 nothing can be tell apart with so few data, 64 bad usage, 65 bad data, 74 output not written.
      """)

  @Argument(help: "CSV file, or - for standard input.", completion: .file(extensions: ["csv", "tsv", "gz"]))
  var file: String

  @Option(help: ArgumentHelp("Column that names the arm of a row's user.", valueName: "column"))
  var arm: String

  @Option(help: ArgumentHelp("The arm that the others are compared with.", valueName: "name"))
  var control: String

  @Option(
    name: .customLong("metric"), parsing: .singleValue,
    help: ArgumentHelp("What to compare; may be repeated.", valueName: "column:kind"))
  var metrics: [String] = []

  @Option(
    name: .customLong("quantile"), parsing: .singleValue,
    help: ArgumentHelp("A quantile to compare; may be repeated.", valueName: "column=90%"))
  var quantiles: [String] = []

  @Option(help: ArgumentHelp("Column that names the user, when users have several rows.", valueName: "column"))
  var unit: String?

  @Option(help: ArgumentHelp("Column from before the experiment that adjusts every metric.", valueName: "column"))
  var covariate: String?

  @Option(
    name: .customLong("segment"), parsing: .singleValue,
    help: ArgumentHelp(
      "Column that divides the users (a+b divides by both); may be repeated.", valueName: "column"))
  var segments: [String] = []

  @Option(help: ArgumentHelp("Planned shares (default: equal).", valueName: "A=50%,B=50%"))
  var split: String?

  @Option(help: "Correction for several tests: \(AnalysisOptions.Correction.allowed).")
  var correction: AnalysisOptions.Correction = .holm

  @Flag(help: "Make intervals and p-values valid at every look, not only at the planned end.")
  var sequential = false

  @Option(
    help: ArgumentHelp(
      "Users of two arms at which sequential intervals are narrowest (default: 5000).", valueName: "users"))
  var tunedFor: Int?

  @Option(help: ArgumentHelp("Confidence of intervals.", valueName: "share"))
  var confidence: String = "95%"

  @Option(help: "Interval of lifts: fieller, delta or log.")
  var lift: AnalysisOptions.LiftChoice = .fieller

  @Option(help: ArgumentHelp("Greatest share of rows, or users, that may be unusable.", valueName: "share"))
  var maxBadRows: String = "1%"

  @Option(help: ArgumentHelp("comma, semicolon, tab, pipe, or one character (default: found out).", valueName: "name"))
  var delimiter: String?

  @Flag(help: "Numbers have a decimal comma.")
  var decimalComma = false

  @Option(
    help: ArgumentHelp(
      "Most memory for users whose rows do not follow each other, such as 500MB or 4GB.", valueName: "size"))
  var memory: String = "1GB"

  @Option(help: "text, json, markdown, csv or html.")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("File to write instead of standard output.", valueName: "file"))
  var out: String?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func run() async throws {
    let plan: ExperimentPlan
    do {
      plan = try self.plan()
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.usage
    }
    let output = try prepareOutput()
    let analysis = try await analyze(plan)
    try write(analysis, to: output)
    if !analysis.canTell {
      complain("engagelab: no comparison could be made: too little data (exit code 3)")
      throw Exit.undecided
    }
  }

  private func analyze(_ plan: ExperimentPlan) async throws -> RecordedAnalysis {
    let line = ProgressLine(isQuiet: quiet, unit: .bytes)
    let path = file
    do {
      let analysis = try await interruptible {
        try RecordedAnalysis(plan, ExperimentReader(plan).read(path) { line.show($0, of: $1) })
      }
      line.clear()
      return analysis
    } catch {
      line.clear()
      switch error {
      case is CancellationError:
        complain("engagelab: interrupted; nothing was written")
        throw Exit.interrupted
      case let error as DataError:
        complain("\(error)")
        throw error.kind == .usage ? Exit.usage : Exit.data
      default:
        complain("engagelab: error: \(error)")
        throw Exit.usage
      }
    }
  }

  private func prepareOutput() throws -> AtomicOutput? {
    guard let out else { return nil }
    do {
      return try AtomicOutput(folder: URL(fileURLWithPath: out).deletingLastPathComponent())
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }

  private func write(_ analysis: RecordedAnalysis, to output: AtomicOutput?) throws {
    let report = RecordedReport(analysis, version: ScenarioRun.version)
    do {
      let text =
        switch format {
        case .text:
          report.text(
            style: out == nil
              ? TerminalStyle(
                isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment) : .plain)
        case .json: report.json
        case .markdown: report.markdown
        case .csv: report.csv
        case .html: report.page(assets: try ReportAssets.load())
        }
      guard let output, let out else {
        FileHandle.standardOutput.write(Data(text.utf8))
        return
      }
      try output.write([(URL(fileURLWithPath: out).lastPathComponent, Data(text.utf8))])
    } catch {
      complain("engagelab: error: \(error)")
      throw Exit.output
    }
  }
}
