import ArgumentParser
import Foundation
import ScenarioFile
import Simulation

/// Measures the engine on the work that the programs in `Benchmarks/Peers` do too, or on scenario files.
@main
struct AgentBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent-benchmark",
    abstract: "Play arms of the agent model or scenario files, and print one line of JSON for each.")

  @Argument(help: "Arms (\(AgentModel.arms.joined(separator: ", "))) or scenario files.")
  var work: [String] = AgentModel.timed
  @Option(help: "Users at the start; new users of a scenario are scaled with them.")
  var users = 200_000
  @Option(help: "Threads.")
  var threads = 1
  @Option(help: "Repeats; the times are of the fastest.")
  var repeats = 1
  @Option(help: "Seed of the run.")
  var seed: UInt64 = 1

  func validate() throws {
    for name in work where !AgentModel.arms.contains(name) && !name.hasSuffix(".yaml") {
      throw ValidationError("'\(name)' is neither an arm nor a scenario file.")
    }
    if users < 1 || threads < 1 || repeats < 1 { throw ValidationError("Numbers must be at least 1.") }
  }

  func run() async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.keyEncodingStrategy = .convertToSnakeCase
    for name in work {
      let measurement = try await measure(name)
      print(String(decoding: try encoder.encode(measurement), as: UTF8.self))
    }
  }

  private func measure(_ name: String) async throws -> Measurement {
    let isArm = AgentModel.arms.contains(name)
    var scenario = isArm ? AgentModel.scenario(name, users: users) : try ScenarioFile.load(name).scenario
    scenario.seed = seed
    scenario.population = scenario.population.scaled(to: users)
    let world = try World(scenario)
    var seconds = Double.infinity
    var cpuSeconds = Double.infinity
    var sums: [ArmSums] = []
    for _ in 0..<repeats {
      let watch = Stopwatch()
      sums = try await Simulator(world, threads: threads).run()
      cpuSeconds = min(cpuSeconds, watch.cpuSeconds)
      seconds = min(seconds, watch.seconds)
    }
    return Measurement(
      name: name, users: users, threads: threads, seconds: seconds, cpuSeconds: cpuSeconds,
      userDays: isArm ? users * AgentModel.days : sums.reduce(0) { $0 + $1.userDays },
      digest: Digest(sums).description,
      summary: isArm ? AgentSummary(sums[0], sends: !scenario.campaigns.isEmpty) : nil)
  }
}
