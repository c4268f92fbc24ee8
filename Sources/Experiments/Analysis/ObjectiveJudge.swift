import EngagementCore
import LabStatistics
import Simulation

/// Judges objectives: the verdict comes from the declared target and the interval, not from a p-value.
struct ObjectiveJudge {
  let builder: ResultBuilder

  /// The three honest answers.
  enum Verdict: String {
    case reaches = "reaches its objective"
    case misses = "does not reach it"
    case unclear = "cannot tell at this size"
  }

  init(_ builder: ResultBuilder) { self.builder = builder }

  func verdicts() throws -> [RunResult.ObjectiveResult] {
    let scenario = builder.scenario
    var results: [RunResult.ObjectiveResult] = []
    for (arm, definition) in scenario.comparison.arms.enumerated() where arm != builder.baseline {
      if let objective = scenario.objective, let result = try judge(objective, program: nil, arm: arm) {
        results.append(result)
      }
      for program in scenario.programs where definition.programs.contains(program.name) {
        guard let objective = program.objective, isJudged(program, in: definition) else { continue }
        if let result = try judge(objective, program: program.name, arm: arm) { results.append(result) }
      }
    }
    return results
  }

  /// A program is judged where it is alone; where it never is, in every arm that has it.
  private func isJudged(_ program: ProgramDefinition, in arm: Comparison.Arm) -> Bool {
    arm.programs == [program.name]
      || !builder.scenario.comparison.arms.contains { $0.programs == [program.name] }
  }

  private func judge(_ objective: ObjectiveDefinition, program: String?, arm: Int) throws -> RunResult.ObjectiveResult?
  {
    guard let kpi = builder.scenario.kpis.firstIndex(where: { $0.name == objective.kpi }) else { return nil }
    let pair = try builder.comparison(arm: arm, kpi: kpi)
    let alpha = 1 - objective.confidence
    let kind: String
    let target: Double
    let measured: RunResult.IntervalEstimate
    switch objective.target {
    case .lift(let value):
      (kind, target) = ("lift", value)
      measured = RunResult.IntervalEstimate(try pair.lift(alpha: alpha), pair: pair)
    case .difference(let value):
      (kind, target) = ("difference", value)
      measured = RunResult.IntervalEstimate(try pair.paired(alpha: alpha), pair: pair)
    case .value(let value):
      (kind, target) = ("value", value)
      measured = try Self.value(of: pair, alpha: alpha)
    }
    let wantsMore = Self.wantsMore(kind: kind, target: target, better: builder.scenario.kpis[kpi].better)
    let verdict = Self.verdict(measured, target: target, wantsMore: wantsMore)
    return RunResult.ObjectiveResult(
      program: program, arm: builder.armNames[arm], kpi: objective.kpi, kind: kind, target: target, measured: measured,
      verdict: verdict.rawValue,
      sentence: sentence(
        subject: program ?? builder.armNames[arm], kpi: builder.scenario.kpis[kpi], kind: kind, target: target,
        measured: measured, verdict: verdict),
      usersNeeded: verdict == .unclear ? Self.usersNeeded(measured, target: target, users: pair.count) : nil)
  }

  private static func value(of pair: PairedComparison, alpha: Double) throws -> RunResult.IntervalEstimate {
    guard let value = pair.treatment, pair.count > 1 else {
      return RunResult.IntervalEstimate(
        estimate: nil, low: nil, high: nil, status: Status.zeroDenominator.rawValue)
    }
    let half =
      try StudentT(degreesOfFreedom: Double(pair.count - 1)).twoSidedCritical(alpha: alpha)
      * pair.treatmentVariance.squareRoot()
    return RunResult.IntervalEstimate(estimate: value, low: value - half, high: value + half, status: nil)
  }

  /// Whether the target is a floor. Where less is better it is a ceiling, whatever its sign: "opt-outs at most +1 %".
  static func wantsMore(kind: String, target: Double, better: KPIDefinition.Direction) -> Bool {
    better != .lower && (kind == "value" || target >= 0)
  }

  static func verdict(_ measured: RunResult.IntervalEstimate, target: Double, wantsMore: Bool) -> Verdict {
    guard let low = measured.low, let high = measured.high else { return .unclear }
    if wantsMore ? low >= target : high <= target { return .reaches }
    if wantsMore ? high < target : low > target { return .misses }
    return .unclear
  }

  /// The interval shrinks with the root of the number of users.
  private static func usersNeeded(_ measured: RunResult.IntervalEstimate, target: Double, users: Int) -> Int? {
    guard let low = measured.low, let high = measured.high, let estimate = measured.estimate else { return nil }
    let distance = abs(estimate - target)
    guard distance > 0 else { return nil }
    let factor = (high - low) / 2 / distance
    let needed = Double(users) * factor * factor
    return needed < 1e12 ? Int(needed.rounded(.up)) : nil
  }

  private func sentence(
    subject: String, kpi: KPIDefinition, kind: String, target: Double, measured: RunResult.IntervalEstimate,
    verdict: Verdict
  ) -> String {
    let show: (Double) -> String =
      kind == "lift"
      ? { NumberWords.percent($0) }
      : kpi.measure.kind == "share"
        ? { NumberWords.percent($0, signed: kind == "difference") } : { NumberWords.number($0) }
    let name = kpi.displayTitle
    guard let estimate = measured.estimate else {
      let reason = measured.status.flatMap(Status.init(rawValue:))?.text ?? "there is no number"
      return "\(subject.readable): \(verdict.rawValue) for \(name), because \(reason)."
    }
    let change = kind == "value" ? "is" : "changes by"
    var range = ""
    if let low = measured.low, let high = measured.high { range = " (between \(show(low)) and \(show(high)))" }
    return
      "\(subject.readable): \(name) \(change) \(show(estimate))\(range); asked was \(show(target)): \(verdict.rawValue)."
  }
}
