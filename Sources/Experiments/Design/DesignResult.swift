import LabStatistics

/// What thousands of simulated tests of one design show.
public struct DesignResult: Sendable, Equatable, Encodable {
  /// Version of the lab.
  public var version: String
  /// Name and title of the scenario.
  public var scenario: String
  public var title: String
  /// Of the assignments and of the people.
  public var seed: UInt64
  public var kpi: RunResult.KPISummary
  /// Other KPIs of the scenario that must not get worse.
  public var guardrails: [String]
  /// Arms of the comparison.
  public var arm: String
  public var control: String
  /// What holds for the users of the test when they come into the population.
  public var audience: String
  /// Shares of control and arm.
  public var weights: [Double]
  /// Days at whose end a test is read.
  public var looks: [Int]
  public var alpha: Double
  /// Power that is wanted.
  public var powerWanted: Double
  public var prior: Prior
  public var valueDays: Int
  /// Simulated tests.
  public var tests: Int
  /// Users who count at the last look, of whom tests take some or all.
  public var users: Int
  /// How the tests were made.
  public var method: String
  public var truth: Truth
  public var adjustment: Adjustment?
  /// Every size at every look.
  public var cells: [Cell]
  /// Power at the last look by lift, for every size.
  public var curve: [CurvePoint]
  public var nullTests: NullTests
  public var rules: [Rule]
  public var values: [Value]
  public var exposed: Exposed?
  public var holdouts: [Holdout]
  /// One of the tests, look by look.
  public var example: [ExampleLook]
  public var recommendation: Recommendation
  public var warnings: [String]

  /// A normal prior of the lift.
  public struct Prior: Sendable, Equatable, Encodable {
    public var mean: Double
    public var standardDeviation: Double
  }

  /// What is true in the simulated world at the last look.
  public struct Truth: Sendable, Equatable, Encodable {
    public var control: Double
    public var treatment: Double
    public var difference: Double
    /// How well the population that was played knows the difference.
    public var standardError: Double
    /// Relative difference; nil where the control is zero.
    public var lift: Double?
    /// By look: the difference.
    public var differences: [Double]
  }

  /// The gain of taking out what was known before.
  public struct Adjustment: Sendable, Equatable, Encodable {
    /// What was known.
    public var covariate: String
    /// Variance left, as 1 − the squared correlation says.
    public var predicted: Double
    /// Variance left, as the spread of the estimates of all tests says.
    public var counted: Double
    /// Users that a test needs, as a share of those without it.
    public var usersNeeded: Double { counted }
  }

  /// Tests of one size at one look.
  public struct Cell: Sendable, Equatable, Encodable {
    /// Users of both arms by the last look, on average: the size of the test.
    public var size: Int
    /// Users of both arms who count at this look, on average.
    public var users: Int
    public var day: Int
    public var plain: Reading
    /// Adjusted by what was known before; nil: nothing was.
    public var adjusted: Reading?
    /// The reading that the recommendation goes by.
    public var best: Reading { adjusted ?? plain }
  }

  /// What the fixed test shows.
  public struct Reading: Sendable, Equatable, Encodable {
    /// Share of tests significant with the scenario's effect.
    public var power: Double
    /// Error of the power: that of counting tests, and that of not knowing the effect exactly.
    public var powerError: Double
    /// Share of tests significant without an effect.
    public var falseAlarms: Double
    /// Share of intervals that hold the scenario's effect.
    public var coverage: Double
    /// Usual standard error of the difference.
    public var standardError: Double
    /// The lift that is found with the power wanted; nil where the control is zero.
    public var detectableLift: Double?
    /// Of significant tests: the share with the wrong sign; nil without any, or without an effect.
    public var wrongSign: Double?
    /// Of significant tests: how much larger than the truth the estimate is on average.
    public var exaggeration: Double?
  }

  /// Power with a lift.
  public struct CurvePoint: Sendable, Equatable, Encodable {
    public var users: Int
    public var lift: Double
    public var power: Double
  }

  /// Tests of all users without an effect, at the last look.
  public struct NullTests: Sendable, Equatable, Encodable {
    /// p-values counted in twentieths.
    public var pValues: [Int]
    public var falseAlarms: Double
    /// Range in which that share lies 999 times of 1000 if the test keeps its level.
    public var low: Double
    public var high: Double
  }

  /// What a rule for stopping does, in tests of the recommended size.
  public struct Rule: Sendable, Equatable, Encodable {
    public var name: String
    public var falseAlarms: Double
    public var power: Double
    /// Mean length in days with the scenario's effect, and without.
    public var days: Double
    public var daysWithoutEffect: Double
    /// Share of intervals at the end that hold the truth.
    public var coverage: Double
    /// Of tests won by either arm: how much larger than the truth the estimate is on average.
    public var exaggeration: Double?
  }

  /// What a way to decide earns, with lifts drawn from the prior.
  public struct Value: Sendable, Equatable, Encodable {
    public var name: String
    /// Expected lift of what is in use after the decision.
    public var lift: Double
    /// The same over the days that count, those of the test included.
    public var liftOverTime: Double
    /// Share of decisions to launch, and of those the share that makes it worse.
    public var launched: Double
    public var launchedWorse: Double?
    public var days: Double
  }

  /// The analysis of those whom a message reached or would have reached.
  public struct Exposed: Sendable, Equatable, Encodable {
    public var users: Int
    public var power: Double
    public var falseAlarms: Double
    public var coverage: Double
    /// True difference among them.
    public var difference: Double
  }

  /// A launch to everyone but a holdout, which measures what it brings.
  public struct Holdout: Sendable, Equatable, Encodable {
    /// Share of users held out.
    public var share: Double
    public var power: Double
    public var detectableLift: Double?
    /// What the users held out lose together by the last look, in the KPI's unit; negative: they gain.
    public var cost: Double
  }

  /// A look at one of the tests.
  public struct ExampleLook: Sendable, Equatable, Encodable {
    public var day: Int
    public var estimate: Double
    public var fixedLow: Double
    public var fixedHigh: Double
    public var validLow: Double
    public var validHigh: Double
    public var truth: Double
  }

  /// What to do.
  public struct Recommendation: Sendable, Equatable, Encodable {
    public var sentence: String
    /// Whether some size and day reach the power wanted.
    public var isPowered: Bool
    /// Users of both arms, as a share of all, and their number.
    public var share: Double
    public var users: Int
    /// The test's last day.
    public var day: Int
    public var rule: String
    /// Users that the power wanted would take at the last look.
    public var usersNeeded: Double?
    /// The smallest holdout with the power wanted.
    public var holdout: Double?
  }
}
