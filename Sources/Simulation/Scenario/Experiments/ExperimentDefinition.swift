/// A randomised test inside the simulated world: users are split between arms of the comparison, as a real test would.
///
/// ```swift
/// var test = ExperimentDefinition(name: "digest", arms: [.init("none", 0.5), .init("weekly", 0.5)], metrics: ["sessions"])
/// test.looks = [14, 28]
/// ```
public struct ExperimentDefinition: Sendable, Equatable {
  /// Unique name, an identifier; a part of what decides who gets which arm.
  public var name: String
  /// For the reader.
  public var title = ""
  /// What is expected and why, written down before the test.
  public var hypothesis = ""
  /// Arms of the comparison with the share of the test's users that each gets.
  public var arms: [Arm]
  /// The arm that the others are compared with; nil: the baseline of the comparison if it is one of them, else the first.
  public var control: String?
  /// Expression that must hold when a user comes into the population.
  public var audience = "everyone"
  /// Share of the audience that takes part; nil: what the other tests of the layer leave, shared evenly.
  public var share: Double?
  /// Tests of the same layer never share a user; nil: a layer of its own.
  public var layer: String?
  /// KPIs that decide, the first one above all.
  public var metrics: [String]
  /// KPIs that must not get worse, or not by more than a tolerance.
  public var guardrails: [Guardrail] = []
  /// Days of the horizon at whose end the test is read: rising; empty: its last day only.
  public var looks: [Int] = []
  /// When the test may end.
  public var rule = Rule.fixed
  /// Level of the test, two-sided.
  public var alpha = 0.05
  /// The smallest lift of the first metric that is worth knowing; nil: not said.
  public var minimumLift: Double?
  /// How several metrics and arms are corrected for.
  public var correction = Correction.holm
  /// Within what the users are compared.
  public var strata = Strata.none
  /// Whether what users did before the start is taken out of the comparison (CUPED).
  public var isAdjusted = true
  /// Users are given to arms by what is known, day by day; nil: by the shares of the arms throughout.
  public var bandit: Bandit?
  /// What goes wrong on purpose.
  public var faults = Faults()

  public init(name: String, arms: [Arm], metrics: [String]) {
    self.name = name
    self.arms = arms
    self.metrics = metrics
  }

  /// An arm of the test.
  public struct Arm: Sendable, Equatable {
    /// Name of an arm of the comparison.
    public var name: String
    public var share: Double
    public init(_ name: String, _ share: Double) {
      self.name = name
      self.share = share
    }
  }

  /// A KPI that must not get worse.
  public struct Guardrail: Sendable, Equatable {
    /// Name of a KPI.
    public var kpi: String
    /// How much worse is borne: of shares a difference, of other KPIs relative to the control.
    public var tolerance: Double
    public init(_ kpi: String, tolerance: Double = 0) {
      self.kpi = kpi
      self.tolerance = tolerance
    }
  }

  /// When a test may end.
  public enum Rule: String, Sendable, CaseIterable {
    /// At its last look, whatever the others show.
    case fixed
    /// At the first look with p below the level: what many do and nobody should.
    case peeking
    /// At a look beyond the boundary of O'Brien and Fleming.
    case obrienFleming = "obrien-fleming"
    /// At a look beyond the boundary of Pocock.
    case pocock
    /// At a look whose always-valid interval leaves zero out.
    case alwaysValid = "always-valid"
    /// At a look at which the chance that the arm is worse is small.
    case bayes
  }

  /// How several comparisons are corrected for.
  public enum Correction: String, Sendable, CaseIterable {
    case none, bonferroni, holm
    case benjaminiHochberg = "benjamini-hochberg"
  }

  /// Users who are compared with one another.
  public enum Strata: String, Sendable, CaseIterable {
    case none, platform, language
    /// Users of the installed base, and those who came later.
    case entry
  }

  /// Allocation by what is known.
  public struct Bandit: Sendable, Equatable {
    public var policy = Policy.thompson
    /// Least share of each arm.
    public var floor = 0.05
    /// Days after a user's assignment in which the reward, the first metric, counts.
    public var rewardDays: Int
    public init(rewardDays: Int) { self.rewardDays = rewardDays }

    /// How arms are given.
    public enum Policy: String, Sendable, CaseIterable {
      case thompson
      /// The best of a draw, or half of the time the second best.
      case topTwo = "top-two"
      /// By the shares throughout, to compare with.
      case equal
    }
  }

  /// Faults of a test.
  public struct Faults: Sendable, Equatable {
    /// Share of the control's users who live in the first other arm without anybody knowing.
    public var contamination = 0.0
    /// Users who are missing from the analysis.
    public var lost: Loss?
    public init() {}

    /// Users of an arm who get lost.
    public struct Loss: Sendable, Equatable {
      public var arm: String
      public var share: Double
      public var who = Who.anybody
      public init(arm: String, share: Double) {
        self.arm = arm
        self.share = share
      }

      /// Who gets lost.
      public enum Who: String, Sendable, CaseIterable {
        case anybody
        /// Users whom a message reached.
        case exposed
        /// Users whom none reached.
        case unexposed
      }
    }
  }

  /// Most looks of a test.
  public static let mostLooks = 1000
}

extension Scenario {
  /// The arm that the others of a test are compared with.
  public func control(of test: ExperimentDefinition) -> String {
    if let control = test.control { return control }
    let names = test.arms.map(\.name)
    return names.contains(comparison.baseline) ? comparison.baseline : names.first ?? comparison.baseline
  }

  /// The days at whose end a test is read.
  public func looks(of test: ExperimentDefinition) -> [Int] { test.looks.isEmpty ? [horizonDays] : test.looks }

  /// Tests that never share a user, by the order of the first of each.
  public var experimentLayers: [[ExperimentDefinition]] {
    var layers: [(name: String?, tests: [ExperimentDefinition])] = []
    for test in experiments {
      if let layer = test.layer, let index = layers.firstIndex(where: { $0.name == layer }) {
        layers[index].tests.append(test)
      } else {
        layers.append((test.layer, [test]))
      }
    }
    return layers.map(\.tests)
  }

  /// Share of its audience that each test of a layer takes.
  public static func shares(of layer: [ExperimentDefinition]) -> [Double] {
    let given = layer.compactMap(\.share).reduce(0, +)
    let open = layer.filter { $0.share == nil }.count
    return layer.map { $0.share ?? max(0, 1 - given) / Double(open) }
  }

  /// The arm of the comparison that a user lives in who is in several tests at once; nil: the comparison lacks it.
  ///
  /// From the programs of the tests' common control, what each test's arm adds and takes away.
  public func joined(_ places: [(test: ExperimentDefinition, arm: String)]) -> Int? {
    guard let first = places.first else { return comparison.arms.firstIndex { $0.name == comparison.baseline } }
    func programs(_ name: String) -> Set<String> {
      Set(comparison.arms.first { $0.name == name }?.programs ?? [])
    }
    if places.count == 1 { return comparison.arms.firstIndex { $0.name == first.arm } }
    var result = programs(control(of: first.test))
    for place in places {
      let (own, base) = (programs(place.arm), programs(control(of: place.test)))
      result.formUnion(own.subtracting(base))
    }
    for place in places {
      let (own, base) = (programs(place.arm), programs(control(of: place.test)))
      result.subtract(base.subtracting(own))
    }
    return comparison.arms.firstIndex { Set($0.programs) == result }
  }
}
