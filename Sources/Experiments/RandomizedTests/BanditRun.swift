import Foundation
import LabStatistics
import Primitives
import Simulation

/// A bandit: each day's new users are given to arms by what the rewards of earlier ones have shown.
///
/// A user is assigned on the day of exposure: until then all arms are the same life. The reward is the first metric in the
/// days that follow. As both lives of every user are known, no user needs to be played again.
struct BanditRun {
  let scenario: Scenario
  let test: Int
  let bandit: ExperimentDefinition.Bandit
  let table: OutcomeTable
  let world: World
  private let metric: TestMetric?

  init(
    _ scenario: Scenario, test: Int, bandit: ExperimentDefinition.Bandit, table: OutcomeTable, world: World
  ) {
    self.scenario = scenario
    self.test = test
    self.bandit = bandit
    self.table = table
    self.world = world
    metric = scenario.experiments[test].metrics.first.flatMap {
      TestMetric($0, scenario: scenario, world: world, table: table)
    }
  }

  /// What a bandit comes to.
  struct Outcome {
    let result: RunResult.BanditResult
    /// Each arm against the control by its rewards: as they are, and weighted.
    let comparisons: [RunResult.TestComparison]
  }

  /// What is known of an arm's rewards.
  private struct Knowledge {
    var rewards: [Double] = []
    /// One over the chance to get the arm.
    var weights: [Double] = []
    private var moments = Moments()

    mutating func add(_ reward: Double, chance: Double) {
      rewards.append(reward)
      weights.append(1 / chance)
      moments.add(reward)
    }

    var summary: UnitSummary { moments.summary }

    /// The mean with weights that sum to one, and its variance (Hajek 1971), as of so many users without weights.
    var weighted: UnitSummary {
      let total = weights.reduce(0, +)
      guard total > 0 else { return UnitSummary(count: 0, mean: 0, variance: 0) }
      let mean = zip(weights, rewards).reduce(0) { $0 + $1.0 * $1.1 } / total
      let variance = zip(weights, rewards).reduce(0) { sum, pair in
        let part = pair.0 * (pair.1 - mean) / total
        return sum + part * part
      }
      return UnitSummary(count: rewards.count, mean: mean, variance: variance * Double(rewards.count))
    }
  }

  private struct Assigned {
    let user: Int
    let arm: Int
    let chance: Double
    let ends: Int
  }

  /// Gives every exposed user an arm, and takes the others out of the test.
  func play(_ places: inout TestPlaces) throws -> Outcome {
    let definition = scenario.experiments[test]
    let worlds = definition.arms.map { arm in scenario.comparison.arms.firstIndex { $0.name == arm.name } ?? 0 }
    let shares = definition.arms.map(\.share)
    let horizon = scenario.horizonDays
    var arriving: [[Int]] = Array(repeating: [], count: horizon)
    for user in 0..<table.users where places.arms[test][user] >= 0 {
      let day = worlds.map { table.exposure(of: user, arm: $0) }.min() ?? OutcomeTable.never
      // Whose reward ends beyond the horizon is left out.
      if Int(day) + bandit.rewardDays <= horizon {
        arriving[Int(day)].append(user)
      } else {
        places.move(user, test: test, to: -1)
      }
    }
    var knowledge = definition.arms.map { _ in Knowledge() }
    var open: [Assigned] = []
    var days: [[Int]] = []
    var (earned, byShares) = (0.0, 0.0)
    var totals = definition.arms.map { _ in 0.0 }
    let control = places.controlIndex(of: definition)
    var truths = definition.arms.map { _ in CoMoments(dimension: 4) }
    for day in 0..<horizon {
      for user in open where user.ends <= day {
        knowledge[user.arm].add(reward(user.user, worlds[user.arm], until: user.ends), chance: user.chance)
      }
      open.removeAll { $0.ends <= day }
      let weights = try allocation(knowledge, shares: shares, day: day)
      var counts = definition.arms.map { _ in 0 }
      for user in arriving[day] {
        let draws = world.draws(of: user)
        let words = draws.block(.assignment, occurrence: 3, entity: stableHash(definition.name))
        let arm = TestPlaces.pick(Draws.uniform(words.x), weights)
        places.move(user, test: test, to: arm)
        counts[arm] += 1
        let ends = day + bandit.rewardDays
        open.append(Assigned(user: user, arm: arm, chance: weights[arm], ends: ends))
        let rewards = worlds.map { reward(user, $0, until: ends) }
        earned += rewards[arm]
        byShares += zip(rewards, shares).reduce(0) { $0 + $1.0 * $1.1 }
        for index in totals.indices {
          totals[index] += rewards[index]
          truths[index].add([rewards[index], 1, rewards[control], 1])
        }
      }
      days.append(counts)
    }
    for user in open {
      knowledge[user.arm].add(reward(user.user, worlds[user.arm], until: user.ends), chance: user.chance)
    }
    let users = Double(days.reduce(0) { $0 + $1.reduce(0, +) })
    let best = (isLowerBetter ? totals.min() : totals.max()) ?? 0
    let sign = isLowerBetter ? -1.0 : 1.0
    let result = RunResult.BanditResult(
      policy: bandit.policy.rawValue, days: days, regret: sign * (best - earned),
      regretOfShares: sign * (best - byShares),
      observed: knowledge.map { $0.rewards.isEmpty ? nil : $0.summary.mean },
      truth: totals.map { users > 0 ? $0 / users : nil },
      weighted: knowledge.map { $0.rewards.isEmpty ? nil : $0.weighted.mean })
    return Outcome(result: result, comparisons: try comparisons(knowledge, truths, control: control))
  }

  private func comparisons(
    _ knowledge: [Knowledge], _ truths: [CoMoments], control: Int
  ) throws -> [RunResult.TestComparison] {
    guard let metric else { return [] }
    let definition = scenario.experiments[test]
    let settings = try AnalysisSettings(alpha: definition.alpha)
    return try definition.arms.indices.filter { $0 != control }.map { arm in
      let truth = truths[arm].count > 1 ? try PairedComparison(truths[arm]) : nil
      func estimate(_ summary: (Knowledge) -> UnitSummary) throws -> RunResult.TestEstimate {
        let (one, two) = (summary(knowledge[control]), summary(knowledge[arm]))
        return TestAnalysis.estimate(
          try settings.meanTest.result(control: one, treatment: two, settings: settings, method: "Welch's t test"),
          truth)
      }
      return RunResult.TestComparison(
        metric: metric.name, role: "primary", arm: definition.arms[arm].name, day: scenario.horizonDays,
        intentionToTreat: try estimate(\.summary), adjusted: try estimate(\.weighted),
        adjustment: "each user weighted by one over the chance to get the arm", varianceRatio: nil, exposed: nil,
        correctedPValue: nil)
    }
  }

  private var isLowerBetter: Bool { metric?.better == .lower }

  /// The first metric in the days after an assignment.
  private func reward(_ user: Int, _ arm: Int, until end: Int) -> Double {
    guard let metric, end >= 1 else { return 0 }
    // The table is read every day: the look of the end of day d is at position d − 1.
    let start = end - bandit.rewardDays
    let after = table.values(kpi: metric.column, arm: arm, look: end - 1)[user]
    let before = start >= 1 ? table.values(kpi: metric.column, arm: arm, look: start - 1)[user] : 0
    return Double(after - before) * metric.scale
  }

  /// A day's share of each arm; as planned while an arm's rewards are unknown.
  private func allocation(_ knowledge: [Knowledge], shares: [Double], day: Int) throws -> [Double] {
    let policy: LabStatistics.Bandit.Policy
    switch bandit.policy {
    case .equal: return shares
    case .thompson: policy = .thompson
    case .topTwo: policy = .topTwo(leader: 0.5)
    }
    let posteriors = knowledge.map { known in
      let rewards = known.summary
      return ArmPosterior.mean(
        of: isLowerBetter
          ? UnitSummary(count: rewards.count, mean: -rewards.mean, variance: rewards.variance) : rewards)
    }
    if posteriors.contains(.unknown) { return shares }
    // A stream of its own: no user has this number.
    let draws = Draws(run: world.runKey, user: .max)
    return try LabStatistics.Bandit(policy, arms: shares.count, floor: bandit.floor).weights(
      posteriors, day: day, draws: draws, entity: stableHash(scenario.experiments[test].name))
  }
}
