/// What a run found: the contents of `results.json` (Documentation/results.md), in the order of the file.
public struct RunResult: Sendable, Codable, Equatable {
  /// Version of this structure; raised when a field changes its meaning.
  public static let currentSchema = 1

  public var schema = RunResult.currentSchema
  /// Version of the lab.
  public var version: String
  public var scenario: ScenarioSummary
  public var seed: UInt64
  /// Users of the population (the same people in every arm).
  public var users: Int
  /// The table that gave the people of the installed base; nil: all were drawn.
  public var people: PeopleSource?
  /// Behavior and policy of somebody's own; nil: none.
  public var own: [OwnPiece]?
  /// SHA-256 of the canonical form of everything but `digest` and `timing`; empty until sealed.
  public var digest = ""
  public var kpis: [KPISummary]
  public var programs: [ProgramSummary]
  public var campaigns: [CampaignSummary]
  /// Views of who claims conversions; nil: none. They stand beside the lifts and decide nothing.
  public var attribution: [AttributionView]?
  public var arms: [ArmResult]
  public var lifts: [LiftResult]
  public var liftSeries: [LiftSeries]
  public var objectives: [ObjectiveResult]
  public var experiments: [VariantTest]
  /// Randomised tests of the scenario; nil: it has none.
  public var tests: [RandomizedTest]?
  /// What should be settled before a real test begins; nil: the scenario has no test.
  public var checklist: [ChecklistItem]?
  /// Users compared by the messages that they got; nil: not asked for.
  public var naive: NaiveResult?
  /// What uncertain numbers do to the answer; nil: all numbers are certain.
  public var uncertainty: Uncertainty?
  public var warnings: [Warning]
  public var timing: Timing?

  /// Where the numbers come from.
  public struct ScenarioSummary: Sendable, Codable, Equatable {
    public var name: String
    public var title: String
    public var about: String
    /// SHA-256 of the scenario's canonical form.
    public var hash: String
    /// First day, `yyyy-MM-dd`.
    public var start: String
    public var warmUpDays: Int
    public var horizonDays: Int
    public var currency: String
    public var baseline: String
    /// Frequency cap on pushes, if there is one.
    public var pushCap: Cap?
    /// A cap as the report shows it.
    public struct Cap: Sendable, Codable, Equatable {
      public var limit: Int
      public var periodDays: Double
    }
  }

  /// What a KPI is.
  public struct KPISummary: Sendable, Codable, Equatable {
    public var name: String
    public var title: String
    /// `mean`, `share` or `ratio`.
    public var kind: String
    /// Unit of the value, e.g. `EUR per user`, `sessions per week`, `%`-free share.
    public var unit: String
    /// `higher`, `lower` or `neither`.
    public var better: String
    public var guardrail: Bool
  }

  /// What a program consists of.
  public struct ProgramSummary: Sendable, Codable, Equatable {
    public var name: String
    public var title: String
    public var campaigns: [String]
  }

  /// A campaign's five elements, in words.
  public struct CampaignSummary: Sendable, Codable, Equatable {
    public var name: String
    public var objective: String
    public var how: String
    public var audience: String
    public var content: String
    public var when: String
    public var channel: String
  }

  /// What happened in one arm.
  public struct ArmResult: Sendable, Codable, Equatable {
    public var name: String
    public var programs: [String]
    public var users: Int
    public var kpis: [String: Estimate]
    /// Campaign -> outcome or count -> number.
    public var campaigns: [String: [String: Int]]
    /// Poll -> answer -> how often it was given; nil where the arm asks nothing.
    public var polls: [String: [String: Int]]?
    /// Users with a session per day of the horizon.
    public var activeUsers: [Int]
    /// KPI -> value of each day (mean per user of that day's share; only KPIs that add up over days).
    public var series: [String: [Double]]
    /// Days since install -> share active, for users who installed in the horizon.
    public var retention: [RetentionPoint]
    public var pressure: Pressure
    /// Total cost of messages, currency units.
    public var cost: Double
    /// Total revenue, currency units.
    public var revenue: Double
    /// View -> what it claims; nil where the scenario has no view.
    public var attribution: [String: AttributionResult]?
    /// Nil where the scenario has no view.
    public var sessionSources: SessionSources?
  }

  /// A number with its simulation error.
  public struct Estimate: Sendable, Codable, Equatable {
    /// Nothing when `status` says why.
    public var estimate: Double?
    public var standardError: Double?
    public var status: String?
  }

  /// One point of a retention curve.
  public struct RetentionPoint: Sendable, Codable, Equatable {
    /// Days since install.
    public var day: Int
    /// Users who can be observed on that day.
    public var users: Int
    public var active: Int
  }

  /// How much messaging users bear.
  public struct Pressure: Sendable, Codable, Equatable {
    /// Pushes delivered in a user's week -> number of user-weeks of reachable users; the last entry is "or more".
    public var weekly: [Int]
    /// Mean pushes per reachable user and week.
    public var mean: Double
    /// 95th percentile of pushes per reachable user and week.
    public var p95: Int
    /// Deliveries by local weekday (Monday first) and hour: 7 × 24.
    public var heatMap: [[Int]]
  }

  /// An estimate with its interval; bounds are missing when `status` says why.
  public struct IntervalEstimate: Sendable, Codable, Equatable {
    public var estimate: Double?
    public var low: Double?
    public var high: Double?
    public var status: String?
  }

  /// An arm against the baseline, for one KPI.
  public struct LiftResult: Sendable, Codable, Equatable {
    public var arm: String
    public var baseline: String
    public var kpi: String
    /// In the KPI's unit.
    public var difference: IntervalEstimate
    /// Relative.
    public var lift: IntervalEstimate
    public var pValue: Double?
    /// Name of the estimator, for the reader.
    public var method: String
    /// Variance of the difference with unrelated users divided by that with the same users in both arms.
    public var varianceRatio: Double?
    public var confidence: Double
  }

  /// Cumulative lift at the end of each week.
  public struct LiftSeries: Sendable, Codable, Equatable {
    public var arm: String
    public var kpi: String
    /// Day (exclusive end) of each look.
    public var days: [Int]
    public var lift: [IntervalEstimate]
  }

  /// An objective and what became of it.
  public struct ObjectiveResult: Sendable, Codable, Equatable {
    /// The program that has it; nil: the scenario.
    public var program: String?
    public var arm: String
    public var kpi: String
    /// `lift`, `difference` or `value`.
    public var kind: String
    public var target: Double
    public var measured: IntervalEstimate
    /// `reaches its objective`, `does not reach it` or `cannot tell at this size`.
    public var verdict: String
    /// The same in a plain sentence with numbers.
    public var sentence: String
    /// Users after which the verdict would probably be clear, when it is not.
    public var usersNeeded: Int?
  }

  /// An A/B test of a campaign's variants inside one arm: users split at random, as in a real test.
  public struct VariantTest: Sendable, Codable, Equatable {
    public var arm: String
    public var campaign: String
    public var control: String
    /// p-value of the split.
    public var sampleRatioPValue: Double?
    public var sampleRatioAlarm: Bool
    public var variants: [VariantResult]
    public var comparisons: [VariantComparison]
  }

  /// One variant's counts; users are those who were sent at least one message.
  public struct VariantResult: Sendable, Codable, Equatable {
    public var name: String
    public var weight: Double
    public var users: Int
    public var sends: Int
    public var opens: Int
    public var openers: Int
    public var converters: Int
    /// Currency units, in the conversion windows.
    public var revenue: Double
  }

  /// A variant against the control, for one metric.
  public struct VariantComparison: Sendable, Codable, Equatable {
    public var variant: String
    /// `open rate`, `conversion` or `revenue per user`.
    public var metric: String
    public var control: Double?
    public var treatment: Double?
    public var difference: IntervalEstimate
    public var lift: IntervalEstimate
    public var pValue: Double?
    public var method: String
  }

  /// Something the reader must know before the numbers.
  public struct Warning: Sendable, Codable, Equatable {
    /// Stable identifier, e.g. `guardrail`, `small-run`.
    public var code: String
    /// `note`, `warning` or `alarm`.
    public var level: String
    public var message: String
  }

  /// How long it took; outside the digest.
  public struct Timing: Sendable, Codable, Equatable {
    public var wallSeconds: Double
    /// Users × days × arms.
    public var userDays: Int
    public var userDaysPerSecond: Double
    public var threads: Int
    public var peakMemoryBytes: Int
  }
}
