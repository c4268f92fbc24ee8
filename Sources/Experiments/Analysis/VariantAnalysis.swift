import EngagementCore
import LabStatistics
import Primitives
import Simulation

/// Analyses the tests inside an arm: a campaign's variants, and its held-out users, split at random as in real life.
///
/// Open and conversion are shares of users (pooled z, Newcombe), revenue is a mean per user (Welch); lifts are Fieller's.
struct VariantAnalysis {
  let builder: ResultBuilder
  /// Below this p-value the split is not what was asked for (Fabijan et al., KDD 2019).
  static let sampleRatioThreshold = 0.001

  init(_ builder: ResultBuilder) { self.builder = builder }

  /// A group of a test.
  private struct Group {
    let name: String
    let weight: Double
    let counts: ArmSums.GroupCounts
  }

  func tests() throws -> [RunResult.VariantTest] {
    var results: [RunResult.VariantTest] = []
    let scenario = builder.scenario
    for (arm, sums) in builder.sums.enumerated() {
      var test = -1
      for campaign in scenario.campaigns where campaign.isTested {
        test += 1
        let groups = self.groups(of: campaign, test: test, sums)
        guard groups.contains(where: { $0.counts.users > 0 }) else { continue }
        let variants = Array(groups.prefix(max(campaign.variants.count, 1)))
        if variants.count > 1 {
          results.append(try analyse(campaign, arm: arm, control: variants[0], others: Array(variants.dropFirst())))
        }
        if campaign.holdout > 0, let held = groups.last {
          results.append(try analyse(campaign, arm: arm, control: held, others: variants))
        }
      }
    }
    return results
  }

  private func groups(of campaign: CampaignDefinition, test: Int, _ sums: ArmSums) -> [Group] {
    let variants = campaign.variants.isEmpty ? [Variant(name: "sent", weight: 1)] : campaign.variants
    var groups = variants.enumerated().map { index, variant in
      Group(
        name: variant.name, weight: variant.weight * (1 - campaign.holdout),
        counts: sums.group(test: test, group: index))
    }
    if campaign.holdout > 0 {
      groups.append(
        Group(
          name: "held out", weight: campaign.holdout, counts: sums.group(test: test, group: variants.count)))
    }
    return groups
  }

  private func analyse(
    _ campaign: CampaignDefinition, arm: Int, control: Group, others: [Group]
  ) throws -> RunResult.VariantTest {
    let all = [control] + others
    let p = try sampleRatio(all)
    var comparisons: [RunResult.VariantComparison] = []
    for other in others {
      if control.name != "held out" {
        comparisons.append(try share("open rate", control, other) { $0.openers })
      }
      if campaign.conversion != nil {
        comparisons.append(try share("conversion", control, other) { $0.converters })
        comparisons.append(try revenue(control, other))
      }
    }
    return RunResult.VariantTest(
      arm: builder.armNames[arm], campaign: campaign.name, control: control.name, sampleRatioPValue: p,
      sampleRatioAlarm: (p ?? 1) < Self.sampleRatioThreshold,
      variants: all.map { group in
        RunResult.VariantResult(
          name: group.name, weight: group.weight, users: group.counts.users, sends: group.counts.sends,
          opens: group.counts.opens, openers: group.counts.openers, converters: group.counts.converters,
          revenue: Double(group.counts.revenue) / 1e6)
      }, comparisons: comparisons)
  }

  /// Chi-square of the numbers of users against the weights.
  private func sampleRatio(_ groups: [Group]) throws -> Double? {
    let users = Double(groups.reduce(0) { $0 + $1.counts.users })
    let weights = groups.reduce(0) { $0 + $1.weight }
    guard users > 0, groups.count > 1 else { return nil }
    let statistic = groups.reduce(0.0) { sum, group in
      let expected = users * group.weight / weights
      let gap = Double(group.counts.users) - expected
      return sum + (expected > 0 ? gap * gap / expected : 0)
    }
    return try ChiSquared(degreesOfFreedom: Double(groups.count - 1)).upperTail(statistic)
  }

  private func share(
    _ metric: String, _ control: Group, _ treatment: Group, _ successes: (ArmSums.GroupCounts) -> Int
  ) throws -> RunResult.VariantComparison {
    let c = try SuccessCount(successes: successes(control.counts), trials: control.counts.users)
    let t = try SuccessCount(successes: successes(treatment.counts), trials: treatment.counts.users)
    guard c.trials > 1, t.trials > 1 else { return missing(metric, treatment) }
    let test = try ProportionTest.pooled.compare(control: c, treatment: t, alpha: builder.alpha)
    let interval = try DifferenceInterval.newcombe.interval(control: c, treatment: t, alpha: builder.alpha)
    let lift = try lift(UnitSummary(c), UnitSummary(t))
    return RunResult.VariantComparison(
      variant: treatment.name, metric: metric, control: c.share, treatment: t.share,
      difference: RunResult.IntervalEstimate(
        estimate: t.share - c.share, low: interval.low, high: interval.high, status: test.status?.rawValue),
      lift: lift, pValue: test.pTwoSided, method: "pooled z; Newcombe; lift by Fieller")
  }

  private func revenue(_ control: Group, _ treatment: Group) throws -> RunResult.VariantComparison {
    let c = Self.revenuePerUser(control.counts)
    let t = Self.revenuePerUser(treatment.counts)
    guard c.count > 1, t.count > 1 else { return missing("revenue per user", treatment) }
    let test = try MeanTest.welch.compare(control: c, treatment: t, alpha: builder.alpha)
    return RunResult.VariantComparison(
      variant: treatment.name, metric: "revenue per user", control: c.mean, treatment: t.mean,
      difference: RunResult.IntervalEstimate(
        estimate: test.difference, low: test.interval?.low, high: test.interval?.high, status: test.status?.rawValue),
      lift: try lift(c, t), pValue: test.pTwoSided, method: "Welch; lift by Fieller")
  }

  private static func revenuePerUser(_ counts: ArmSums.GroupCounts) -> UnitSummary {
    let n = Int128(counts.users)
    guard n > 0 else { return UnitSummary(count: 0, mean: 0, variance: 0) }
    // Exact until the last division, as every sum of the lab.
    let scatter = n * counts.squaredRevenue - Int128(counts.revenue) * Int128(counts.revenue)
    let variance = counts.users > 1 ? Double(scatter) / Double(n) / Double(n - 1) * 1e-12 : 0
    return UnitSummary(count: counts.users, mean: Double(counts.revenue) / Double(n) * 1e-6, variance: variance)
  }

  private func lift(_ control: UnitSummary, _ treatment: UnitSummary) throws -> RunResult.IntervalEstimate {
    let lift = LiftMethod.fieller.lift(
      control: control.mean, treatment: treatment.mean, controlVariance: control.varianceOfMean,
      treatmentVariance: treatment.varianceOfMean, critical: Normal.twoSidedCritical(alpha: builder.alpha))
    return RunResult.IntervalEstimate(
      estimate: lift.estimate, low: lift.low, high: lift.high, status: lift.status?.rawValue)
  }

  private func missing(_ metric: String, _ treatment: Group) -> RunResult.VariantComparison {
    let nothing = RunResult.IntervalEstimate(
      estimate: nil, low: nil, high: nil, status: Status.tooFewUnits.rawValue)
    return RunResult.VariantComparison(
      variant: treatment.name, metric: metric, control: nil, treatment: nil, difference: nothing, lift: nothing,
      pValue: nil, method: "none")
  }
}
