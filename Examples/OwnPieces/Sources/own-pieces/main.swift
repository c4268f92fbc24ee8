import Experiments
import Foundation
import OwnPieces
import Simulation

// swift run -c release own-pieces [USERS]
let users = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000
let scenario = try NewsApp.scenario(users: users)

var lab = ScenarioRun(scenario)
lab.policy = Patience(arms: [NewsApp.policyArm])

var own = lab
own.behavior = Commuters()

for (title, run) in [("the lab's own people", lab), ("commuters", own)] {
  let result = try await run.result()
  print("\(title):")
  for arm in result.arms where arm.name != result.scenario.baseline {
    let lift = result.lifts.first { $0.arm == arm.name && $0.kpi == "sessions" }?.lift
    let counts = arm.campaigns["news"] ?? [:]
    print(
      "  \(arm.name): sessions \(percent(lift?.estimate)) (\(percent(lift?.low)) to \(percent(lift?.high))), "
        + "\(counts["delivered"] ?? 0) pushes, \(counts["own-policy"] ?? 0) held back, "
        + "\(counts["caused-opt-out"] ?? 0) opt-outs")
  }
}

func percent(_ share: Double?) -> String {
  share.map { String(format: "%+.1f %%", $0 * 100) } ?? "unknown"
}
