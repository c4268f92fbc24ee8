import EngagementCore
import Foundation
import Primitives
import Simulation

/// Processor time that this process has used, seconds.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

@main
enum Main {
  static func main() async throws {
    let users = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 200_000 : 200_000
    let threads = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 1 : 1
    let chosen = CommandLine.arguments.count > 3 ? [CommandLine.arguments[3]] : AgentModel.arms
    for arm in chosen {
      let world = try World(AgentModel.scenario(arm, users: users))
      let clock = ContinuousClock()
      var best = Double.infinity
      var bestCPU = Double.infinity
      var sums: ArmSums?
      for _ in 0..<2 {
        let start = clock.now
        let cpuStart = cpuSeconds()
        sums = try await Simulator(world, threads: threads).run().first
        best = min(best, (clock.now - start) / .seconds(1))
        bestCPU = min(bestCPU, cpuSeconds() - cpuStart)
      }
      guard let sums else { continue }
      let n = Double(sums.users)
      let ages = [1, 7, 14, 30, 60, 90].map { String(format: "%.5f", Double(sums.retentionActive[$0]) / n) }
      let moments = (0..<4).map { sums.moments[$0] }
      let sent = world.scenario.campaigns.isEmpty ? 0 : sums.count(.delivered, campaign: 0)
      let opened = world.scenario.campaigns.isEmpty ? 0 : sums.count(.opened, campaign: 0)
      let out = world.scenario.campaigns.isEmpty ? 0 : sums.count(.causedOptOut, campaign: 0)
      let un = world.scenario.campaigns.isEmpty ? 0 : sums.count(.causedUninstall, campaign: 0)
      let optin = Double(moments[3].sums[1])
      print(
        arm, String(format: "%.3f s cpu %.3f %.1f Mud/s", best, bestCPU, n * 90 / best / 1e6),
        ages.joined(separator: " "),
        String(
          format: "sess %.4f conv %.4f rev %.4f sent/opt %.3f open %.4f optout %.4f un %.4f", moments[0].mean(0) - 1,
          moments[1].mean(0), moments[2].mean(0) / 1e6, Double(sent) / optin, Double(opened) / Double(max(sent, 1)),
          Double(out) / optin, Double(un) / optin))
    }
  }
}
