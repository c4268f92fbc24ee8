import LabStatistics
import Primitives
import Simulation

/// Decides a test by its declared rule, and says it in a sentence.
struct TestDecider {
  let scenario: Scenario
  let test: ExperimentDefinition
  let result: RunResult.RandomizedTest

  init(_ scenario: Scenario, _ test: ExperimentDefinition, _ result: RunResult.RandomizedTest) {
    self.scenario = scenario
    self.test = test
    self.result = result
  }

  private var metric: KPIDefinition? { scenario.kpis.first { $0.name == test.metrics.first } }
  private var isLowerBetter: Bool { metric?.better == .lower }
  private var title: String { midSentence(metric?.displayTitle ?? "") }

  func decision() -> RunResult.TestDecision {
    let primary = result.comparisons.filter { $0.role == "primary" }
    let day = primary.map(\.day).max() ?? scenario.horizonDays
    let winners = primary.filter { isBetter($0) == true && !harms($0.arm) }
    let best = winners.max { gain($0) < gain($1) }
    if let best {
      let truth = direction(of: best.deciding.truth)
      return RunResult.TestDecision(
        verdict: "ship", arm: best.arm, day: best.day, sentence: sentence("Ship \(best.arm.readable)", best),
        isRight: truth.map { $0 > 0 })
    }
    guard let first = primary.max(by: { gain($0) < gain($1) }) else {
      return RunResult.TestDecision(verdict: "cannot tell", arm: nil, day: day, sentence: "", isRight: nil)
    }
    if let harmed = primary.first(where: { isBetter($0) == true }), let guardrail = guardrailHarmed(by: harmed.arm) {
      return RunResult.TestDecision(
        verdict: "keep", arm: nil, day: day,
        sentence: sentence("Keep \(result.control.readable): the guardrail '\(guardrail)' gets worse", harmed),
        isRight: nil)
    }
    if primary.allSatisfy({ isBetter($0) == false || isTooSmall($0) }) {
      let truths = primary.map { direction(of: $0.deciding.truth) }
      let known = truths.compactMap { $0 }
      return RunResult.TestDecision(
        verdict: "keep", arm: nil, day: day, sentence: sentence("Keep \(result.control.readable)", first),
        isRight: known.count == truths.count ? known.allSatisfy { $0 <= 0 } : nil)
    }
    return RunResult.TestDecision(
      verdict: "cannot tell", arm: nil, day: day,
      sentence: sentence(
        "Cannot tell with \(NumberWords.number(Double(first.deciding.users.reduce(0, +)))) users", first),
      isRight: nil)
  }

  /// Whether an arm is better or worse beyond what the rule asks for; nil: neither.
  private func isBetter(_ comparison: RunResult.TestComparison) -> Bool? {
    guard let estimate = comparison.deciding.difference.estimate, passes(comparison) else { return nil }
    return isLowerBetter ? estimate < 0 : estimate > 0
  }

  private func passes(_ comparison: RunResult.TestComparison) -> Bool {
    let sequence = result.sequences.first { $0.arm == comparison.arm }
    if sequence?.stopped != nil { return true }
    if test.rule == .fixed { return (comparison.correctedPValue ?? 1) < test.alpha }
    guard let look = sequence?.looks.last, let estimate = look.estimate, let error = look.standardError,
      let boundary = look.boundary
    else { return false }
    return abs(estimate) > boundary * error
  }

  /// Whether even the most favourable end of the interval is less than what is worth knowing.
  private func isTooSmall(_ comparison: RunResult.TestComparison) -> Bool {
    guard let minimum = test.minimumLift else { return false }
    let lift = comparison.deciding.lift
    return isLowerBetter ? (lift.low ?? -.infinity) > -minimum : (lift.high ?? .infinity) < minimum
  }

  private func gain(_ comparison: RunResult.TestComparison) -> Double {
    // Arms may have been read on different days, and differences grow with them: lifts can be compared.
    let estimate = comparison.deciding.lift.estimate ?? comparison.deciding.difference.estimate ?? 0
    return isLowerBetter ? -estimate : estimate
  }

  private func harms(_ arm: String) -> Bool { guardrailHarmed(by: arm) != nil }

  /// A guardrail that is worse than what is borne, beyond doubt.
  private func guardrailHarmed(by arm: String) -> String? {
    for guardrail in test.guardrails {
      guard let kpi = scenario.kpis.first(where: { $0.name == guardrail.kpi }),
        let comparison = result.comparisons.first(where: {
          $0.role == "guardrail" && $0.arm == arm && $0.metric == guardrail.kpi
        })
      else { continue }
      let estimate = comparison.deciding
      let isShare = kpi.measure.kind == "share"
      let margin = guardrail.tolerance * (isShare ? 1 : abs(estimate.control ?? 0))
      switch kpi.better {
      case .higher: if let high = estimate.difference.high, high < -margin { return kpi.displayTitle }
      case .lower: if let low = estimate.difference.low, low > margin { return kpi.displayTitle }
      case .neither: break
      }
    }
    return nil
  }

  /// Whether an arm is truly better (1) or not (−1); nil: this run cannot tell.
  private func direction(of truth: RunResult.Estimate) -> Int? {
    guard let value = truth.estimate else { return nil }
    let error = truth.standardError ?? 0
    if value == 0 && error == 0 { return -1 }
    guard abs(value) > 2 * error else { return nil }
    return (isLowerBetter ? value < 0 : value > 0) ? 1 : -1
  }

  private func sentence(_ opening: String, _ comparison: RunResult.TestComparison) -> String {
    let estimate = comparison.deciding
    var text = opening + ": "
    if let lift = estimate.lift.estimate, let low = estimate.lift.low, let high = estimate.lift.high {
      text +=
        "\(title) \(NumberWords.percent(lift)) [\(NumberWords.percent(low)), \(NumberWords.percent(high))]"
    } else if let difference = estimate.difference.estimate {
      text += "\(title) \(difference > 0 ? "+" : "")\(NumberWords.number(difference))"
    } else {
      text += "\(title) has no estimate"
    }
    text += " by day \(comparison.day)"
    if let p = comparison.correctedPValue { text += ", p = \(NumberText.pValue(p))" }
    text += "."
    if let truth = estimate.truth.estimate {
      text += " What is true: \(estimate.trueLift.map { NumberWords.percent($0) } ?? NumberWords.number(truth))."
    }
    return text
  }
}
