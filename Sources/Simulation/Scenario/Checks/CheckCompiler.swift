import EngagementCore
import Primitives

/// Looks up the names and units of checks in a scenario.
struct CheckCompiler {
  let scenario: Scenario
  private(set) var problems: [CheckProblem] = []

  init(_ scenario: Scenario) { self.scenario = scenario }

  /// Returns the check, or nil after noting what is wrong with it.
  mutating func compile(_ definition: CheckDefinition, index: Int) -> CompiledCheck? {
    do {
      return try compiled(definition, index: index)
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// Returns what a text measures, the arm that it names, and its bound.
  func expression(_ text: String) throws(CheckProblem) -> (measure: CheckMeasure, arm: String?, bound: CheckBound?) {
    var parser = try CheckParser(text, key: .check)
    let (raw, own) = try parser.expression()
    let (measure, unit, arm) = try self.measure(raw)
    if let arm { _ = try arms(arm, nil, measure, raw) }
    return (
      measure, arm?.value, try own.map { bound throws(CheckProblem) in try self.bound(bound, .check, measure, unit) }
    )
  }

  private mutating func compiled(
    _ definition: CheckDefinition, index: Int
  ) throws(CheckProblem) -> CompiledCheck {
    var parser = try CheckParser(definition.check, key: .check)
    let (raw, own) = try parser.expression()
    let (measure, unit, arm) = try self.measure(raw)
    let arms = try self.arms(arm, definition.arm, measure, raw)
    if let own, definition.fail != nil {
      throw CheckProblem(
        code: .contradiction, key: .fail, what: "`check` has a bound already, \(inTicks(own.text))",
        remedy: "keep one of the two")
    }
    var fail = try own.map { bound throws(CheckProblem) in try self.bound(bound, .check, measure, unit) }
    if let text = definition.fail { fail = try bound(text, .fail, measure, unit) }
    let warn = try definition.warn.map { text throws(CheckProblem) in try bound(text, .warn, measure, unit) }
    if fail == nil && warn == nil {
      throw CheckProblem(
        code: .missingPart, key: .check, range: raw.range, what: "nothing says what must hold",
        remedy: "compare it, as in `\(parser.quote(raw.range)) >= \(unit.example)`")
    }
    noteUselessWarning(fail, warn)
    return CompiledCheck(
      index: index, name: definition.name.isEmpty ? definition.check : definition.name, measure: measure,
      measureText: parser.quote(raw.range), arms: arms, fail: fail, warn: warn)
  }

  // MARK: Bounds

  private func bound(
    _ text: String, _ key: CheckProblem.Key, _ measure: CheckMeasure, _ unit: CheckUnit
  ) throws(CheckProblem) -> CheckBound {
    var parser = try CheckParser(text, key: key)
    return try bound(try parser.bound(), key, measure, unit)
  }

  private func bound(
    _ raw: CheckParser.Bound, _ key: CheckProblem.Key, _ measure: CheckMeasure, _ unit: CheckUnit
  ) throws(CheckProblem) -> CheckBound {
    let limit = try unit.limit(of: raw, key: key)
    if let confidence = raw.confidence {
      if !measure.hasInterval {
        throw CheckProblem(
          key: key, range: confidence.range, what: "it has no interval", remedy: "leave out the confidence")
      }
      if !raw.comparator.value.needsOrder {
        throw CheckProblem(
          key: key, range: raw.comparator.range, what: "an interval is never equal to a number",
          remedy: "use `<=` or `>=`, or leave out the confidence")
      }
    }
    return CheckBound(raw.comparator.value, limit, confidence: raw.confidence?.value, text: raw.text)
  }

  /// A warning is to come before the failure.
  private mutating func noteUselessWarning(_ fail: CheckBound?, _ warn: CheckBound?) {
    guard let fail, let warn, fail.comparator.isFloor == warn.comparator.isFloor, let isFloor = warn.comparator.isFloor,
      isFloor ? warn.limit < fail.limit : warn.limit > fail.limit
    else { return }
    problems.append(
      CheckProblem(
        severity: .warning, code: .noEffect, key: .warn, what: "the check fails before it warns",
        remedy: "exchange the two bounds"))
  }

  // MARK: Measures

  private typealias Named = (measure: CheckMeasure, unit: CheckUnit, arm: Located<String>?)

  private func measure(_ raw: CheckParser.Measure) throws(CheckProblem) -> Named {
    let name = raw.name.value
    switch name {
    case "lift", "difference", "value": return try comparison(raw)
    case "count", "share": return try outcome(raw)
    case "pressure.mean": return (.pressureMean, .perWeek, try onlyArm(raw))
    case "pressure.p95": return (.pressureP95, .perWeek, try onlyArm(raw))
    case "cost": return (.cost, .money(currency: scenario.currency, per: nil), try onlyArm(raw))
    case "revenue": return (.revenue, .money(currency: scenario.currency, per: nil), try onlyArm(raw))
    case "opt_outs", "uninstalls":
      guard let kpi = scenario.kpis.first(where: { $0.measure == (name == "opt_outs" ? .optOuts : .uninstalls) }) else {
        throw CheckProblem(
          code: .missingPart, key: .check, range: raw.name.range,
          what: "no KPI counts \(name.replacing("_", with: "-"))",
          remedy: "add one to `kpis`, as in `\(name): {\(name): all}`")
      }
      return (.value(kpi: kpi.name), .percent, try onlyArm(raw))
    default:
      guard let kpi = scenario.kpis.first(where: { $0.name == name }) else { throw unknownMeasure(raw) }
      if let argument = raw.arguments.first {
        throw CheckProblem(
          key: .check, range: raw.range, what: "`\(name)` is a KPI",
          remedy: "write `value(\(argument.value), \(name))`")
      }
      return (.value(kpi: name), kpi.checkUnit(currency: scenario.currency), nil)
    }
  }

  private func unknownMeasure(_ raw: CheckParser.Measure) -> CheckProblem {
    let functions = ["lift", "difference", "value", "count", "share"]
    let words = ["pressure.p95", "pressure.mean", "cost", "revenue", "opt_outs", "uninstalls"]
    let name = raw.name.value
    let known = raw.arguments.isEmpty ? words + scenario.kpis.map(\.name) : functions + words
    let all = (functions.map { "`\($0)(...)`" } + words.map { "`\($0)`" }).joined(separator: ", ")
    return CheckProblem(
      code: .unknownName, key: .check, range: raw.name.range, what: "nothing called \(inTicks(name)) is measured",
      remedy: nearestName(to: name, in: known).map { "did you mean `\($0)`?" } ?? "there are \(all), and every KPI")
  }

  /// A measure whose only argument is an arm.
  private func onlyArm(_ raw: CheckParser.Measure) throws(CheckProblem) -> Located<String>? {
    if raw.arguments.count > 1 {
      throw CheckProblem(
        key: .check, range: raw.range, what: "`\(raw.name.value)` takes an arm and nothing else",
        remedy: "write `\(raw.name.value)(\(raw.arguments[0].value))`")
    }
    return raw.arguments.first
  }

  /// `lift(kpi)`, `lift(arm, kpi)` and the like.
  private func comparison(_ raw: CheckParser.Measure) throws(CheckProblem) -> Named {
    let name = raw.name.value
    guard let last = raw.arguments.last, raw.arguments.count <= 2 else {
      throw CheckProblem(
        key: .check, range: raw.range, what: "`\(name)` takes a KPI, perhaps after an arm",
        remedy: "write `\(name)(KPI)` or `\(name)(ARM, KPI)`")
    }
    let kpis = scenario.kpis.map(\.name)
    let first = raw.arguments.count == 2 ? raw.arguments[0] : nil
    let arms = scenario.comparison.arms.map(\.name)
    if let first, !kpis.contains(last.value), kpis.contains(first.value), arms.contains(last.value) {
      throw CheckProblem(
        key: .check, range: raw.range, what: "the arm comes before the KPI",
        remedy: "write `\(name)(\(last.value), \(first.value))`")
    }
    try checkName(last, in: kpis, "KPI")
    guard let kpi = scenario.kpis.first(where: { $0.name == last.value }) else {
      throw CheckProblem(key: .check, what: "there is no KPI", remedy: "define one in `kpis`")
    }
    let unit = kpi.checkUnit(currency: scenario.currency)
    switch name {
    case "lift": return (.lift(kpi: kpi.name), .percent, first)
    case "difference": return (.difference(kpi: kpi.name), unit == .percent ? .points : unit, first)
    default: return (.value(kpi: kpi.name), unit, first)
    }
  }

  /// `count(campaign, outcome)`, `share(arm, campaign, outcome)` and the like.
  private func outcome(_ raw: CheckParser.Measure) throws(CheckProblem) -> Named {
    let name = raw.name.value
    guard (2...3).contains(raw.arguments.count) else {
      throw CheckProblem(
        key: .check, range: raw.range, what: "`\(name)` takes a campaign and an outcome, perhaps after an arm",
        remedy: "write e.g. `\(name)(CAMPAIGN, capped)`")
    }
    let (campaign, outcome) = (raw.arguments[raw.arguments.count - 2], raw.arguments[raw.arguments.count - 1])
    try checkName(campaign, in: scenario.campaigns.map(\.name), "campaign")
    // What only a policy in code does, no scenario file can ask for.
    let outcomes = Outcome.allCases.filter { $0 != .ownPolicy }.map(\.name)
    try checkName(outcome, in: outcomes + CampaignCount.allCases.map(\.name), "outcome")
    let arm = raw.arguments.count == 3 ? raw.arguments[0] : nil
    return name == "count"
      ? (.count(campaign: campaign.value, outcome: outcome.value), .number(per: nil), arm)
      : (.share(campaign: campaign.value, outcome: outcome.value), .percent, arm)
  }

  private func checkName(
    _ name: Located<String>, in names: [String], _ thing: String, key: CheckProblem.Key = .check
  ) throws(CheckProblem) {
    if names.contains(name.value) { return }
    let some = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    let choice =
      names.isEmpty ? "the scenario has none" : "choose one of \(some)\(names.count > 8 ? " and others" : "")"
    throw CheckProblem(
      code: .unknownName, key: key, range: key == .arm ? nil : name.range,
      what: "there is no \(thing) \(inTicks(name.value))",
      remedy: nearestName(to: name.value, in: names).map { "did you mean `\($0)`?" } ?? choice)
  }

  // MARK: Arms

  /// The arms that are looked at: the one that is named, or every one but the baseline.
  private func arms(
    _ inside: Located<String>?, _ beside: String?, _ measure: CheckMeasure, _ raw: CheckParser.Measure
  ) throws(CheckProblem) -> [String] {
    let (baseline, all) = (scenario.comparison.baseline, scenario.comparison.arms.map(\.name))
    if let inside, beside != nil {
      throw CheckProblem(
        code: .contradiction, key: .arm, what: "the check names an arm already, \(inTicks(inside.value))",
        remedy: "keep one of the two")
    }
    let key: CheckProblem.Key = beside == nil ? .check : .arm
    guard let named = inside ?? beside.map({ Located($0, at: SourceRange(offset: 0, length: 0)) }) else {
      let arms = all.filter { $0 != baseline && has($0, measure) }
      if !arms.isEmpty { return arms }
      if !measure.isComparison, has(baseline, measure) { return [baseline] }
      throw CheckProblem(
        code: .missingPart, key: .check, range: raw.range,
        what: measure.campaign.map { "no arm has the campaign `\($0)`" } ?? "there is no arm beside the baseline",
        remedy: "add one to `comparison.arms`")
    }
    try checkName(named, in: all, "arm", key: key)
    let range = key == .arm ? nil : named.range
    if measure.isComparison, named.value == baseline {
      throw CheckProblem(
        code: .contradiction, key: key, range: range,
        what: "`\(baseline)` is the baseline, which is compared with itself",
        remedy: "name another arm")
    }
    if !has(named.value, measure), let campaign = measure.campaign {
      throw CheckProblem(
        code: .contradiction, key: key, range: range,
        what: "the arm `\(named.value)` does not have the campaign `\(campaign)`",
        remedy: "name an arm that has it")
    }
    return [named.value]
  }

  /// Whether an arm has what is measured.
  private func has(_ arm: String, _ measure: CheckMeasure) -> Bool {
    guard let campaign = measure.campaign else { return true }
    let programs = scenario.comparison.arms.first { $0.name == arm }?.programs ?? []
    return scenario.programs.contains { programs.contains($0.name) && $0.campaigns.contains(campaign) }
  }
}

extension Comparator {
  /// Whether it asks for more than a number; nil for those without an order.
  fileprivate var isFloor: Bool? {
    switch self {
    case .greater, .greaterOrEqual: true
    case .less, .lessOrEqual: false
    case .equal, .notEqual: nil
    }
  }
}
