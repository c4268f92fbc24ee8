import ScenarioFile
import Simulation

extension World {
  /// Loads and compiles a scenario file, and complains of what is wrong with it.
  ///
  /// - Throws: ``Exit/usage`` after complaining.
  static func load(
    _ file: String, overrides: [String] = [], adjust: (inout Scenario) -> Void = { _ in }
  ) throws -> World {
    do {
      let loaded = try ScenarioFile.load(file, overrides: overrides)
      loaded.warnings.forEach { complain($0.description) }
      var scenario = loaded.scenario
      adjust(&scenario)
      return try World(scenario)
    } catch let error as World.CompilationError {
      complain("\(file): error: \(error)")
    } catch {
      complain("\(error)")
    }
    throw Exit.usage
  }
}
