import ArgumentParser
import Experiments
import LabStatistics
import Simulation

/// What is asked of the points of a sweep.
struct SweepQuestionArguments: ParsableArguments {
  /// How it is found out what matters.
  enum Sensitivity: String, Sendable, ExpressibleByArgument, CaseIterable {
    case morris
    case sobol
    case tornado
  }

  @Option(help: "Say which of the varying values matter: morris, sobol or tornado.")
  var sensitivity: Sensitivity?

  @Flag(help: "Find the best point, with a stated probability to be right.")
  var search = false

  @Option(
    help: ArgumentHelp(
      "What is looked at, e.g. `lift(retention_7)`, `difference(opt_outs)`, `ad_revenue`, `cost` (default: the objective's).",
      valueName: "measure"))
  var of: String?

  @Option(help: "The arm that is looked at (default: the last one).")
  var arm: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "What a point must fulfil, e.g. `pressure.p95 <= 5`; may be repeated.", valueName: "constraint"))
  var subjectTo: [String] = []

  @Flag(help: "Search for the smallest (default: what the KPI says is better).")
  var minimize = false

  @Option(help: ArgumentHelp("Smallest lead worth finding (default for a lift: 1%).", valueName: "number"))
  var indifference: String?

  @Option(help: "Probability of the right choice (default: 95%).")
  var confidence = "95%"

  @Option(help: ArgumentHelp("Populations before the first decision.", valueName: "populations"))
  var firstStage = 10

  @Option(help: ArgumentHelp("Populations after which the search gives up.", valueName: "populations"))
  var mostReplications = 200

  /// Checks that the arguments go together.
  func check(_ space: SweepSpaceArguments) throws {
    if search, sensitivity != nil { throw ValidationError("Give either --search or --sensitivity.") }
    if sensitivity != nil, space.design != nil {
      throw ValidationError("--sensitivity has a design of its own; leave --design out.")
    }
    if search, space.replications != nil {
      throw ValidationError("--search chooses the replications itself; see --first-stage and --most-replications.")
    }
    if !search {
      if !subjectTo.isEmpty { throw ValidationError("--subject-to needs --search.") }
      if indifference != nil { throw ValidationError("--indifference needs --search.") }
      if minimize { throw ValidationError("--minimize needs --search.") }
    }
    guard (2...1000).contains(firstStage) else { throw ValidationError("--first-stage must be from 2 to 1000.") }
    guard (2...SweepDefinition.mostReplications).contains(mostReplications) else {
      throw ValidationError("--most-replications must be from 2 to \(SweepDefinition.mostReplications).")
    }
  }

  /// What is looked at.
  func measure(in scenario: Scenario) throws -> SweepMeasure? {
    if let of { return try SweepMeasure(of, arm: arm, in: scenario) }
    return try SweepMeasure(of: scenario, arm: arm)
  }

  /// The search, if one is asked for.
  func search(_ plan: SweepPlan, measure: SweepMeasure?, in scenario: Scenario) throws -> SweepSearch? {
    guard search else { return nil }
    guard let measure else {
      throw SweepSpaceArguments.Refusal("the scenario has no KPI to search for; add `kpis`, or give --of")
    }
    return try SweepSearch(
      plan, measure: measure, wantsMore: minimize ? false : measure.isHigherBetter ?? true,
      constraints: subjectTo.map { try SweepConstraint($0, arm: measure.arm, in: scenario) },
      zone: IndifferenceZone(confidence: share(confidence, "--confidence"), indifference: lead(of: measure)),
      firstStage: firstStage, mostReplications: mostReplications)
  }

  private func lead(of measure: SweepMeasure) throws -> Double {
    if let indifference { return try share(indifference, "--indifference") }
    guard measure.kind == .lift else {
      throw SweepSpaceArguments.Refusal(
        "say with --indifference which lead in \(measure) is worth finding, in its unit")
    }
    return 0.01
  }

  /// A number, or a percentage.
  private func share(_ text: String, _ name: String) throws -> Double {
    guard let number = ParameterNumber(text), !number.isTime, ["", "%"].contains(number.unit) else {
      throw SweepSpaceArguments.Refusal("`\(text)` is no number for \(name); write e.g. 0.02 or 2%")
    }
    return number.unit == "%" ? number.value / 100 : number.value
  }
}
