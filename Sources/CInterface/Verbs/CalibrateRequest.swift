import ArrowData
import Calibration
import Experiments
import LabStatistics
import Primitives
import RecordedData
import Reporting

/// `calibrate`: from real data to a `behavior:` block.
struct CalibrateRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable {
    case kind, path, confidence, uncertain
    case maxBadRows = "max_bad_rows"
    // Columns and events.
    case user, time, event, install, activities, session, value, purchase, repeats, last, days, length, count, spend
    case dropDuplicates = "drop_duplicates"
    // Days and money.
    case until
    case firstDay = "first_day"
    case lastDay = "last_day"
    case zone, currency
    case decimalComma = "decimal_comma"
    case unit
    // Campaigns.
    case lapsed, topics, frequency
    // Points of retention.
    case points, mean, concentration
    // Counts of a test.
    case control, treatment, outcome, day, habit, gamma, delta
  }
  typealias CodingKeys = Keys

  static let inputs = [RowsInput.name]

  /// What is calibrated from.
  enum Kind: String, Sendable, CaseIterable {
    case activity, transactions, summary, responses, retention, experiment

    /// The keys that belong to it, beside those of all.
    fileprivate var keys: [Keys] {
      let rows: [Keys] = [.path, .maxBadRows]
      let days: [Keys] = [.until, .firstDay, .lastDay, .zone]
      let money: [Keys] = [.currency, .decimalComma]
      return switch self {
      case .activity: rows + days + [.user, .time, .event, .install, .activities, .session, .dropDuplicates]
      case .transactions: rows + days + money + [.user, .time, .value, .event, .purchase, .unit, .dropDuplicates]
      case .summary: rows + money + [.repeats, .last, .days, .length, .count, .spend]
      case .responses: rows + [.lapsed, .topics, .frequency]
      case .retention: [.points, .mean, .concentration]
      case .experiment: [.control, .treatment, .outcome, .day, .habit, .gamma, .delta]
      }
    }

    fileprivate var readsRows: Bool { keys.contains(.path) }
  }

  private let kind: Kind
  private let level: Double
  private let isUncertain: Bool
  private let path: String?
  private let work: Work

  /// What is asked, by kind.
  private enum Work: Sendable {
    case activity(ActivityOptions)
    case transactions(TransactionOptions)
    case summary(SummaryOptions)
    case responses(ResponseOptions)
    case retention(RetentionOptions)
    case experiment(ExperimentOptions)
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    let kind = try values.decode(Word<Kind>.self, forKey: .kind).choice
    let common: [Keys] = [.kind, .confidence, .uncertain]
    for key in Keys.allCases where try !(common + kind.keys).contains(key) && values.isGiven(key) {
      throw JobProblem(
        .usage, "`\(key.rawValue)` has no place in a calibration of the kind `\(kind.rawValue)`",
        remedy: "its keys are \(kind.keys.map(\.rawValue).joined(separator: ", "))", code: "unknown-key",
        path: key.rawValue)
    }
    self.kind = kind
    level = try CalibrationLevel.read(values.share(.confidence) ?? "95%")
    isUncertain = try values.decodeIfPresent(Bool.self, forKey: .uncertain) ?? false
    path = try values.decodeIfPresent(String.self, forKey: .path)
    work =
      switch kind {
      case .activity: .activity(try ActivityOptions(values))
      case .transactions: .transactions(try TransactionOptions(values))
      case .summary: .summary(try SummaryOptions(values))
      case .responses: .responses(try ResponseOptions(values))
      case .retention: .retention(try RetentionOptions(values))
      case .experiment: .experiment(try ExperimentOptions(values))
      }
  }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    if !kind.readsRows { try inputs.check(known: []) }
    let assets = try PageAssets.shared.load()
    let rows = kind.readsRows ? try RowsInput(path: path, inputs) : nil
    // A fit that was cancelled fails with an error of its own, which is not to be told.
    let outcome = Result { try calibrated(rows, progress) }
    try Task.checkCancellation()
    let result = try outcome.get()
    let report = CalibrationReport(result, version: ScenarioRun.version, isUncertain: isUncertain)
    var warnings = result.warnings.map { JobProblem(warning: $0, .data) }
    if isUncertain, !report.block.hasDistributions {
      warnings.append(
        JobProblem(
          warning: "no number of this calibration has a standard error; none is a distribution", .usage))
    }
    return JobOutput(
      documents: [
        ("behavior.yaml", report.block.text), ("json", report.json), ("text", report.text(style: .plain)),
        ("markdown", report.markdown), ("html", report.page(assets: assets)),
      ], tables: CalibrationTables(result).all, warnings: warnings)
  }

  private func calibrated(_ rows: RowsInput?, _ progress: JobProgress) throws -> CalibrationResult {
    switch (work, rows) {
    case (.retention(let options), _): return try options.result()
    case (.experiment(let options), _): return try options.result(level: level)
    case (_, nil): throw JobProblem(.internal, "a calibration of the kind `\(kind.rawValue)` has no rows")
    case (_, let rows?):
      return try rows.telling {
        let records = try rows.records()
        let show: RecordProgress.Handler = { now in
          try Task.checkCancellation()
          progress.show(now.done, of: now.total ?? 0, rows.unit)
        }
        return switch work {
        case .activity(let options): try options.result(records, level: level, progress: show)
        case .transactions(let options): try options.result(records, level: level, progress: show)
        case .summary(let options): try options.result(records, level: level, progress: show)
        case .responses(let options): try options.result(records, level: level, progress: show)
        case .retention(let options): try options.result()
        case .experiment(let options): try options.result(level: level)
        }
      }
    }
  }
}

extension JobProblem {
  /// A warning.
  init(warning: String, _ kind: Kind) {
    self.init(kind, warning)
    isWarning = true
  }
}
