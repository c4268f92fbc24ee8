extension RunResult {
  /// What numbers that are not known exactly do to the answer.
  public struct Uncertainty: Sendable, Codable, Equatable, OptionalPart {
    /// Worlds that were drawn beside the central one.
    public var replications: Int
    /// Of every interval below.
    public var confidence: Double
    public var inputs: [UncertainInput]
    /// Every arm and KPI.
    public var arms: [ArmSpread]
    /// Every arm but the baseline, and KPI.
    public var lifts: [LiftSpread]
    public var objectives: [ObjectiveSpread]
    /// What to do about it, in sentences.
    public var advice: [String]
  }

  /// A number that is not known exactly.
  public struct UncertainInput: Sendable, Codable, Equatable {
    /// Its place in the scenario, as in overrides.
    public var path: String
    /// `normal`, `beta` or `lognormal`.
    public var distribution: String
    /// Mean, or median of a lognormal; the value of the central world.
    public var center: Double
    /// Standard deviation, of the logarithm for a lognormal.
    public var spread: Double
    /// `number`, `percent` (a fraction here), `days`, `hours`, `minutes` or `money`.
    public var unit: String
    /// Smallest and greatest value, at which the distribution is cut off.
    public var least: Double
    public var most: Double
    /// Mean and standard deviation of what the worlds drew.
    public var drawnMean: Double
    public var drawnDeviation: Double
  }

  /// The value of a KPI over worlds.
  public struct ArmSpread: Sendable, Codable, Equatable {
    public var arm: String
    public var kpi: String
    public var value: Spread
  }

  /// The effect of an arm on a KPI over worlds.
  public struct LiftSpread: Sendable, Codable, Equatable {
    public var arm: String
    public var baseline: String
    public var kpi: String
    /// In the KPI's unit.
    public var difference: Spread
    /// Relative.
    public var lift: Spread
  }

  /// How a number spreads over worlds.
  public struct Spread: Sendable, Codable, Equatable {
    /// In the central world.
    public var central: Double?
    /// Over the worlds, as all that follows.
    public var mean: Double?
    /// Where the answer of one further world lies.
    public var low: Double?
    public var high: Double?
    /// Of the numbers of the worlds, noise included.
    public var standardDeviation: Double?
    /// Between worlds, without noise.
    public var worldDeviation: Double?
    /// Noise of one world: the root of the mean of its squared standard errors.
    public var noiseDeviation: Double?
    /// Share of the variance that is the world's, 0 to 1.
    public var worldShare: Double?
    /// Interval of that share.
    public var worldShareLow: Double?
    public var worldShareHigh: Double?
    /// Share of the variance that is noise.
    public var noiseShare: Double?
    /// Worlds that gave a number.
    public var worlds: Int
    /// Why numbers are missing.
    public var status: String?

    /// The central estimate with the interval over worlds.
    package var answer: IntervalEstimate {
      IntervalEstimate(estimate: central, low: low, high: high, status: low == nil ? status : nil)
    }
  }

  /// How often an objective is reached over worlds.
  public struct ObjectiveSpread: Sendable, Codable, Equatable {
    /// The program that has it; nil: the scenario.
    public var program: String?
    public var arm: String
    public var kpi: String
    public var kind: String
    public var target: Double
    /// Worlds with each verdict.
    public var reaches: Int
    public var misses: Int
    public var unclear: Int
    /// Worlds whose estimate is at or beyond the target, whatever its interval.
    public var estimateReaches: Int
    /// `reaches` as a share of all worlds.
    public var reachesShare: Double
  }
}
