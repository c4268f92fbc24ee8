import Behavior
import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkPrograms() {
    let campaigns = scenario.campaigns.map(\.name)
    for program in scenario.programs {
      let path = ["programs", program.name]
      checkList(program.campaigns, in: campaigns, "campaign", path + ["campaigns"])
      if program.campaigns.isEmpty {
        warn(.noEffect, path + ["campaigns"], "the program `\(program.name)` sends nothing", "add a campaign")
      }
      if let objective = program.objective { checkObjective(objective, path + ["objective"]) }
    }
    if let objective = scenario.objective { checkObjective(objective, ["objective"]) }
    let used = Set(scenario.comparison.arms.flatMap(\.programs))
    for program in scenario.programs where !used.contains(program.name) {
      warn(
        .unused, ["programs", program.name], key: true, "no arm has the program `\(program.name)`",
        "add it to an arm, or remove it")
    }
  }

  /// Checks a list of names.
  private mutating func checkList(_ names: [String], in valid: [String], _ thing: String, _ path: [String]) {
    var seen: Set<String> = []
    for (index, name) in names.enumerated() {
      checkName(name, in: valid, thing, path + ["[\(index)]"])
      if !seen.insert(name).inserted {
        error(.duplicateName, path + ["[\(index)]"], "the \(thing) `\(name)` is listed twice", "remove one")
      }
    }
  }

  private mutating func checkObjective(_ objective: ObjectiveDefinition, _ path: [String]) {
    checkName(objective.kpi, in: scenario.kpis.map(\.name), "KPI", path + ["kpi"])
    checkRange(objective.confidence, 0.5...0.9999, path + ["confidence"], "the confidence")
    switch objective.target {
    case .lift(let lift): checkRange(lift, -1...1000, path + ["lift"], "the lift")
    case .difference(let difference): checkRange(difference, -1e12...1e12, path + ["difference"], "the difference")
    case .value(let value): checkRange(value, -1e12...1e12, path + ["value"], "the value")
    }
  }

  mutating func checkComparison() {
    let comparison = scenario.comparison
    let path = ["comparison"]
    let programs = scenario.programs.map(\.name)
    for arm in comparison.arms { checkList(arm.programs, in: programs, "program", path + ["arms", arm.name]) }
    checkName(comparison.baseline, in: comparison.arms.map(\.name), "arm", path + ["baseline"])
    if comparison.arms.isEmpty {
      error(.missingPart, path + ["arms"], "there is no arm", "add at least one")
    } else if comparison.arms.count == 1 {
      warn(.noEffect, path + ["arms"], "a single arm has nothing to be compared with", "add another")
    }
    if scenario.kpis.isEmpty {
      warn(.missingPart, ["kpis"], "no KPI is given, so the arms are not compared", "add `kpis`")
    }
  }

  mutating func checkNaive() {
    guard let naive = scenario.naive else { return }
    let path = ["naive"]
    checkName(naive.kpi, in: scenario.kpis.map(\.name), "KPI", path + ["kpi"])
    checkRange(naive.days, 1...3650, path + ["until"], "the number of days")
    if naive.days > scenario.horizonDays, naive.days <= 3650 {
      error(
        .outsideHorizon, path + ["until"], "day \(naive.days) is beyond the horizon",
        "choose an earlier day, or lengthen `horizon`")
    }
    let groups = naive.groups
    checkRange(groups.count, 2...NaiveDefinition.mostGroups, path + ["groups"], "the number of groups")
    if groups.first != 0 || zip(groups, groups.dropFirst()).contains(where: { $0 >= $1 }) {
      error(
        .contradiction, path + ["groups"], "the groups do not begin with 0 and rise",
        "list the fewest messages of each group, e.g. [0, 1, 2, 6, 21]")
    }
  }

  // MARK: KPIs

  mutating func checkKPIs() {
    for kpi in scenario.kpis {
      let path = ["kpis", kpi.name]
      switch kpi.measure {
      case .count(let tag, let topic, _): checkCount(tag, topic, kpi.name, path)
      case .revenue(let event, _):
        if let event { checkRevenue(event, path + ["revenue"]) }
      case .messages(let channel, _): checkMessages(channel, path + ["messages"])
      case .cost, .margin, .activeDays, .optOuts, .uninstalls: break
      case .retention(let days): checkRetention(days, path + ["retention"])
      case .share(let expression, let among):
        let user = "the KPI `\(kpi.name)`"
        _ = compile(expression, path + ["share"], by: user, measures: true)
        _ = compile(among, path + ["among"], by: user, measures: true)
      case .returns(let after): checkAbsence(after, path + ["returns"])
      case .returnsStay(let after, let stays):
        checkAbsence(after, path + ["returns_stay"])
        checkRange(stays, 1...3650, path + ["for"], "the number of days")
        if stays >= scenario.horizonDays {
          error(
            .outsideHorizon, path + ["for"], "\(stays) days after a return are beyond the horizon",
            "shorten it, or lengthen `horizon`")
        }
      }
    }
  }

  private mutating func checkCount(_ tag: String, _ topic: String?, _ kpi: String, _ path: [String]) {
    let isKnown = checkTag(tag, path + ["count"], by: "the KPI `\(kpi)`", measures: true)
    guard let topic, isKnown else { return }
    checkName(topic, in: scenario.tagPlan.topics, "topic", path + ["topic"])
    let reports = scenario.tagPlan.tags.contains {
      $0.name == tag && $0.extras.contains(ExpressionVocabulary.topicExtra)
    }
    if !reports {
      error(
        .contradiction, path + ["topic"], "`\(tag)` does not report its topic",
        "give it `extras: [category]` in `app`, or count all of them")
    }
  }

  private mutating func checkMessages(_ channel: Channel?, _ path: [String]) {
    guard let channel, channel == .email || channel == .sms,
      !scenario.campaigns.contains(where: { $0.content.channel == channel })
    else { return }
    warn(.noEffect, path, "no campaign sends by \(channel.rawValue)", "count another channel, or `all`")
  }

  private mutating func checkRevenue(_ name: String, _ path: [String]) {
    guard let event = scenario.app.events.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.app.events.map(\.name) + ["all"], "event", path)
    }
    if event.revenue == .none {
      warn(.noEffect, path, "`\(name)` earns nothing", "give it a `revenue` in `app.events`")
    }
  }

  private mutating func checkRetention(_ days: ClosedRange<Int>, _ path: [String]) {
    if days.lowerBound < 0 || days.upperBound > 3650 {
      error(.outOfRange, path, "the days are outside 0 to 3650", "choose days in that range")
    } else if days.upperBound >= scenario.horizonDays {
      error(
        .outsideHorizon, path, "day \(days.upperBound) after an install in the horizon lies beyond its end",
        "choose an earlier day, or lengthen `horizon`")
    }
    if scenario.population.newPerDay == 0 {
      error(
        .missingPart, path, "retention is about users who install in the horizon, and there are none",
        "set `population.new_per_day`")
    }
  }

  private mutating func checkAbsence(_ days: Int, _ path: [String]) {
    checkRange(days, 1...3650, path, "the number of days")
    if days >= scenario.horizonDays + scenario.warmUpDays, days <= 3650 {
      error(
        .outsideHorizon, path, "nobody can be away for \(days) days in this scenario",
        "shorten it, or lengthen `horizon`")
    }
  }
}
