import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkExperiments() {
    for test in scenario.experiments {
      let path = ["experiments", test.name]
      checkArms(of: test, path)
      checkMetrics(of: test, path)
      checkLooks(of: test, path)
      _ = compile(test.audience, path + ["who"], by: "the test `\(test.name)`", measures: true)
      checkRange(test.alpha, 0.0001...0.5, path + ["alpha"], "the level")
      if let lift = test.minimumLift { checkRange(lift, 0.0001...1000, path + ["minimum_lift"], "the lift") }
      checkBandit(of: test, path)
      checkFaults(of: test, path)
    }
    checkLayers()
    checkOverlap()
  }

  private mutating func checkArms(of test: ExperimentDefinition, _ path: [String]) {
    let known = scenario.comparison.arms.map(\.name)
    for arm in test.arms {
      checkName(arm.name, in: known, "arm of the comparison", path + ["arms", arm.name], key: true)
      checkRange(arm.share, 0...1, path + ["arms", arm.name], "the share")
      if arm.share == 0 {
        error(
          .outOfRange, path + ["arms", arm.name], "nobody gets the arm `\(arm.name)`", "give it a share, or remove it")
      }
    }
    let sum = test.arms.reduce(0) { $0 + $1.share }
    if test.arms.count < 2 {
      error(.missingPart, path + ["arms"], "a test needs two arms or more", "add a control, e.g. `none: 50%`")
    } else if !(abs(sum - 1) <= 1e-9) {
      error(
        .badSum, path + ["arms"], "the shares sum to \(percent(sum)), not 100%",
        "correct them; to test with fewer users use `share`")
    }
    if let control = test.control {
      checkName(control, in: test.arms.map(\.name), "arm of the test", path + ["control"])
    }
    let programs = test.arms.compactMap { arm in scenario.comparison.arms.first { $0.name == arm.name }?.programs }
    if programs.count > 1, Set(programs.map { Set($0) }).count == 1 {
      warn(
        .noEffect, path + ["arms"], "all arms have the same programs",
        "that is an A/A test; if it was not meant, name other arms")
    }
    if let share = test.share { checkRange(share, 0...1, path + ["share"], "the share") }
  }

  private mutating func checkMetrics(of test: ExperimentDefinition, _ path: [String]) {
    let known = scenario.kpis.map(\.name)
    if test.metrics.isEmpty {
      error(.missingPart, path + ["metrics"], "the test measures nothing", "name the KPI that decides")
    }
    var seen: Set<String> = []
    for (key, names) in [("metrics", test.metrics), ("guardrails", test.guardrails.map(\.kpi))] {
      for (index, name) in names.enumerated() {
        let place = path + [key] + (names.count == 1 ? [] : ["[\(index)]"])
        checkName(name, in: known, "KPI", place)
        if !seen.insert(name).inserted {
          error(.duplicateName, place, "the KPI `\(name)` is listed twice", "remove one")
        }
        checkReadable(name, of: test, place)
      }
    }
    for guardrail in test.guardrails {
      checkRange(guardrail.tolerance, 0...10, path + ["guardrails", guardrail.kpi], "the tolerance")
    }
  }

  /// Some KPIs are settled by the end of the horizon only.
  private mutating func checkReadable(_ name: String, of test: ExperimentDefinition, _ path: [String]) {
    guard let kpi = scenario.kpis.first(where: { $0.name == name }) else { return }
    let last = scenario.looks(of: test).last ?? scenario.horizonDays
    switch kpi.measure {
    case .share, .returns, .returnsStay:
      if last < scenario.horizonDays {
        error(
          .contradiction, path, "`\(name)` is known at the end of the horizon only, and the test ends on day \(last)",
          "make day \(scenario.horizonDays) its last look, or choose another KPI")
      } else if test.rule != .fixed && scenario.looks(of: test).count > 1 && name == test.metrics.first {
        error(
          .contradiction, path, "`\(name)` is known at the end of the horizon only, so no look before it can decide",
          "use `rule: fixed`, or choose another KPI as the first")
      }
    case .retention(let days):
      if days.upperBound >= last {
        error(
          .outsideHorizon, path,
          "nobody has been observed for \(days.upperBound) days when the test ends on day \(last)",
          "end it later, or choose an earlier day of retention")
      }
    default: break
    }
  }

  private mutating func checkLooks(of test: ExperimentDefinition, _ path: [String]) {
    for (index, look) in test.looks.enumerated() {
      let place = path + ["looks"] + (test.looks.count == 1 ? [] : ["[\(index)]"])
      checkRange(look, 1...3650, place, "the day")
      if look > scenario.horizonDays, look <= 3650 {
        error(
          .outsideHorizon, place, "a look on day \(look) is beyond the horizon of \(scenario.horizonDays) days",
          "look earlier, or lengthen `horizon`")
      }
    }
    if zip(test.looks, test.looks.dropFirst()).contains(where: { $0 >= $1 }) {
      error(.contradiction, path + ["looks"], "the looks do not rise", "put them in order, each once")
    }
    checkRange(test.looks.count, 0...ExperimentDefinition.mostLooks, path + ["looks"], "the number of looks")
    if test.rule == .peeking {
      warn(
        .costly, path + ["rule"], "stopping at the first significant look is wrong more often than the level says",
        "choose `obrien-fleming`, `always-valid` or `fixed`, unless that is what you want to show")
    }
  }

  private mutating func checkBandit(of test: ExperimentDefinition, _ path: [String]) {
    guard let bandit = test.bandit else { return }
    let place = path + ["bandit"]
    checkRange(bandit.rewardDays, 1...3650, place + ["reward_within"], "the number of days")
    if bandit.rewardDays >= scenario.horizonDays {
      error(
        .outsideHorizon, place + ["reward_within"],
        "no reward is known before the end of the horizon, so nothing could be learnt", "shorten it")
    }
    let limits = scenario.limits
    if limits.throttle != nil || !limits.budgets.isEmpty
      || scenario.campaigns.contains(where: { $0.audienceLimit != nil })
    {
      error(
        .contradiction, place, "a bandit needs lives that do not touch, and users share limits here",
        "remove the budget, throttle or audience limit, or test with fixed shares")
    }
    checkRange(bandit.floor, 0...0.5, place + ["floor"], "the share")
    if bandit.floor * Double(test.arms.count) > 1 {
      error(
        .badSum, place + ["floor"], "\(test.arms.count) arms of at least \(percent(bandit.floor)) are more than 100%",
        "lower the floor")
    }
    if let kpi = scenario.kpis.first(where: { $0.name == test.metrics.first }), !kpi.measure.isAdditive {
      error(
        .contradiction, place, "`\(kpi.name)` does not add up over days, so it is no reward",
        "make a count, revenue or active days the first metric")
    }
    if !test.guardrails.isEmpty || test.metrics.count > 1 || !test.looks.isEmpty {
      warn(
        .noEffect, place, "a bandit is judged by its rewards alone, at the end",
        "leave `looks`, `guardrails` and further metrics out, or test with fixed shares")
    }
    if test.layer != nil || scenario.experiments.count > 1 && overlaps(test) {
      error(
        .contradiction, place, "a bandit shares its users with another test", "leave the others out of this scenario")
    }
  }

  private func overlaps(_ test: ExperimentDefinition) -> Bool {
    scenario.experiments.contains { $0.name != test.name && ($0.layer == nil || $0.layer != test.layer) }
  }

  private mutating func checkFaults(of test: ExperimentDefinition, _ path: [String]) {
    checkRange(test.faults.contamination, 0...1, path + ["faults", "contamination"], "the share")
    guard let lost = test.faults.lost else { return }
    checkName(lost.arm, in: test.arms.map(\.name), "arm of the test", path + ["faults", "lost", "arm"])
    checkRange(lost.share, 0...1, path + ["faults", "lost", "share"], "the share")
  }

  // MARK: Several tests

  private mutating func checkLayers() {
    for layer in scenario.experimentLayers where layer.count > 1 {
      let sum = layer.compactMap(\.share).reduce(0, +)
      guard let last = layer.last(where: { $0.share != nil }) else { continue }
      let open = layer.contains { $0.share == nil }
      if sum > 1 + 1e-9 || (open && sum >= 1 - 1e-9) {
        error(
          .badSum, ["experiments", last.name, "share"],
          "the tests of the layer `\(last.layer ?? "")` take \(percent(sum))" + (open ? ", which leaves nothing" : ""),
          "lower the shares so that they fit into 100%")
      }
    }
  }

  /// Users who are in two tests need a world in which both arms are played.
  private mutating func checkOverlap() {
    let layers = scenario.experimentLayers
    guard layers.count > 1, problems.allSatisfy({ $0.severity != .error }) else { return }
    for (position, layer) in layers.enumerated() {
      for other in layers[(position + 1)...] {
        for a in layer {
          for b in other { checkTogether(a, b) }
        }
      }
    }
  }

  private mutating func checkTogether(_ a: ExperimentDefinition, _ b: ExperimentDefinition) {
    let path = ["experiments", b.name]
    let (first, second) = (scenario.control(of: a), scenario.control(of: b))
    let programs = [first, second].map { name in
      Set(scenario.comparison.arms.first { $0.name == name }?.programs ?? [])
    }
    guard programs[0] == programs[1] else {
      error(
        .contradiction, path,
        "`\(a.name)` and `\(b.name)` share users, but their controls `\(first)` and `\(second)` have other programs",
        "give both the same control, or put them in the same `layer`")
      return
    }
    for one in a.arms {
      for two in b.arms where scenario.joined([(a, one.name), (b, two.name)]) == nil {
        error(
          .missingPart, path,
          "users who are in `\(one.name)` of `\(a.name)` and in `\(two.name)` of `\(b.name)` need an arm with the programs of both",
          "add it to `comparison.arms`, or put the tests in the same `layer` so that they share no users")
        return
      }
    }
  }
}
