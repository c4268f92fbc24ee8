import ArrowData
import Experiments
import LabStatistics
import Primitives
import RecordedData
import Reporting
import ScenarioFile
import Simulation

/// `design`: how many users a real test needs, for how long, and when it may stop.
struct DesignRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable {
    case scenario, kpi, arm, control, who, weights, looks, tests
    case splitTests = "split_tests"
    case usersGrid = "users_grid"
    case alpha, power, prior
    case valueDays = "value_days"
    case threads
  }
  typealias CodingKeys = Keys

  /// What is believed of the lift: a normal distribution.
  struct Prior: Decodable, Sendable {
    var mean: Double
    var sd: Double

    private enum CodingKeys: String, CodingKey, CaseIterable { case mean, sd }

    init(from decoder: any Decoder) throws {
      try decoder.check(CodingKeys.self)
      let values = try decoder.container(keyedBy: CodingKeys.self)
      mean = try values.decode(Double.self, forKey: .mean)
      sd = try values.decode(Double.self, forKey: .sd)
    }
  }

  var scenario: ScenarioSource
  var kpi: String?
  var arm: String?
  var control: String?
  var who: String?
  var weights: [ShareText]?
  var looks: [Int]?
  var tests: Int?
  var splitTests: Int?
  var usersGrid: [Int]?
  var alpha: ShareText?
  var power: ShareText?
  var prior: Prior?
  var valueDays: Int?
  var threads: Int?

  private func settings() throws -> DesignSettings {
    var settings = DesignSettings()
    (settings.kpi, settings.arm, settings.control) = (kpi, arm, control)
    settings.audience = who ?? settings.audience
    if let weights { settings.weights = try weights.map { try Self.share($0, "weights") } }
    settings.looks = looks ?? []
    settings.usersGrid = usersGrid ?? []
    settings.tests = tests ?? settings.tests
    settings.splitTests = splitTests ?? settings.splitTests
    if let alpha { settings.alpha = try Self.share(alpha, "alpha") }
    if let power { settings.power = try Self.share(power, "power") }
    settings.valueDays = valueDays ?? settings.valueDays
    if let prior {
      do {
        settings.prior = try NormalPrior(mean: prior.mean, standardDeviation: prior.sd)
      } catch {
        throw JobProblem(.usage, "`prior` is no normal distribution: \(error)", code: "wrong-value", path: "prior")
      }
    }
    if let threads { settings.threads = try RunRequest.checked(threads: threads) }
    try settings.check()
    return settings
  }

  private static func share(_ text: ShareText, _ key: String) throws(JobProblem) -> Double {
    guard let share = Share.read(text.text) else {
      throw JobProblem(.usage, "'\(text.text)' is not a share such as 5% or 0.05", code: "wrong-value", path: key)
    }
    return share
  }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    var settings = try settings()
    let loaded = try scenario.load()
    settings.seed = loaded.scenario.seed
    let assets = try PageAssets.shared.load()
    let tests = settings.tests
    let result = try await DesignRun(loaded.scenario, settings).result { share in
      progress.show(Int(share * Double(tests)), of: tests, .tests)
    }
    let report = DesignReport(result)
    var warnings = ScenarioSource.warnings(loaded)
    for text in result.warnings {
      var warning = JobProblem(.statistics, text)
      warning.isWarning = true
      warnings.append(warning)
    }
    return JobOutput(
      documents: try report.files(assets: assets).map { ($0.name, $0.text) } + [("text", report.text(style: .plain))],
      tables: DesignTables(result).all, warnings: warnings)
  }
}

/// The tables of a design.
private struct DesignTables {
  private let result: DesignResult

  init(_ result: DesignResult) { self.result = result }

  var all: [(name: String, table: ColumnTable)] {
    [
      ("recommendation", recommendation), ("cells", cells), ("curve", curve), ("rules", rules), ("values", values),
      ("holdouts", holdouts), ("looks", looks),
    ]
  }

  private var recommendation: ColumnTable {
    Rows([result.recommendation]).table { rows in
      [
        ("kpi", rows.names { _ in result.kpi.name }), ("arm", rows.names { _ in result.arm }),
        ("control", rows.names { _ in result.control }), ("sentence", rows.texts(\.sentence)),
        ("is_powered", rows.flags(\.isPowered)), ("share", rows.numbers(\.share)), ("users", rows.integers(\.users)),
        ("day", rows.integers(\.day)), ("rule", rows.names(\.rule)), ("users_needed", rows.numbers(\.usersNeeded)),
        ("holdout", rows.numbers(\.holdout)), ("true_difference", rows.numbers { _ in result.truth.difference }),
        ("true_lift", rows.numbers { _ in result.truth.lift }),
      ]
    }
  }

  private var cells: ColumnTable {
    typealias Row = (cell: DesignResult.Cell, estimate: String, reading: DesignResult.Reading)
    let rows = result.cells.flatMap { cell -> [Row] in
      [(cell, "plain", cell.plain)] + (cell.adjusted.map { [(cell, "adjusted", $0)] } ?? [])
    }
    return Rows(rows).table { rows in
      [
        ("size", rows.integers(\.cell.size)), ("users", rows.integers(\.cell.users)),
        ("day", rows.integers(\.cell.day)), ("estimate", rows.names(\.estimate)),
        ("power", rows.numbers(\.reading.power)), ("power_error", rows.numbers(\.reading.powerError)),
        ("false_alarms", rows.numbers(\.reading.falseAlarms)), ("coverage", rows.numbers(\.reading.coverage)),
        ("standard_error", rows.numbers(\.reading.standardError)),
        ("detectable_lift", rows.numbers(\.reading.detectableLift)),
        ("wrong_sign", rows.numbers(\.reading.wrongSign)), ("exaggeration", rows.numbers(\.reading.exaggeration)),
      ]
    }
  }

  private var curve: ColumnTable {
    Rows(result.curve).table { rows in
      [("users", rows.integers(\.users)), ("lift", rows.numbers(\.lift)), ("power", rows.numbers(\.power))]
    }
  }

  private var rules: ColumnTable {
    Rows(result.rules).table { rows in
      [
        ("rule", rows.names(\.name)), ("false_alarms", rows.numbers(\.falseAlarms)),
        ("power", rows.numbers(\.power)), ("days", rows.numbers(\.days)),
        ("days_without_effect", rows.numbers(\.daysWithoutEffect)), ("coverage", rows.numbers(\.coverage)),
        ("exaggeration", rows.numbers(\.exaggeration)),
      ]
    }
  }

  private var values: ColumnTable {
    Rows(result.values).table { rows in
      [
        ("decision", rows.names(\.name)), ("lift", rows.numbers(\.lift)),
        ("lift_over_time", rows.numbers(\.liftOverTime)), ("launched", rows.numbers(\.launched)),
        ("launched_worse", rows.numbers(\.launchedWorse)), ("days", rows.numbers(\.days)),
      ]
    }
  }

  private var holdouts: ColumnTable {
    Rows(result.holdouts).table { rows in
      [
        ("share", rows.numbers(\.share)), ("power", rows.numbers(\.power)),
        ("detectable_lift", rows.numbers(\.detectableLift)), ("cost", rows.numbers(\.cost)),
      ]
    }
  }

  /// One of the tests, look by look.
  private var looks: ColumnTable {
    Rows(result.example).table { rows in
      [
        ("day", rows.integers(\.day)), ("estimate", rows.numbers(\.estimate)),
        ("fixed_low", rows.numbers(\.fixedLow)), ("fixed_high", rows.numbers(\.fixedHigh)),
        ("always_low", rows.numbers(\.validLow)), ("always_high", rows.numbers(\.validHigh)),
        ("truth", rows.numbers(\.truth)),
      ]
    }
  }
}
