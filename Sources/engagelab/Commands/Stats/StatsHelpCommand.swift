import ArgumentParser
import LabStatistics

/// `engagelab stats help METHOD`: what a calculator takes.
struct StatsHelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show the inputs, an example and the source of a calculator.")

  @Argument(help: "Calculator.")
  var method: String?

  func run() throws {
    guard let method else {
      print(StatsCommand.helpMessage())
      return
    }
    print(MethodHelp.text(try findMethod(method)))
  }
}

/// The calculator of this name.
///
/// - Throws: The exit code of bad usage, after a complaint that names the nearest calculators.
func findMethod(_ name: String) throws -> MethodDescription {
  do {
    return try MethodRegistry.standard.method(name)
  } catch {
    complain("engagelab: error: \(error); `engagelab stats list` shows all")
    throw Exit.usage
  }
}
