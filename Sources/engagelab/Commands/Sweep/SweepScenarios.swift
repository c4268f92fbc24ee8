import Experiments
import ScenarioFile
import Simulation

/// The scenarios of the points of a sweep.
struct SweepScenarios: Sendable {
  var loaded: ScenarioFile.Loaded
  /// What problems call the scenario.
  var name: String
  var population: PopulationArguments

  /// The text that was read, with the overrides of the command line and then those of a point.
  func scenario(_ overrides: [String]) throws(ScenarioFileError) -> Scenario {
    let read = try ScenarioFile.parse(loaded.source, name: name, overrides: loaded.overrides + overrides)
    return population.applied(to: read.scenario)
  }
}
