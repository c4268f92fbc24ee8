/// Lists that a scenario without tests does not have.
extension Array: RunResult.OptionalPart where Element: RunResult.TestPart {}

extension RunResult {
  /// Something that only scenarios with tests have.
  public protocol TestPart {}

  /// Something that should be settled before a real test begins.
  public struct ChecklistItem: Sendable, Codable, Equatable, TestPart {
    /// What it is about.
    public var about: String
    public var isDone: Bool
    /// What is settled, or how to settle it.
    public var sentence: String
  }

  /// A randomised test inside the simulated world, as its analyst would see it, beside what is true.
  public struct RandomizedTest: Sendable, Codable, Equatable, TestPart {
    public var name: String
    public var title: String
    public var hypothesis: String
    /// The arm that the others are compared with.
    public var control: String
    public var arms: [TestArm]
    /// Days at whose end it was read.
    public var looks: [Int]
    /// When it could end: `fixed`, `obrien-fleming`...
    public var rule: String
    public var alpha: Double
    public var minimumLift: Double?
    /// p-value of the numbers of users against the shares; nil: the shares are not fixed.
    public var sampleRatioPValue: Double?
    public var sampleRatioAlarm: Bool
    /// By metric and arm, at the look at which the test ended.
    public var comparisons: [TestComparison]
    /// The first metric by arm, at every look.
    public var sequences: [TestSequence]
    /// What two overlapping tests do together.
    public var interactions: [TestInteraction]
    /// Allocation by what was known; nil: by shares.
    public var bandit: BanditResult?
    public var decision: TestDecision
  }

  /// An arm of a test.
  public struct TestArm: Sendable, Codable, Equatable {
    public var name: String
    /// Planned share.
    public var share: Double
    /// Users in the analysis.
    public var users: Int
    /// Of them, users whom a message reached in this arm or would have reached in another one by the last look.
    public var exposed: Int
  }

  /// An arm against the control, for one metric.
  public struct TestComparison: Sendable, Codable, Equatable {
    public var metric: String
    /// `primary`, `secondary` or `guardrail`.
    public var role: String
    public var arm: String
    /// The day at whose end it was read.
    public var day: Int
    /// All users as they were assigned; of a bandit, the rewards of the users whom it gave to the arms.
    public var intentionToTreat: TestEstimate
    /// The same with what users did before the start taken out (CUPED), or within strata; nil: not asked for.
    public var adjusted: TestEstimate?
    /// How `adjusted` was made.
    public var adjustment: String?
    /// Variance of the adjusted difference relative to the plain one.
    public var varianceRatio: Double?
    /// Users who were exposed in either arm, compared as they were assigned; nil: nobody was.
    public var exposed: TestEstimate?
    /// p-value of the estimate that decides, after correction for several metrics and arms.
    public var correctedPValue: Double?
  }

  /// What a test says of a difference, and what is true.
  public struct TestEstimate: Sendable, Codable, Equatable {
    /// Users in the control and in the arm.
    public var users: [Int]
    public var control: Double?
    public var treatment: Double?
    public var difference: IntervalEstimate
    public var lift: IntervalEstimate
    public var pValue: Double?
    /// The difference that the same people's two lives make: no real test knows it.
    public var truth: Estimate
    /// The same relative to what the people do in the control's life.
    public var trueLift: Double?
    /// Whether the interval holds the truth; nil: one of them does not exist.
    public var covers: Bool?
    public var method: String
  }

  /// The first metric of one arm over the looks.
  public struct TestSequence: Sendable, Codable, Equatable {
    public var metric: String
    public var arm: String
    public var looks: [TestLook]
    /// The day on which the rule ended the test for this arm; nil: it ran to its last look.
    public var stopped: Int?
  }

  /// A test at one look.
  public struct TestLook: Sendable, Codable, Equatable {
    public var day: Int
    public var users: Int
    public var estimate: Double?
    public var standardError: Double?
    /// Interval of a test that is read once.
    public var fixed: IntervalEstimate
    /// Interval that may be read at every look.
    public var alwaysValid: IntervalEstimate
    /// Share of the information of the last look.
    public var information: Double?
    /// Standard errors beyond which the rule ends the test here; nil: it has no such boundary.
    public var boundary: Double?
    public var truth: Double?
  }

  /// Whether an arm of one test changes the effect of another's.
  public struct TestInteraction: Sendable, Codable, Equatable {
    public var with: String
    /// Arms of this test and of the other.
    public var arms: [String]
    public var metric: String
    /// Effect of this test's arm among the users of the other's arm, minus that among the users of its control.
    public var difference: IntervalEstimate
    public var pValue: Double?
    public var truth: Estimate
  }

  /// What a bandit did.
  public struct BanditResult: Sendable, Codable, Equatable {
    public var policy: String
    /// Users of each day by arm, in the order of the arms.
    public var days: [[Int]]
    /// Reward that all users together would have brought in the best arm, minus what they brought, in the unit of the KPI's sum.
    public var regret: Double
    /// The same had the shares of the arms been kept.
    public var regretOfShares: Double
    /// By arm: mean reward as the bandit's data show it, and as it is for all users. What a bandit neglects looks worse than it is.
    public var observed: [Double?]
    public var truth: [Double?]
    /// By arm: the mean with each user weighted by one over the chance to get the arm.
    public var weighted: [Double?]
  }

  /// What the test would have its owner do.
  public struct TestDecision: Sendable, Codable, Equatable {
    /// `ship`, `keep` or `cannot tell`.
    public var verdict: String
    /// The arm to ship; nil: none.
    public var arm: String?
    /// The day of the decision.
    public var day: Int
    /// In a plain sentence with numbers.
    public var sentence: String
    /// Whether the truth agrees; nil: the truth is too close to zero for this run to tell.
    public var isRight: Bool?
  }
}
