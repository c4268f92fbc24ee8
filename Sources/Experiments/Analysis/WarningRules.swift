import EngagementCore
import Simulation

/// What a reader must know before the numbers.
struct WarningRules {
  let builder: ResultBuilder
  let lifts: [RunResult.LiftResult]
  let experiments: [RunResult.VariantTest]

  func warnings() -> [RunResult.Warning] {
    sampleRatios() + missingTags() + guardrails() + silentCampaigns() + losses() + cappedCampaigns() + smallRun()
  }

  private func sampleRatios() -> [RunResult.Warning] {
    experiments.filter(\.sampleRatioAlarm).map { test in
      RunResult.Warning(
        code: "sample-ratio", level: "alarm",
        message: "The split of '\(test.campaign)' in arm '\(test.arm)' is not the one asked for "
          + "(p = \(NumberWords.number(test.sampleRatioPValue ?? 0))): do not trust its effects.")
    }
  }

  /// Tags that nobody collects and that something needs all the same (`missing_tags: allow`).
  private func missingTags() -> [RunResult.Warning] {
    guard builder.scenario.tagPlan.toleratesMissing else { return [] }
    return TagPlanPage(builder.scenario).missing.map { row in
      RunResult.Warning(
        code: "missing-tag", level: "warning",
        message:
          "Nobody collects the \(row.kind.rawValue) '\(row.name)', and so it never happens for those who need it: "
          + "\(row.neededBy).")
    }
  }

  /// Guardrails that arms make worse beyond doubt: one warning each, the worst arm first.
  private func guardrails() -> [RunResult.Warning] {
    builder.scenario.kpis.filter(\.guardrail).compactMap { kpi in
      let worse = lifts.filter { $0.kpi == kpi.name && Self.isWorse($0, kpi.better) }
      guard !worse.isEmpty else { return nil }
      let sizes = worse.sorted { abs($0.difference.estimate ?? 0) > abs($1.difference.estimate ?? 0) }.map { lift in
        "\(lift.arm.readable) \(Self.size(of: lift, isShare: kpi.measure.kind == "share"))"
      }
      return RunResult.Warning(
        code: "guardrail", level: "warning",
        message: "The guardrail '\(kpi.displayTitle)' gets worse: " + sizes.joined(separator: ", ")
          + ", against \(builder.scenario.comparison.baseline.readable).")
    }
  }

  private static func isWorse(_ lift: RunResult.LiftResult, _ better: KPIDefinition.Direction) -> Bool {
    guard let low = lift.difference.low, let high = lift.difference.high else { return false }
    return better == .higher ? high < 0 : better == .lower && low > 0
  }

  private static func size(of lift: RunResult.LiftResult, isShare: Bool) -> String {
    let difference = lift.difference.estimate ?? 0
    let sign = difference > 0 ? "+" : ""
    if isShare { return "\(sign)\(NumberWords.number(difference * 100)) points" }
    return lift.lift.estimate.map { NumberWords.percent($0) } ?? sign + NumberWords.number(difference)
  }

  private func campaigns() -> [(arm: Int, index: Int, name: String)] {
    builder.sums.indices.flatMap { arm in
      builder.campaigns(of: arm).map { (arm, $0.index, $0.campaign.name) }
    }
  }

  private func silentCampaigns() -> [RunResult.Warning] {
    campaigns().compactMap { arm, index, name in
      let sums = builder.sums[arm]
      guard sums.count(.delivered, campaign: index) == 0 else { return nil }
      let targeted = sums.count(.targeted, campaign: index)
      let worst = Outcome.allCases.max { sums.count($0, campaign: index) < sums.count($1, campaign: index) }
      let reason =
        targeted == 0
        ? "nobody was ever in its audience when it was due" : "most were lost to '\(worst?.name ?? "")'"
      return RunResult.Warning(
        code: "silent-campaign", level: "warning",
        message: "'\(name)' never reached anyone in arm '\(builder.armNames[arm])': \(reason).")
    }
  }

  private func cappedCampaigns() -> [RunResult.Warning] {
    campaigns().compactMap { arm, index, name in
      let sums = builder.sums[arm]
      let targeted = sums.count(.targeted, campaign: index)
      let capped = sums.count(.capped, campaign: index)
      guard targeted > 0, Double(capped) > 0.25 * Double(targeted) else { return nil }
      return RunResult.Warning(
        code: "capped", level: "note",
        message: "The frequency cap stops \(NumberWords.percent(Double(capped) / Double(targeted), signed: false)) of "
          + "'\(name)' in arm '\(builder.armNames[arm])'.")
    }
  }

  private func smallRun() -> [RunResult.Warning] {
    let users = builder.sums.first?.users ?? 0
    guard users < 1000 else { return [] }
    return [
      RunResult.Warning(
        code: "small-run", level: "warning",
        message: "Only \(users) users were simulated: intervals are wide and their coverage is approximate.")
    ]
  }
}
