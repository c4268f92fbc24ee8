import ArgumentParser
import Experiments

/// What is asked of the points of a sweep.
struct SweepQuestionArguments: ParsableArguments {
  @Option(help: "Say which of the varying values matter: morris, sobol or tornado.")
  var sensitivity: SweepOptions.Sensitivity?

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

  /// What is asked.
  func options(_ space: SweepSpaceArguments) -> SweepOptions {
    var options = SweepOptions()
    (options.vary, options.design) = (space.vary, space.design)
    (options.points, options.replications) = (space.points, space.replications)
    (options.sensitivity, options.searches, options.measure, options.arm) = (sensitivity, search, of, arm)
    (options.constraints, options.minimizes, options.indifference) = (subjectTo, minimize, indifference)
    (options.confidence, options.firstStage, options.mostReplications) = (confidence, firstStage, mostReplications)
    return options
  }
}

extension SweepOptions.Sensitivity: ExpressibleByArgument {}
