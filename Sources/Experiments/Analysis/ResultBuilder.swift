import EngagementCore
import LabStatistics
import Primitives
import Simulation

/// Turns the sums of a run into estimates, lifts, verdicts and warnings.
package struct ResultBuilder {
  let scenario: Scenario
  let world: World
  let sums: [ArmSums]
  let alpha = 0.05

  var baseline: Int { world.baseline }
  var armNames: [String] { scenario.comparison.arms.map(\.name) }

  package init(scenario: Scenario, world: World, sums: [ArmSums]) {
    self.scenario = scenario
    self.world = world
    self.sums = sums
  }

  package func result() throws -> RunResult {
    let lifts = try makeLifts()
    let objectives = try ObjectiveJudge(self).verdicts()
    let experiments = try VariantAnalysis(self).tests()
    return RunResult(
      version: ScenarioRun.version, scenario: summary, seed: scenario.seed, users: sums.first?.users ?? 0,
      kpis: kpiSummaries, programs: programSummaries, campaigns: campaignSummaries, attribution: attributionViews,
      arms: try makeArms(), lifts: lifts,
      liftSeries: try makeLiftSeries(), objectives: objectives, experiments: experiments, tests: nil, checklist: nil,
      naive: try naive(),
      warnings: WarningRules(builder: self, lifts: lifts, experiments: experiments).warnings(), timing: nil)
  }

  // MARK: What was asked

  private var summary: RunResult.ScenarioSummary {
    let cap = scenario.limits.caps.filter {
      [nil, .push, .any].contains($0.channel) && $0.campaign == nil && $0.category == nil
    }
    .compactMap { cap in cap.period.map { (limit: cap.limit, period: $0) } }.min { $0.period < $1.period }
    return RunResult.ScenarioSummary(
      name: scenario.name, title: scenario.title, about: scenario.about, hash: "",
      start: scenario.start.description, warmUpDays: scenario.warmUpDays, horizonDays: scenario.horizonDays,
      currency: scenario.currency, baseline: scenario.comparison.baseline,
      pushCap: cap.map {
        RunResult.ScenarioSummary.Cap(limit: $0.limit, periodDays: Double($0.period) / Double(secondsPerDay))
      })
  }

  private var kpiSummaries: [RunResult.KPISummary] {
    scenario.kpis.map { kpi in
      RunResult.KPISummary(
        name: kpi.name, title: kpi.displayTitle, kind: kpi.measure.kind,
        unit: kpi.measure.unitText(currency: scenario.currency), better: kpi.better.rawValue, guardrail: kpi.guardrail)
    }
  }

  private var programSummaries: [RunResult.ProgramSummary] {
    scenario.programs.map {
      RunResult.ProgramSummary(name: $0.name, title: $0.title.isEmpty ? $0.name : $0.title, campaigns: $0.campaigns)
    }
  }

  private var campaignSummaries: [RunResult.CampaignSummary] {
    scenario.campaigns.map { campaign in
      RunResult.CampaignSummary(
        name: campaign.name, objective: campaign.objective, how: campaign.how, audience: campaign.audience,
        content: campaign.content.words, when: campaign.schedule.words, channel: campaign.content.channel.rawValue)
    }
  }

  // MARK: What was found

  /// The comparison of an arm with the baseline for a KPI, in the KPI's unit.
  func comparison(arm: Int, kpi: Int) throws -> PairedComparison {
    try Self.comparison(sums[arm].moments[kpi], scale: world.kpis.kpis[kpi].scale)
  }

  static func comparison(_ moments: ExactMoments, scale: Double) throws -> PairedComparison {
    let scales = [scale, 1, scale, 1]
    return try PairedComparison(
      count: Int(moments.count), means: (0..<4).map { moments.mean($0) * scales[$0] },
      covariance: (0..<4).map { i in (0..<4).map { j in moments.covariance(i, j) * scales[i] * scales[j] } })
  }

  private func makeLifts() throws -> [RunResult.LiftResult] {
    var lifts: [RunResult.LiftResult] = []
    for arm in sums.indices where arm != baseline {
      for (index, kpi) in scenario.kpis.enumerated() {
        let pair = try comparison(arm: arm, kpi: index)
        let test = try pair.paired(alpha: alpha)
        lifts.append(
          RunResult.LiftResult(
            arm: armNames[arm], baseline: scenario.comparison.baseline, kpi: kpi.name,
            difference: RunResult.IntervalEstimate(test, pair: pair),
            lift: RunResult.IntervalEstimate(try pair.lift(alpha: alpha), pair: pair), pValue: test.pTwoSided,
            method: "paired, same users in both arms; ratio of sums by the delta method; lift by Fieller",
            varianceRatio: pair.varianceRatio.flatMap { $0 > 0 ? 1 / $0 : nil }, confidence: 1 - alpha))
      }
    }
    return lifts
  }

  private func makeLiftSeries() throws -> [RunResult.LiftSeries] {
    let weeks = (scenario.horizonDays + 6) / 7
    let days = (1...weeks).map { min($0 * 7, scenario.horizonDays) }
    var result: [RunResult.LiftSeries] = []
    for (look, kpi) in world.kpis.looks.enumerated() {
      for arm in sums.indices where arm != baseline {
        let lift = try (0..<weeks).map { week in
          let pair = try Self.comparison(sums[arm].looks[look * weeks + week], scale: world.kpis.kpis[kpi].scale)
          return RunResult.IntervalEstimate(try pair.lift(alpha: alpha), pair: pair)
        }
        result.append(
          RunResult.LiftSeries(arm: armNames[arm], kpi: scenario.kpis[kpi].name, days: days, lift: lift))
      }
    }
    return result
  }

  private func makeArms() throws -> [RunResult.ArmResult] {
    try sums.enumerated().map { index, sums in
      var kpis: [String: RunResult.Estimate] = [:]
      var series: [String: [Double]] = [:]
      for (k, kpi) in scenario.kpis.enumerated() {
        let pair = try comparison(arm: index, kpi: k)
        kpis[kpi.name] = RunResult.Estimate(
          estimate: pair.treatment, standardError: pair.treatment == nil ? nil : pair.treatmentVariance.squareRoot(),
          status: pair.treatment == nil ? Status.zeroDenominator.rawValue : nil)
        if kpi.measure.isAdditive { series[kpi.name] = daily(sums, k) }
      }
      return RunResult.ArmResult(
        name: armNames[index], programs: scenario.comparison.arms[index].programs, users: sums.users, kpis: kpis,
        campaigns: campaignCounts(index), polls: polls(index), activeUsers: sums.activeUsers, series: series,
        retention: retention(sums), pressure: pressure(sums), cost: sums.cost.units, revenue: sums.revenue.units,
        attribution: try attribution(index), sessionSources: sessionSources(sums))
    }
  }

  private func daily(_ sums: ArmSums, _ kpi: Int) -> [Double] {
    let compiled = world.kpis.kpis[kpi]
    let numerators = sums.series(kpi: kpi, denominator: false)
    let isFed = scenario.kpis[kpi].measure.unit == .session || scenario.kpis[kpi].measure.unit == .activeDay
    let denominators = isFed ? sums.series(kpi: kpi, denominator: true) : sums.presentUsers
    return zip(numerators, denominators).map { $1 == 0 ? 0 : Double($0) * compiled.scale / Double($1) }
  }

  /// The campaigns of an arm with their indices, in the order of the scenario.
  func campaigns(of arm: Int) -> [(index: Int, campaign: CampaignDefinition)] {
    let programs = Set(scenario.comparison.arms[arm].programs)
    let names = Set(scenario.programs.filter { programs.contains($0.name) }.flatMap(\.campaigns))
    return scenario.campaigns.enumerated().filter { names.contains($0.element.name) }.map { ($0.offset, $0.element) }
  }

  private func campaignCounts(_ arm: Int) -> [String: [String: Int]] {
    var result: [String: [String: Int]] = [:]
    for (index, campaign) in campaigns(of: arm) {
      var counts: [String: Int] = [:]
      for outcome in Outcome.allCases where outcome != .ownPolicy || world.policy != nil {
        counts[outcome.name] = sums[arm].count(outcome, campaign: index)
      }
      for count in CampaignCount.allCases { counts[count.name] = sums[arm].count(count, campaign: index) }
      result[campaign.name] = counts
    }
    return result
  }

  private func retention(_ sums: ArmSums) -> [RunResult.RetentionPoint] {
    zip(sums.retentionUsers, sums.retentionActive).enumerated().prefix { $0.element.0 > 0 }.map {
      RunResult.RetentionPoint(day: $0.offset, users: $0.element.0, active: $0.element.1)
    }
  }

  private func pressure(_ sums: ArmSums) -> RunResult.Pressure {
    let weekly = sums.weeklyPushes
    let total = weekly.reduce(0, +)
    let pushes = weekly.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    var seen = 0
    let p95 = weekly.firstIndex { count in
      seen += count
      return Double(seen) >= 0.95 * Double(total)
    }
    let flat = sums.heatMap
    return RunResult.Pressure(
      weekly: weekly, mean: total == 0 ? 0 : Double(pushes) / Double(total), p95: total == 0 ? 0 : p95 ?? 0,
      heatMap: (0..<7).map { Array(flat[$0 * 24..<$0 * 24 + 24]) })
  }
}

extension RunResult.IntervalEstimate {
  /// A difference; exactly zero when every user has the same value in both arms.
  init(_ test: MeanComparison, pair: PairedComparison) {
    let isIdentical = pair.status == .identicalArms
    self.init(
      estimate: pair.treatment == nil || pair.control == nil ? nil : test.difference,
      low: isIdentical ? 0 : test.interval?.low, high: isIdentical ? 0 : test.interval?.high,
      status: test.status?.rawValue)
  }

  /// A lift; exactly zero when every user has the same value in both arms.
  init(_ lift: LiftEstimate, pair: PairedComparison) {
    let isIdentical = pair.status == .identicalArms
    self.init(
      estimate: lift.estimate, low: isIdentical ? 0 : lift.low, high: isIdentical ? 0 : lift.high,
      status: lift.status?.rawValue)
  }
}
