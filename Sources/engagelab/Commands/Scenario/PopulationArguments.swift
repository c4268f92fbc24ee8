import ArgumentParser
import Simulation

/// Who is played: how many users, and with which draws.
struct PopulationArguments: ParsableArguments {
  @Option(help: "Users of the installed base; new users are scaled with them.")
  var users: Int?

  @Option(help: "Seed of all random draws, which also splits users between variants and holdouts.")
  var seed: UInt64?

  func validate() throws {
    if let users, !(1...100_000_000).contains(users) {
      throw ValidationError("--users must be from 1 to 100,000,000.")
    }
  }

  /// The scenario with these users and draws.
  func applied(to original: Scenario) -> Scenario {
    var scenario = original
    if let seed { scenario.seed = seed }
    if let users { scenario.population = scenario.population.scaled(to: users) }
    return scenario
  }
}
