import ArgumentParser
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
}

extension SweepDefinition.Design: ExpressibleByArgument {}
