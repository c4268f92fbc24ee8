import LabStatistics
import Primitives
import Simulation

/// What a sweep is asked for, in the words of its options, with their defaults.
///
/// ```swift
/// var options = SweepOptions()
/// options.vary = ["limits.push.at_most=1,2,3,5"]
/// try options.check()
/// let task = try options.task(for: scenario, usersAreGiven: false)
/// ```
public struct SweepOptions: Sendable {
  /// How it is found out what matters.
  public enum Sensitivity: String, Sendable, CaseIterable {
    case morris
    case sobol
    case tornado
  }

  /// Values that vary; empty: those of the scenario.
  public var vary: [String] = []
  /// How points are chosen; nil: as the scenario says, or a grid.
  public var design: SweepDefinition.Design?
  /// Points, trajectories or points per sample, as the design counts them.
  public var points: Int?
  /// How often every point is played; nil: as the scenario says, or once.
  public var replications: Int?
  public var sensitivity: Sensitivity?
  /// Whether the best point is wanted.
  public var searches = false
  /// What is looked at; nil: what the scenario is about.
  public var measure: String?
  /// The arm that is looked at; nil: the last one.
  public var arm: String?
  /// What a point must fulfil.
  public var constraints: [String] = []
  public var minimizes = false
  /// Smallest lead worth finding.
  public var indifference: String?
  /// Probability of the right choice.
  public var confidence = "95%"
  /// Populations before the first decision.
  public var firstStage = 10
  /// Populations after which the search gives up.
  public var mostReplications = 200

  public init() {}

  /// Refuses options that cannot be, alone or together.
  ///
  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    if let points, !(1...SweepDefinition.mostPoints).contains(points) {
      throw OptionError("--points must be from 1 to \(SweepDefinition.mostPoints).")
    }
    if let replications, !(1...SweepDefinition.mostReplications).contains(replications) {
      throw OptionError("--replications must be from 1 to \(SweepDefinition.mostReplications).")
    }
    if searches, sensitivity != nil { throw OptionError("Give either --search or --sensitivity.") }
    if sensitivity != nil, design != nil {
      throw OptionError("--sensitivity has a design of its own; leave --design out.")
    }
    if searches, replications != nil {
      throw OptionError("--search chooses the replications itself; see --first-stage and --most-replications.")
    }
    if !searches {
      if !constraints.isEmpty { throw OptionError("--subject-to needs --search.") }
      if indifference != nil { throw OptionError("--indifference needs --search.") }
      if minimizes { throw OptionError("--minimize needs --search.") }
    }
    guard (2...1000).contains(firstStage) else { throw OptionError("--first-stage must be from 2 to 1000.") }
    guard (2...SweepDefinition.mostReplications).contains(mostReplications) else {
      throw OptionError("--most-replications must be from 2 to \(SweepDefinition.mostReplications).")
    }
  }

  /// What is to be played for a scenario.
  ///
  /// - Parameter usersAreGiven: Whether the number of users was set beside the scenario.
  /// - Throws: `OptionError`, ``SweepPlanError``, ``SweepMeasureError``, `SweepTextError` or `StatisticsError`.
  public func task(for scenario: Scenario, usersAreGiven: Bool) throws -> SweepTask {
    let plan = try plan(of: scenario, usersAreGiven: usersAreGiven)
    let measure = try measured(in: scenario)
    return SweepTask(
      plan: plan, scenario: scenario, measure: measure, search: try search(plan, measure: measure, in: scenario),
      replications: replications ?? (vary.isEmpty ? scenario.sweep?.replications : nil) ?? 1,
      isAnalyzed: sensitivity != nil)
  }

  private func plan(of scenario: Scenario, usersAreGiven: Bool) throws -> SweepPlan {
    let parameters = vary.isEmpty ? scenario.sweep?.vary ?? [] : try vary.map { try VaryingParameter($0) }
    if usersAreGiven, parameters.contains(where: { $0.path.hasPrefix("population.size") }) {
      throw OptionError("--users and a varying population.size contradict each other; leave one of them out")
    }
    return try SweepPlan(parameters, design: design(of: scenario), seed: scenario.seed)
  }

  private func design(of scenario: Scenario) -> SweepPlan.Design {
    switch sensitivity {
    case .morris: return .morris(trajectories: points ?? 20)
    case .sobol: return .indices(points: points ?? SweepDefinition.defaultPoints)
    case .tornado: return .tornado
    case nil: break
    }
    let stated = vary.isEmpty ? scenario.sweep : nil
    let points = points ?? stated?.points ?? SweepDefinition.defaultPoints
    return switch design ?? stated?.design ?? .grid {
    case .grid: .grid
    case .latin: .latin(points: points)
    case .sobol: .sobol(points: points)
    }
  }

  private func measured(in scenario: Scenario) throws -> SweepMeasure? {
    if let measure { return try SweepMeasure(measure, arm: arm, in: scenario) }
    return try SweepMeasure(of: scenario, arm: arm)
  }

  private func search(_ plan: SweepPlan, measure: SweepMeasure?, in scenario: Scenario) throws -> SweepSearch? {
    guard searches else { return nil }
    guard let measure else {
      throw OptionError("the scenario has no KPI to search for; add `kpis`, or give --of")
    }
    return try SweepSearch(
      plan, measure: measure, wantsMore: minimizes ? false : measure.isHigherBetter ?? true,
      constraints: constraints.map { try SweepConstraint($0, arm: measure.arm, in: scenario) },
      zone: IndifferenceZone(confidence: share(confidence, "--confidence"), indifference: lead(of: measure)),
      firstStage: firstStage, mostReplications: mostReplications)
  }

  private func lead(of measure: SweepMeasure) throws -> Double {
    if let indifference { return try share(indifference, "--indifference") }
    guard measure.kind == .lift else {
      throw OptionError("say with --indifference which lead in \(measure) is worth finding, in its unit")
    }
    return 0.01
  }

  /// A number, or a percentage.
  private func share(_ text: String, _ name: String) throws -> Double {
    guard let number = ParameterNumber(text), !number.isTime, ["", "%"].contains(number.unit) else {
      throw OptionError("`\(text)` is no number for \(name); write e.g. 0.02 or 2%")
    }
    return number.unit == "%" ? number.value / 100 : number.value
  }
}
