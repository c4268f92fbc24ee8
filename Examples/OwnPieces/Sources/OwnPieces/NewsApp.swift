import Foundation
import ScenarioFile
import Simulation

/// The scenario of this package, in `Scenarios/news.yaml`.
public enum NewsApp {
  /// The arm in which a policy has the last word; it plays the same program as `always`.
  public static let policyArm = "patient"

  /// Reads the scenario.
  ///
  /// - Parameter users: Users of the installed base; new users are scaled with them.
  /// - Throws: What is wrong with the file, with line and column.
  public static func scenario(users: Int) throws -> Scenario {
    let file = Bundle.module.bundleURL.appendingPathComponent("Scenarios/news.yaml")
    var scenario = try ScenarioFile.load(file.path).scenario
    scenario.population = scenario.population.scaled(to: users)
    return scenario
  }
}
