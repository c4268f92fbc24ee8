import Behavior
import EngagementCore
import Primitives

/// A complete description of a run, as plain values with names as strings.
///
/// `ScenarioFile` reads it from YAML; `World` compiles it.
public struct Scenario: Sendable, Equatable {
  /// Identifier, used for folders and baselines.
  public var name: String
  public var title = ""
  /// What it is about, in the author's words.
  public var about = ""
  /// First day of the horizon.
  public var start = CivilDate(dayNumber: 16_804)
  /// Days lived without messages before the start.
  public var warmUpDays = 0
  /// Days over which the arms are compared.
  public var horizonDays: Int
  public var seed: UInt64 = 1
  /// Worlds that are drawn beside the central one when a number is uncertain; nil: ``defaultReplications``.
  public var replications: Int?
  /// Numbers of which only a distribution is known; each stands at its central value (``makeUncertain(_:_:)``).
  public var uncertain: [UncertainNumber] = []
  /// Those of them that do not vary independently.
  public var correlations: [Correlation] = []
  /// ISO 4217 code of every amount of money.
  public var currency = "EUR"
  public var population: Population
  public var behavior = BehaviorParameters()
  public var app = AppModel()
  public var tagPlan = TagPlan()
  public var segments: [SegmentDefinition] = []
  public var campaigns: [CampaignDefinition] = []
  public var programs: [ProgramDefinition] = []
  public var limits = LimitsDefinition()
  /// Views of the conversions beside the causal lift.
  public var attribution: [AttributionDefinition] = []
  /// Users compared by the messages that they got; nil: the run is spared that.
  public var naive: NaiveDefinition?
  /// A scan over values of this scenario; a run takes no notice of it.
  public var sweep: SweepDefinition?
  public var comparison: Comparison
  /// Randomised tests inside the simulated world.
  public var experiments: [ExperimentDefinition] = []
  public var kpis: [KPIDefinition] = []
  /// What the whole endeavour must reach; judged for every arm.
  public var objective: ObjectiveDefinition?
  /// What must hold of the results; no part of what is simulated (``canonicalText`` leaves it out).
  public var checks: [CheckDefinition] = []

  /// Makes a scenario with the parts that have no default.
  public init(name: String, horizonDays: Int, population: Population, comparison: Comparison) {
    self.name = name
    self.horizonDays = horizonDays
    self.population = population
    self.comparison = comparison
  }
}

/// The users of a scenario.
public struct Population: Sendable, Equatable {
  /// Installed base: their installs are spread evenly over the warm-up, or all on day 0 without one.
  public var size: Int
  /// New installs per day of the horizon.
  public var newPerDay = 0
  /// Share by platform; at least one.
  public var platforms: [Share] = [Share("ios", 0.35), Share("android", 0.65)]
  /// Share by language code.
  public var languages: [Share] = [Share("en", 1)]
  /// Share by time-zone identifier (IANA).
  public var timeZones: [Share] = [Share("UTC", 1)]
  /// Further facts that the platform knows of every device: source, carrier, firmware version, country...
  public var facts: [Fact] = []
  /// Devices whose clock is wrong by whole days, so that what they report lands on the wrong day.
  public var clockError = ClockError()
  public init(size: Int) { self.size = size }

  /// A fact about devices.
  public struct Fact: Sendable, Equatable {
    public var name: String
    /// Share by value, which sum to 1.
    public var values: [Share]
    public init(name: String, values: [Share]) {
      self.name = name
      self.values = values
    }
  }

  /// Wrong device clocks.
  public struct ClockError: Sendable, Equatable {
    /// Share of devices, 0 to 1.
    public var share = 0.0
    /// Days by which they are wrong at most; either sign is equally likely.
    public var days = 1
    public init() {}
  }

  /// The same population with another installed base, and new users in proportion.
  public func scaled(to size: Int) -> Population {
    var population = self
    population.size = size
    population.newPerDay = Int((Double(newPerDay) * Double(size) / Double(self.size)).rounded())
    return population
  }

  /// A value and the share of users who have it.
  public struct Share: Sendable, Equatable {
    public var value: String
    public var share: Double
    public init(_ value: String, _ share: Double) {
      self.value = value
      self.share = share
    }
  }
}

/// Which programs are played to the same people.
public struct Comparison: Sendable, Equatable {
  /// Name of the arm that the others are compared with.
  public var baseline: String
  /// The arms in order of display, the baseline among them.
  public var arms: [Arm]
  public init(baseline: String, arms: [Arm]) {
    self.baseline = baseline
    self.arms = arms
  }

  /// What one world of users lives under.
  public struct Arm: Sendable, Equatable {
    public var name: String
    /// Names of programs; empty: no messages.
    public var programs: [String]
    public init(name: String, programs: [String]) {
      self.name = name
      self.programs = programs
    }
  }
}
