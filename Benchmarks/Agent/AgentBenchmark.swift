import ArgumentParser
import Foundation
import Simulation

/// Measures the engine on work that other programs do as well, and on an app whose sessions are walked.
@main
struct AgentBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent-benchmark", abstract: "Plays the arms of the agent model, or 'app', and prints one JSON line each.")

  @Argument(help: "Arms: \(AgentModel.arms.joined(separator: ", ")), or app. Default: those that are timed.")
  var arms: [String] = AgentModel.timed
  @Option(help: "Users.")
  var users = 200_000
  @Option(help: "Threads.")
  var threads = 1
  @Option(help: "Repeats; the times are of the fastest.")
  var repeats = 3
  @Option(help: "Seed of the run.")
  var seed: UInt64 = 1

  func validate() throws {
    for arm in arms where arm != "app" && !AgentModel.arms.contains(arm) {
      throw ValidationError("there is no arm '\(arm)'")
    }
  }

  func run() async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for arm in arms {
      let scenario =
        arm == "app"
        ? AppScenario.scenario(users: users, seed: seed) : AgentModel.scenario(arm, users: users, seed: seed)
      let world = try World(scenario)
      var seconds = Double.infinity
      var cpuSeconds = Double.infinity
      var sums: [ArmSums] = []
      for _ in 0..<max(1, repeats) {
        let watch = Stopwatch()
        sums = try await Simulator(world, threads: threads).run()
        cpuSeconds = min(cpuSeconds, watch.cpuSeconds)
        seconds = min(seconds, watch.seconds)
      }
      let line = Measurement(
        arm: arm, users: users, threads: threads, seconds: seconds, cpuSeconds: cpuSeconds,
        userDays: arm == "app" ? sums.reduce(0) { $0 + $1.userDays } : users * 90, digest: Digest(sums).description,
        summary: arm == "app" ? nil : AgentSummary(sums[0], hasCampaign: !scenario.campaigns.isEmpty))
      print(String(decoding: try encoder.encode(line), as: UTF8.self))
    }
  }
}

/// One line of the output.
struct Measurement: Encodable {
  let arm: String
  let users: Int
  let threads: Int
  /// Wall time and processor time of the fastest repeat.
  let seconds: Double
  let cpuSeconds: Double
  /// Users times days for the agent model; for `app` the days that were lived in all arms.
  let userDays: Int
  let digest: String
  let summary: AgentSummary?
}
