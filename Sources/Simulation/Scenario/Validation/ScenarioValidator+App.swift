import Behavior
import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkApp() {
    for activity in scenario.app.activities { checkActivity(activity) }
    for event in scenario.app.events { checkEvent(event) }
    checkTagPlan()
    checkPaths()
  }

  private mutating func checkActivity(_ activity: AppModel.Activity) {
    let path = ["app", "activities", activity.name]
    let names = scenario.app.activities.map(\.name)
    checkRange(activity.dwell, 0.1...86_400, path + ["dwell"], "the number of seconds")
    for (name, chance) in activity.next {
      checkRange(chance, 0...1, path + ["next", name], "the chance")
      if !names.contains(name) { checkName(name, in: names + ["exit"], "activity", path + ["next", name]) }
    }
    if Set(activity.next.map(\.name)).count < activity.next.count {
      error(.duplicateName, path + ["next"], "an activity follows twice", "add up the chances")
    }
    let sum = activity.next.reduce(0) { $0 + $1.chance }
    if sum > 1 + 1e-9, activity.next.allSatisfy({ (0...1).contains($0.chance) }) {
      error(.badSum, path + ["next"], "the chances sum to \(percent(sum)), more than 100%", "lower them")
    }
    if activity.hasTopic, scenario.tagPlan.topics.isEmpty {
      error(
        .missingPart, path + ["extras"], "`\(activity.name)` shows a topic, but the app has none",
        "list them, e.g. `topics: [news, sport]` in `app`")
    }
  }

  private mutating func checkEvent(_ event: AppModel.Event) {
    let path = ["app", "events", event.name]
    let activities = scenario.app.activities
    for (index, name) in event.on.enumerated() {
      checkName(name, in: activities.map(\.name), "activity", path + ["on", "[\(index)]"])
    }
    if Set(event.on).count < event.on.count {
      error(.duplicateName, path + ["on"], "an activity is listed twice", "remove one")
    }
    if case .fixed(let chance) = event.chance { checkRange(chance, 0...1, path + ["chance"], "the chance") }
    if event.chance == .conversion, scenario.behavior.conversion.mean == 0 {
      warn(
        .noEffect, path + ["chance"], "`\(event.name)` never happens: purchases are switched off",
        "raise `behavior.conversion.mean`")
    }
    if case .fixed(let money) = event.revenue, money < .zero {
      error(.outOfRange, path + ["revenue"], "the revenue is negative", "write an amount of at least 0")
    }
    if event.hasTopic, !event.on.contains(where: { name in activities.contains { $0.name == name && $0.hasTopic } }) {
      warn(
        .noEffect, path + ["extras"], "`\(event.name)` happens on no activity with a topic",
        "give one of its activities `extras: [category]`, or remove it here")
    }
    for set in event.sets {
      if case .number(let value) = set.value { checkSetting(set.appInfo, value, path + ["sets", set.appInfo]) }
    }
  }

  private mutating func checkSetting(_ name: String, _ value: Int, _ path: [String]) {
    guard let info = scenario.tagPlan.appInfo.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.tagPlan.appInfo.map(\.name), "app-info", path)
    }
    switch info.type {
    case .boolean:
      if value != 0, value != 1 {
        error(.outOfRange, path, "`\(name)` is a boolean app-info and cannot be \(value)", "write `true` or `false`")
      }
    case .integer: checkRange(value, -2_000_000_000...2_000_000_000, path, "the value")
    case .string, .date:
      error(
        .contradiction, path, "`\(name)` holds a \(info.type.rawValue), which an event cannot set",
        "make it a boolean or an integer")
    }
  }

  private mutating func checkTagPlan() {
    let plan = scenario.tagPlan
    for (kind, tags, names) in [
      ("activities", plan.activities, scenario.app.activities.map(\.name)),
      ("events", plan.events, scenario.app.events.map(\.name)),
    ] {
      for tag in tags {
        let path = ["app", kind, tag.name]
        if !names.contains(tag.name) {
          warn(.noEffect, path, key: true, "nothing in the app reports the tag `\(tag.name)`", "remove it")
        }
        for (index, extra) in tag.extras.enumerated() {
          if !ExpressionVocabulary.isName(extra) {
            error(
              .badName, path + ["extras", "[\(index)]"], "`\(extra)` cannot name an extra",
              "start with a letter, then letters, digits and `_`")
          }
        }
      }
    }
  }

  // MARK: Paths through the app

  /// A session must end, and what no session can reach is probably a mistake.
  private mutating func checkPaths() {
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
