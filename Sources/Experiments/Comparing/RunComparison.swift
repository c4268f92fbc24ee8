import LabStatistics

/// Two runs side by side: what the second one changes.
///
/// Each run knows the errors of its own numbers, and not what the two have in common. The errors of the changes are
/// therefore those of unrelated people. For runs with the same people they are too large, as the same draws move both the
/// same way, so that the intervals are on the safe side.
public struct RunComparison: Sendable {
  /// How the people of the two runs are related.
  public enum People: Sendable, Equatable {
    /// The same seed, number, description of the population and table of people: the same people with the same draws.
    case same
    /// The same seed and number; whether the population is described in the same way is not known.
    case perhapsSame
    /// Another seed, another number, or another population.
    case different
  }

  /// A number of both runs.
  public struct Change: Sendable, Equatable {
    public var arm: String
    /// KPI, total or campaign.
    public var name: String
    /// In the number's unit; nil: there was none.
    public var before: Double?
    public var after: Double?
    /// After minus before, with its interval where errors are known.
    public var difference: RunResult.IntervalEstimate
  }

  /// A count of a campaign that is not the same.
  public struct CountChange: Sendable, Equatable {
    public var arm: String
    public var campaign: String
    /// Outcome or count.
    public var outcome: String
    public var before: Int
    public var after: Int
  }

  /// A verdict on an objective that is not the same.
  public struct VerdictChange: Sendable, Equatable {
    public var arm: String
    /// Nil: the objective of the scenario.
    public var program: String?
    public var kpi: String
    public var before: String
    public var after: String
  }

  public let before: RunResult
  public let after: RunResult
  public let people: People
  /// Confidence of all intervals.
  public let confidence: Double

  /// The confidence that can be asked for.
  public static let confidenceRange = 0.5...0.9999

  /// Compares two results.
  ///
  /// - Parameters:
  ///   - before, after: Sealed results.
  ///   - samePopulation: Whether the scenarios describe the same population; nil: it is not known.
  ///   - confidence: Of all intervals, 0.5 to 0.9999.
  public init(before: RunResult, after: RunResult, samePopulation: Bool?, confidence: Double = 0.95) {
    self.before = before
    self.after = after
    self.confidence = confidence
    if before.seed != after.seed || before.users != after.users || before.people != after.people
      || samePopulation == false
    {
      people = .different
    } else {
      people = samePopulation == true ? .same : .perhapsSame
    }
  }

  /// Whether the two results are the same to the last digit.
  public var isSame: Bool { before.digest == after.digest }

  /// Names of the arms of only one run.
  public var armsOnlyBefore: [String] { names(before).filter { !names(after).contains($0) } }
  public var armsOnlyAfter: [String] { names(after).filter { !names(before).contains($0) } }
  /// Names of the KPIs of only one run, or with another unit.
  public var kpisOnlyBefore: [String] { before.kpis.map(\.name).filter { !sharedKPIs.map(\.name).contains($0) } }
  public var kpisOnlyAfter: [String] { after.kpis.map(\.name).filter { !sharedKPIs.map(\.name).contains($0) } }

  private func names(_ run: RunResult) -> [String] { run.arms.map(\.name) }

  /// KPIs that both runs have in the same unit.
  public var sharedKPIs: [RunResult.KPISummary] {
    after.kpis.filter { kpi in
      before.kpis.contains { $0.name == kpi.name && $0.kind == kpi.kind && $0.unit == kpi.unit }
    }
  }

  private var sharedArms: [(before: RunResult.ArmResult, after: RunResult.ArmResult)] {
    after.arms.compactMap { arm in before.arms.first { $0.name == arm.name }.map { ($0, arm) } }
  }

  // MARK: Changes

  /// Values of KPIs, arm by arm.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func values() throws -> [Change] {
    try sharedArms.flatMap { old, new in
      try sharedKPIs.compactMap { kpi -> Change? in
        guard let was = old.kpis[kpi.name], let now = new.kpis[kpi.name] else { return nil }
        return Change(
          arm: new.name, name: kpi.name, before: was.estimate, after: now.estimate,
          difference: try difference(
            (was.estimate, was.standardError), (now.estimate, now.standardError), users: min(old.users, new.users)))
      }
    }
  }

  /// Lifts against the baseline of each run, as fractions, that at least one run has: a baseline of zero has none.
  ///
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func lifts() throws -> [Change] {
    try sharedArms.flatMap { old, new in
      try sharedKPIs.compactMap { kpi -> Change? in
        func lift(_ run: RunResult) -> RunResult.IntervalEstimate? {
          run.lifts.first { $0.arm == new.name && $0.kpi == kpi.name }?.lift
        }
        guard let was = lift(before), let now = lift(after), was.estimate != nil || now.estimate != nil else {
          return nil
        }
        return Change(
          arm: new.name, name: kpi.name, before: was.estimate, after: now.estimate,
          difference: try difference(
            (was.estimate, try was.error(users: old.users)), (now.estimate, try now.error(users: new.users)),
            users: min(old.users, new.users)))
      }
    }
  }

  private typealias Number = (value: Double?, error: Double?)

  private func difference(_ old: Number, _ new: Number, users: Int) throws -> RunResult.IntervalEstimate {
    guard let was = old.value, let now = new.value else { return .init(status: Status.zeroDenominator.rawValue) }
    // The very same number of the same people is no accident.
    if was == now, people == .same, old.error == new.error { return .init(estimate: 0, low: 0, high: 0) }
    guard let error = old.error, let newError = new.error, error + newError > 0, users > 1 else {
      return .init(estimate: now - was, status: Status.zeroVariance.rawValue)
    }
    let comparison = try MeanComparison(
      difference: now - was, standardError: (error * error + newError * newError).squareRoot(),
      degreesOfFreedom: Double(users - 1), alpha: 1 - confidence)
    return .init(
      estimate: comparison.difference, low: comparison.interval?.low, high: comparison.interval?.high,
      status: comparison.status?.rawValue)
  }

  /// Pressure, cost and revenue.
  public var totals: [Change] {
    sharedArms.flatMap { old, new in
      [
        ("pressure.mean", old.pressure.mean, new.pressure.mean),
        ("pressure.p95", Double(old.pressure.p95), Double(new.pressure.p95)), ("cost", old.cost, new.cost),
        ("revenue", old.revenue, new.revenue),
      ].map { name, was, now in
        Change(arm: new.name, name: name, before: was, after: now, difference: .init(estimate: now - was))
      }
    }
  }

  /// Counts of campaigns that are not the same.
  public var counts: [CountChange] {
    sharedArms.flatMap { old, new in
      Set(old.campaigns.keys).union(new.campaigns.keys).sorted().flatMap { campaign -> [CountChange] in
        let (was, now) = (old.campaigns[campaign] ?? [:], new.campaigns[campaign] ?? [:])
        return Set(was.keys).union(now.keys).sorted().compactMap { outcome in
          let (a, b) = (was[outcome] ?? 0, now[outcome] ?? 0)
          return a == b
            ? nil : CountChange(arm: new.name, campaign: campaign, outcome: outcome, before: a, after: b)
        }
      }
    }
  }

  /// Verdicts that are not the same, of objectives that both runs have.
  public var verdicts: [VerdictChange] {
    after.objectives.compactMap { new in
      let old = before.objectives.first { $0.arm == new.arm && $0.program == new.program && $0.kpi == new.kpi }
      guard let old, old.verdict != new.verdict else { return nil }
      return VerdictChange(
        arm: new.arm, program: new.program, kpi: new.kpi, before: old.verdict, after: new.verdict)
    }
  }

  /// Warnings of only one run.
  public var warningsGone: [RunResult.Warning] { before.warnings.filter { !after.warnings.contains($0) } }
  public var warningsNew: [RunResult.Warning] { after.warnings.filter { !before.warnings.contains($0) } }
}
