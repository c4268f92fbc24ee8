import Behavior
import EngagementCore

extension ScenarioValidator {
  /// A session must end, and what no session can reach is probably a mistake.
  mutating func checkPaths() {
    let activities = scenario.app.activities
    let names = Set(activities.map(\.name))
    // With a misspelt step or an impossible chance the paths are not what was meant.
    let steps = activities.flatMap(\.next)
    guard !activities.isEmpty, steps.allSatisfy({ names.contains($0.name) && (0...1).contains($0.chance) }) else {
      return
    }
    let index = Dictionary(activities.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let next = activities.map { activity in
      activity.next.compactMap { step in index[step.name].map { (to: $0, chance: step.chance) } }
    }
    let exits = activities.map { activity in 1 - activity.next.reduce(0) { $0 + $1.chance } }
    var entries = [0]
    for campaign in scenario.campaigns {
      if let opens = campaign.content.opens, let entry = index[opens] { entries.append(entry) }
    }
    let reached = reachable(from: entries, over: next)
    for (position, activity) in activities.enumerated() where !reached.contains(position) {
      warn(
        .unreachable, ["app", "activities", activity.name], key: true, "no path leads to `\(activity.name)`",
        "add it to the `next` of another activity, or remove it")
    }
    var canExit = Set(exits.indices.filter { exits[$0] > 1e-9 })
    var grows = true
    while grows {
      let more = next.indices.filter { from in
        !canExit.contains(from) && next[from].contains { $0.chance > 0 && canExit.contains($0.to) }
      }
      canExit.formUnion(more)
      grows = !more.isEmpty
    }
    var hasTrap = false
    for (position, activity) in activities.enumerated() where reached.contains(position) && !canExit.contains(position)
    {
      hasTrap = true
      error(
        .neverExits, ["app", "activities", activity.name, "next"],
        "a session that reaches `\(activity.name)` never ends",
        "give it or a screen after it a chance to `exit`")
    }
    if !hasTrap { checkLength(next: next, exits: exits, entries: Array(Set(entries)).sorted()) }
  }

  private func reachable(from entries: [Int], over next: [[(to: Int, chance: Double)]]) -> Set<Int> {
    var reached = Set(entries)
    var open = Array(reached)
    while let position = open.popLast() {
      for step in next[position] where step.chance > 0 && reached.insert(step.to).inserted { open.append(step.to) }
    }
    return reached
  }

  /// Complains when a session is hardly ever over after 1,000 screens: the simulation would walk forever.
  private mutating func checkLength(next: [[(to: Int, chance: Double)]], exits: [Double], entries: [Int]) {
    // All entries at once, each with a mass of one.
    var mass = [Double](repeating: 0, count: next.count)
    for entry in entries { mass[entry] = 1 }
    for _ in 0..<1000 {
      var after = [Double](repeating: 0, count: next.count)
      for position in next.indices where mass[position] > 1e-12 {
        for step in next[position] { after[step.to] += mass[position] * step.chance }
      }
      mass = after
      if !mass.contains(where: { $0 > 1e-5 }) { break }
    }
    if mass.reduce(0, +) > 0.01 {
      error(
        .neverExits, ["app", "activities"], "sessions hardly ever end: more than 1% pass 1000 screens",
        "raise the chances to `exit`")
    }
  }
}
