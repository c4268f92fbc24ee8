import Experiments

/// A difference between two scenarios, for the report.
public struct ScenarioChange: Sendable, Equatable {
  /// Keys from the root, or what differs in words.
  public var path: String
  /// Nil: the default.
  public var before: String?
  public var after: String?

  /// Makes a difference.
  public init(path: String, before: String?, after: String?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

/// The report of `engagelab compare`: what differs in the scenarios, then in what they found.
public struct RunComparisonReport: Sendable {
  let names: (before: String, after: String)
  package let comparison: RunComparison
  package let scenario: [ScenarioChange]
  /// What must be said about the comparison of the scenarios.
  let remarks: [String]
  package let values: [RunComparison.Change]
  package let lifts: [RunComparison.Change]

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - names: What the two runs are called, usually their paths.
  ///   - scenario: What differs in the scenarios; nil: their texts are not there, and what results tell of them is compared.
  ///   - remarks: What must be said about that.
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public init(
    names: (before: String, after: String), comparison: RunComparison, scenario: [ScenarioChange]?, remarks: [String]
  ) throws {
    self.names = names
    self.comparison = comparison
    self.scenario = scenario ?? Self.known(comparison.before, comparison.after)
    self.remarks = remarks
    values = try comparison.values()
    lifts = try comparison.lifts()
  }

  /// What two results tell of their scenarios.
  private static func known(_ before: RunResult, _ after: RunResult) -> [ScenarioChange] {
    func facts(_ run: RunResult) -> [(String, String)] {
      let scenario = run.scenario
      return [
        ("scenario", scenario.name), ("start", scenario.start), ("warm_up", "\(scenario.warmUpDays) days"),
        ("horizon", "\(scenario.horizonDays) days"), ("currency", scenario.currency), ("seed", "\(run.seed)"),
        ("users", "\(run.users)"), ("comparison.baseline", scenario.baseline),
      ] + run.arms.map { ("comparison.arms.\($0.name)", "[\($0.programs.joined(separator: ", "))]") }
        + run.programs.map { ("programs.\($0.name).campaigns", "[\($0.campaigns.joined(separator: ", "))]") }
        + run.campaigns.flatMap { campaign in
          [
            ("campaigns.\(campaign.name).who", campaign.audience),
            ("campaigns.\(campaign.name).what", campaign.content),
            ("campaigns.\(campaign.name).when", campaign.when),
          ]
        } + run.kpis.map { ("kpis.\($0.name)", $0.unit) }
    }
    let (old, new) = (facts(before), facts(after))
    let paths = old.map(\.0) + new.map(\.0).filter { path in !old.contains { $0.0 == path } }
    return paths.compactMap { path in
      let (a, b) = (old.first { $0.0 == path }?.1, new.first { $0.0 == path }?.1)
      return a == b ? nil : ScenarioChange(path: path, before: a, after: b)
    }
  }

  /// What the two runs have in common, and what that means for the intervals.
  var peopleSentence: String {
    let (a, b) = (comparison.before, comparison.after)
    switch comparison.people {
    case .same:
      return
        "Both runs play the same people with the same random draws (seed \(a.seed), \(ReportNumbers.plain.count(a.users)) "
        + "users). What the two have in common is not in results.json: intervals are those of unrelated people, wider "
        + "than they need be. For exact pairs make both versions arms of one scenario."
    case .perhapsSame:
      return
        "Both runs have the seed \(a.seed) and \(ReportNumbers.plain.count(a.users)) users; whether they are the same "
        + "people is not known, as the text of a scenario is missing. Intervals are those of unrelated people."
    case .different:
      return
        "The runs have different people (seed \(a.seed) and \(b.seed), \(ReportNumbers.plain.count(a.users)) and "
        + "\(ReportNumbers.plain.count(b.users)) users): intervals are those of two unrelated groups."
    }
  }

  /// What is only in one of the two, in sentences.
  var oneSided: [String] {
    func sentence(_ things: [String], _ what: String, _ run: String) -> String? {
      things.isEmpty ? nil : "Only \(run) has the \(what) \(Words.list(things))."
    }
    return [
      sentence(comparison.armsOnlyBefore, "arms", names.before),
      sentence(comparison.armsOnlyAfter, "arms", names.after),
      sentence(comparison.kpisOnlyBefore, "KPIs", names.before),
      sentence(comparison.kpisOnlyAfter, "KPIs", names.after),
    ].compactMap { $0 }
  }
}
