import ArgumentParser
import Experiments
import Simulation

/// What varies, and how points are chosen.
struct SweepSpaceArguments: ParsableArguments {
  @Option(
    name: .customLong("vary"), parsing: .singleValue,
    help: ArgumentHelp(
      "A value that varies: `a,b,c`, `a..b` or `a..b step s`; may be repeated (default: the scenario's `sweep:`).",
      valueName: "path=values"))
  var vary: [String] = []

  @Option(help: "How points are chosen: grid, latin or sobol (default: the scenario's, grid).")
  var design: SweepDefinition.Design?

  @Option(
    help: ArgumentHelp(
      """
      Points of latin and sobol (default: the scenario's, 64); with --sensitivity, trajectories of morris (20) and points \
      per sample of sobol (64).
      """))
  var points: Int?

  @Option(help: "How often every point is played, each time to other people (default: the scenario's, 1).")
  var replications: Int?

  func validate() throws {
    if let points, !(1...SweepDefinition.mostPoints).contains(points) {
      throw ValidationError("--points must be from 1 to \(SweepDefinition.mostPoints).")
    }
    if let replications, !(1...SweepDefinition.mostReplications).contains(replications) {
      throw ValidationError("--replications must be from 1 to \(SweepDefinition.mostReplications).")
    }
  }

  /// The plan that the command line asks for, or else the scenario.
  func plan(of scenario: Scenario, question: SweepQuestionArguments, usersAreGiven: Bool) throws -> SweepPlan {
    let parameters = vary.isEmpty ? scenario.sweep?.vary ?? [] : try vary.map { try VaryingParameter($0) }
    if usersAreGiven, parameters.contains(where: { $0.path.hasPrefix("population.size") }) {
      throw Refusal("--users and a varying population.size contradict each other; leave one of them out")
    }
    return try SweepPlan(parameters, design: design(of: scenario, question), seed: scenario.seed)
  }

  func replications(of scenario: Scenario) -> Int {
    replications ?? (vary.isEmpty ? scenario.sweep?.replications : nil) ?? 1
  }

  private func design(of scenario: Scenario, _ question: SweepQuestionArguments) -> SweepPlan.Design {
    switch question.sensitivity {
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

  /// Why arguments do not go together.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}

extension SweepDefinition.Design: ExpressibleByArgument {}
