import EngagementCore
import LabStatistics
import Simulation

/// What should be settled before a real test begins, ticked from the scenario and its run.
struct LaunchChecklist {
  let scenario: Scenario
  let result: RunResult
  let tests: [RunResult.RandomizedTest]

  func items() -> [RunResult.ChecklistItem] {
    [objective] + tests.flatMap { of($0) } + [pressure, quietHours, cost].compactMap { $0 }
  }

  private static func item(_ about: String, _ isDone: Bool, _ sentence: String) -> RunResult.ChecklistItem {
    RunResult.ChecklistItem(about: about, isDone: isDone, sentence: sentence)
  }

  private var objective: RunResult.ChecklistItem {
    let owners = scenario.programs.filter { $0.objective != nil }.map(\.name)
    if scenario.objective != nil { return Self.item("Objective", true, "The scenario says what must be reached.") }
    return owners.isEmpty
      ? Self.item(
        "Objective", false, "Nothing says what must be reached; give the scenario or its programs an `objective`.")
      : Self.item("Objective", true, "Programs say what they must reach: \(owners.joined(separator: ", ")).")
  }

  private func of(_ test: RunResult.RandomizedTest) -> [RunResult.ChecklistItem] {
    guard let planned = scenario.experiments.first(where: { $0.name == test.name }) else { return [] }
    let name = "Test '\(test.name)'"
    var items = [
      Self.item(
        "\(name): hypothesis", !planned.hypothesis.isEmpty,
        planned.hypothesis.isEmpty ? "Write down what you expect and why (`hypothesis`)." : planned.hypothesis)
    ]
    if planned.bandit == nil {
      items.append(
        Self.item(
          "\(name): guardrails", !planned.guardrails.isEmpty,
          planned.guardrails.isEmpty
            ? "Nothing is watched for harm; name KPIs that must not get worse (`guardrails`)."
            : "Watched: \(planned.guardrails.map(\.kpi).joined(separator: ", "))."))
      items.append(power(test, planned, name))
      items.append(
        Self.item(
          "\(name): rule", planned.rule != .peeking,
          planned.rule == .peeking
            ? "It ends at the first significant look, which is wrong too often; choose another `rule`."
            : "It ends by the rule '\(planned.rule.rawValue)'"
              + (test.looks.count > 1 ? ", read \(test.looks.count) times." : ", read once.")))
      items.append(
        Self.item(
          "\(name): split", !test.sampleRatioAlarm,
          test.sampleRatioAlarm ? "Users are not split as planned." : "Users are split as planned."))
    }
    return items
  }

  private func power(
    _ test: RunResult.RandomizedTest, _ planned: ExperimentDefinition, _ name: String
  ) -> RunResult.ChecklistItem {
    guard let minimum = planned.minimumLift else {
      return Self.item(
        "\(name): power", false, "Nothing says which lift is worth knowing; give the test a `minimum_lift`.")
    }
    let powers = test.comparisons.filter { $0.role == "primary" }.compactMap {
      TestWarnings.power($0, test, lift: minimum)?.power
    }
    guard let least = powers.min() else {
      return Self.item("\(name): power", false, "The first metric does not vary, so that nothing can be seen.")
    }
    return Self.item(
      "\(name): power", least >= 0.8,
      "A lift of \(NumberWords.percent(minimum)) is seen with a chance of \(NumberWords.percent(least, signed: false))."
    )
  }

  private var pressure: RunResult.ChecklistItem? {
    guard let cap = result.scenario.pushCap else {
      return Self.item(
        "Pressure", false, "Pushes have no frequency cap; set `limits.push`.")
    }
    let most = result.arms.map(\.pressure.p95).max() ?? 0
    let weekly = Double(cap.limit) * 7 / cap.periodDays
    return Self.item(
      "Pressure", Double(most) <= weekly.rounded(.up),
      "19 of 20 user-weeks have at most \(most) pushes; the cap is \(cap.limit) in "
        + "\(NumberWords.number(cap.periodDays)) days.")
  }

  private var quietHours: RunResult.ChecklistItem? {
    let isSet = scenario.limits.quietHours != nil
    return Self.item(
      "Quiet hours", isSet, isSet ? "Nobody is woken at night." : "Pushes may come at night; set `limits.quiet_hours`.")
  }

  private var cost: RunResult.ChecklistItem? {
    let costs = result.arms.map(\.cost)
    guard let most = costs.max(), most > 0 else { return nil }
    let budgets = scenario.limits.budgets
    return Self.item(
      "Cost", !budgets.isEmpty,
      budgets.isEmpty
        ? "Messages cost up to \(NumberWords.number(most)) \(scenario.currency); no `limits.budget` holds that."
        : "Messages cost up to \(NumberWords.number(most)) \(scenario.currency), within the budget.")
  }
}
