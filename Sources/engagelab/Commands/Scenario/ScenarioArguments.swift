import ArgumentParser
import ScenarioFile
import Simulation

/// The scenario of a command: its file, and values that are replaced in it.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the scenario; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  /// Loads the scenario, and complains of what is wrong with it.
  ///
  /// - Parameter isTold: Which warnings are of interest to the command.
  /// - Throws: ``Exit/usage`` after complaining.
  func load(warnings isTold: (Problem) -> Bool = { _ in true }) throws -> ScenarioFile.Loaded {
    do {
      let loaded = try ScenarioFile.load(file, overrides: overrides)
      for warning in loaded.warnings where isTold(warning) { complain(warning.description) }
      return loaded
    } catch {
      complain(error.description)
      throw Exit.usage
    }
  }

  /// Loads and compiles the scenario.
  ///
  /// - Throws: ``Exit/usage`` after complaining.
  func world(_ adjusted: (Scenario) -> Scenario) throws -> World {
    let scenario = adjusted(try load().scenario)
    do {
      return try World(scenario)
    } catch {
      throw refusal(error)
    }
  }

  /// Complains that something of the scenario cannot be; to be thrown.
  func refusal(_ problem: some CustomStringConvertible) -> ExitCode {
    complain("\(file): error: \(problem)")
    return Exit.usage
  }

  /// The position of an arm; the last one when none is named.
  ///
  /// - Throws: ``Exit/usage`` after complaining.
  func arm(_ name: String?, of scenario: Scenario) throws -> Int {
    let names = scenario.comparison.arms.map(\.name)
    guard let name = name ?? names.last, let index = names.firstIndex(of: name) else {
      throw refusal("no arm is called `\(name ?? "")`; the arms are \(names.joined(separator: ", "))")
    }
    return index
  }
}
