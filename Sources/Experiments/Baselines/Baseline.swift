/// What a run found when it was last approved: its digest and its key figures, the contents of `Baselines/NAME.json`.
public struct Baseline: Sendable, Codable, Equatable {
  /// Version of this structure.
  public static let currentSchema = 1

  public var schema = Baseline.currentSchema
  /// Version of the lab.
  public var version: String
  /// Name of the scenario.
  public var scenario: String
  /// SHA-256 of the scenario's canonical form.
  public var hash: String
  public var seed: UInt64
  /// Users of the installed base, as in `--users`.
  public var population: Int
  /// All users, with those who were new in the horizon.
  public var users: Int
  /// Values that replaced those of the file, as in `--set`.
  public var overrides: [String]
  /// Digest of the whole result.
  public var digest: String
  public var arms: [Arm]
  public var lifts: [Lift]
  /// What the randomised tests found; nil: the scenario has none.
  public var tests: [TestFigure]?

  /// The key figures of an arm.
  public struct Arm: Sendable, Codable, Equatable {
    public var name: String
    public var users: Int
    public var kpis: [String: RunResult.Estimate]
    /// Campaign -> outcome or count -> number, without zeros.
    public var campaigns: [String: [String: Int]]
    public var pressureMean: Double
    public var pressureP95: Int
    public var cost: Double
    public var revenue: Double
  }

  /// The effect of an arm on a KPI.
  public struct Lift: Sendable, Codable, Equatable {
    public var arm: String
    public var kpi: String
    public var difference: RunResult.IntervalEstimate
    public var lift: RunResult.IntervalEstimate
  }

  /// The difference that a randomised test found in a metric, as its analyst sees it.
  public struct TestFigure: Sendable, Codable, Equatable, RunResult.TestPart {
    public var test: String
    public var arm: String
    public var metric: String
    public var difference: RunResult.IntervalEstimate
  }

  /// Takes the key figures of a result.
  ///
  /// - Parameters:
  ///   - result: A sealed result.
  ///   - population: Users of the installed base.
  ///   - overrides: Values that replaced those of the file.
  public init(_ result: RunResult, population: Int, overrides: [String] = []) {
    version = result.version
    scenario = result.scenario.name
    hash = result.scenario.hash
    seed = result.seed
    self.population = population
    users = result.users
    self.overrides = overrides
    digest = result.digest
    arms = result.arms.map { arm in
      Arm(
        name: arm.name, users: arm.users, kpis: arm.kpis,
        campaigns: arm.campaigns.mapValues { $0.filter { $0.value != 0 } }, pressureMean: arm.pressure.mean,
        pressureP95: arm.pressure.p95, cost: arm.cost, revenue: arm.revenue)
    }
    lifts = result.lifts.map { Lift(arm: $0.arm, kpi: $0.kpi, difference: $0.difference, lift: $0.lift) }
    tests = result.tests.map { tests in
      tests.flatMap { test in
        test.comparisons.map {
          TestFigure(
            test: test.name, arm: $0.arm, metric: $0.metric, difference: ($0.adjusted ?? $0.intentionToTreat).difference
          )
        }
      }
    }
  }
}
