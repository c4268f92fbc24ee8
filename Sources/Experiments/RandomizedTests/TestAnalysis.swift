import Foundation
import LabStatistics
import Primitives
import Simulation

/// Analyses the tests of a scenario.
///
/// Effects of intention-to-treat and of exposed users, adjusted by what was known before; the sequence of looks; what
/// overlapping tests do together; a decision by the declared rule; and beside each number the truth.
package struct TestAnalysis {
  let scenario: Scenario
  let world: World
  /// Both lives of every user.
  let table: OutcomeTable
  var places: TestPlaces
  /// What is read: each user in the arm that they live in; the same table where users share nothing.
  let observed: OutcomeTable

  package init(
    _ scenario: Scenario, world: World, table: OutcomeTable, places: TestPlaces, observed: OutcomeTable? = nil
  ) {
    self.scenario = scenario
    self.world = world
    self.table = table
    self.places = places
    self.observed = observed ?? table
  }

  package func results() throws -> [RunResult.RandomizedTest] {
    try scenario.experiments.indices.map { try result($0) }
  }

  private func result(_ index: Int) throws -> RunResult.RandomizedTest {
    let test = scenario.experiments[index]
    var analysis = self
    let bandit = try test.bandit.map { bandit in
      try BanditRun(scenario, test: index, bandit: bandit, table: table, world: world).play(&analysis.places)
    }
    return try analysis.result(index, test, bandit)
  }

  private func result(
    _ index: Int, _ test: ExperimentDefinition, _ bandit: BanditRun.Outcome?
  ) throws -> RunResult.RandomizedTest {
    let lost = losses(index)
    let looks = scenario.looks(of: test).compactMap { table.plan.looks.firstIndex(of: $0) }
    // The days that a bandit's users have had differ from arm to arm, as its shares change: only rewards can be compared.
    let sequences =
      bandit == nil ? try TestSequences(self, test: index, lost: lost, looks: looks).sequences() : []
    let arms = try armCounts(index, lost: lost, look: looks.last ?? 0)
    let ratio =
      bandit == nil ? try SampleRatioTest(observed: arms.map(\.users), weights: arms.map(\.share)) : nil
    let comparisons =
      try bandit.map { try corrected($0.comparisons, test) }
      ?? comparisons(index, lost: lost, looks: looks, sequences: sequences)
    var result = RunResult.RandomizedTest(
      name: test.name, title: test.title, hypothesis: test.hypothesis, control: scenario.control(of: test), arms: arms,
      looks: scenario.looks(of: test), rule: test.rule.rawValue, alpha: test.alpha, minimumLift: test.minimumLift,
      sampleRatioPValue: ratio?.p, sampleRatioAlarm: ratio?.isMismatch ?? false, comparisons: comparisons,
      sequences: sequences, interactions: try interactions(index, lost: lost, look: looks.last ?? 0),
      bandit: bandit?.result,
      decision: RunResult.TestDecision(verdict: "", arm: nil, day: 0, sentence: "", isRight: nil))
    result.decision = TestDecider(scenario, test, result).decision()
    return result
  }

  /// Which users are missing from a test's analysis; empty: none.
  private func losses(_ index: Int) -> [Bool] {
    let test = scenario.experiments[index]
    guard test.faults.lost != nil else { return [] }
    return (0..<table.users).map { user in
      guard places.arms[index][user] >= 0 else { return false }
      let exposed = observed.exposure(of: user, arm: places.world(of: user)) != OutcomeTable.never
      return places.isLost(user, test: index, exposed: exposed, draws: world.draws(of: user))
    }
  }

  func reading(_ index: Int, _ metric: TestMetric, lost: [Bool]) -> TestReading {
    TestReading(places: places, test: index, metric: metric, observed: observed, table: table, isLost: lost)
  }

  func metric(_ name: String) -> TestMetric? { TestMetric(name, scenario: scenario, world: world, table: table) }

  private func armCounts(_ index: Int, lost: [Bool], look: Int) throws -> [RunResult.TestArm] {
    let test = scenario.experiments[index]
    let end = Int32(table.plan.looks[look])
    var users = test.arms.map { _ in 0 }
    var exposed = users
    for user in 0..<table.users where observed.entry(of: user) < end {
      let arm = Int(places.arms[index][user])
      guard arm >= 0, lost.isEmpty || !lost[user] else { continue }
      users[arm] += 1
      let first = test.arms.indices.map { table.exposure(of: user, arm: places.world(of: user, test: index, arm: $0)) }
      if (first.min() ?? OutcomeTable.never) < end { exposed[arm] += 1 }
    }
    return test.arms.indices.map {
      RunResult.TestArm(name: test.arms[$0].name, share: test.arms[$0].share, users: users[$0], exposed: exposed[$0])
    }
  }

  // MARK: Comparisons

  /// Position of the look at which an arm was read: where the rule ended its test, or the last one.
  private func end(_ arm: String, _ sequences: [RunResult.TestSequence], _ looks: [Int]) -> Int {
    let day = sequences.first { $0.arm == arm }?.stopped
    return looks.first { table.plan.looks[$0] == day } ?? looks.last ?? 0
  }

  private func comparisons(
    _ index: Int, lost: [Bool], looks: [Int], sequences: [RunResult.TestSequence]
  ) throws -> [RunResult.TestComparison] {
    let test = scenario.experiments[index]
    let control = places.controlIndex(of: test)
    let roles =
      test.metrics.enumerated().map { ($1, $0 == 0 ? "primary" : "secondary") }
      + test.guardrails.map { ($0.kpi, "guardrail") }
    var result: [RunResult.TestComparison] = []
    for (name, role) in roles {
      guard let metric = metric(name) else { continue }
      for arm in test.arms.indices where arm != control {
        let look = end(test.arms[arm].name, sequences, looks)
        result.append(
          try comparison(reading(index, metric, lost: lost), role: role, arm: arm, control: control, look: look))
      }
    }
    return try corrected(result, test)
  }

  private func comparison(
    _ reading: TestReading, role: String, arm: Int, control: Int, look: Int
  ) throws -> RunResult.TestComparison {
    let test = scenario.experiments[reading.test]
    let all = try reading.arms(look: look)
    let truth = try reading.truth(arm: arm, look: look)
    let settings = try AnalysisSettings(alpha: test.alpha)
    let plain = try compare(reading.metric, adjusted: false, all[control], all[arm], settings)
    let group = TestReading.Group.exposed(arm: arm)
    let some = try reading.arms(look: look, among: group)
    let isAnybodyExposed = some[control].count > 1 && some[arm].count > 1
    let adjusted = try self.adjusted(reading, plain, all, arm: arm, control: control, look: look, settings)
    return RunResult.TestComparison(
      metric: reading.metric.name, role: role, arm: test.arms[arm].name, day: table.plan.looks[look],
      intentionToTreat: Self.estimate(plain, truth), adjusted: adjusted.map { Self.estimate($0.result, truth) },
      adjustment: adjusted?.words, varianceRatio: adjusted.flatMap { Self.varianceRatio($0.result, plain) },
      exposed: isAnybodyExposed
        ? Self.estimate(
          try compare(reading.metric, adjusted: false, some[control], some[arm], settings),
          try reading.truth(arm: arm, look: look, among: group)) : nil,
      correctedPValue: nil)
  }

  func compare(
    _ metric: TestMetric, adjusted: Bool, _ control: ArmData, _ treatment: ArmData, _ settings: AnalysisSettings
  ) throws -> MetricResult {
    try metric.estimator(adjusted: adjusted).compare(control: control, treatment: treatment, settings: settings)
  }

  private func adjusted(
    _ reading: TestReading, _ plain: MetricResult, _ all: [ArmData], arm: Int, control: Int, look: Int,
    _ settings: AnalysisSettings
  ) throws -> (result: MetricResult, words: String)? {
    let test = scenario.experiments[reading.test]
    // A share that nobody of the control has leaves nothing to adjust, and a lift from next to nothing.
    if reading.metric.kind == .share, (plain.control ?? 0) == 0 { return nil }
    if test.strata != .none, reading.metric.kind != .ratio {
      let strata = StratifiedComparison(reading, strata: test.strata, look: look, isAdjusted: test.isAdjusted)
      if let result = try strata.compare(control: control, arm: arm, settings: settings) {
        return (result, "within \(test.strata.rawValue)" + (test.isAdjusted ? " and adjusted by CUPED" : ""))
      }
    }
    guard test.isAdjusted else { return nil }
    let result = try compare(reading.metric, adjusted: true, all[control], all[arm], settings)
    guard result.difference.estimate != nil, !result.statuses.contains(.zeroCovariateVariance) else { return nil }
    return (result, "CUPED with \(reading.metric.hasOwnPast ? reading.metric.name : "sessions") before the start")
  }

  static func estimate(_ result: MetricResult, _ truth: PairedComparison?) -> RunResult.TestEstimate {
    let difference = truth.flatMap { pair in pair.treatment.flatMap { one in pair.control.map { one - $0 } } }
    let interval = Interval(low: result.difference.low, high: result.difference.high)
    return RunResult.TestEstimate(
      users: [result.units.control, result.units.treatment], control: result.control, treatment: result.treatment,
      difference: RunResult.IntervalEstimate(
        estimate: result.difference.estimate, low: interval.low, high: interval.high,
        status: result.statuses.first { $0 != result.lift.status }?.rawValue),
      lift: RunResult.IntervalEstimate(
        estimate: result.lift.estimate, low: result.lift.low, high: result.lift.high,
        status: result.lift.status?.rawValue),
      pValue: result.pValue,
      truth: RunResult.Estimate(
        estimate: difference, standardError: difference == nil ? nil : truth?.pairedVariance.squareRoot(),
        status: difference == nil ? Status.zeroDenominator.rawValue : nil),
      trueLift: difference.flatMap { d in truth?.control.flatMap { $0 == 0 ? nil : d / abs($0) } },
      covers: interval.isBounded ? difference.map(interval.contains) : nil, method: result.method)
  }

  private static func varianceRatio(_ adjusted: MetricResult, _ plain: MetricResult) -> Double? {
    guard let a = adjusted.difference.standardError, let b = plain.difference.standardError, b > 0 else { return nil }
    return (a / b) * (a / b)
  }

  /// p-values corrected over the metrics that decide and their arms; guardrails stand for themselves, as the lab counts a
  /// family.
  private func corrected(
    _ comparisons: [RunResult.TestComparison], _ test: ExperimentDefinition
  ) throws -> [RunResult.TestComparison] {
    var result = comparisons
    let family = result.indices.filter { result[$0].role != "guardrail" && result[$0].deciding.pValue != nil }
    let values = family.compactMap { result[$0].deciding.pValue }
    let adjusted = try test.correction.method?.adjusted(values, alpha: test.alpha) ?? values
    for (index, p) in zip(family, adjusted) { result[index].correctedPValue = p }
    for index in result.indices where result[index].role == "guardrail" {
      result[index].correctedPValue = result[index].deciding.pValue
    }
    return result
  }

  // MARK: Overlapping tests

  /// Whether the arms of tests that share users change each other's effects, two at a time.
  private func interactions(_ index: Int, lost: [Bool], look: Int) throws -> [RunResult.TestInteraction] {
    let test = scenario.experiments[index]
    guard let metric = test.metrics.first.flatMap({ self.metric($0) }) else { return [] }
    let reading = reading(index, metric, lost: lost)
    let control = places.controlIndex(of: test)
    var result: [RunResult.TestInteraction] = []
    for (other, second) in scenario.experiments.enumerated()
    where other > index && (test.layer == nil || test.layer != second.layer) {
      let base = places.controlIndex(of: second)
      for arm in test.arms.indices where arm != control {
        for two in second.arms.indices where two != base {
          let effects = try [two, base].map { side in
            let isSide = { (user: Int) in Int(places.arms[other][user]) == side }
            let arms = try reading.arms(look: look, where: isSide)
            let settings = try AnalysisSettings(alpha: test.alpha)
            return (
              try compare(metric, adjusted: test.isAdjusted, arms[control], arms[arm], settings),
              try reading.truth(arm: arm, look: look, where: isSide)
            )
          }
          result.append(
            try Self.interaction(
              with: second.name, arms: [test.arms[arm].name, second.arms[two].name], metric: metric.name, effects,
              alpha: test.alpha))
        }
      }
    }
    return result
  }

  private static func interaction(
    with other: String, arms: [String], metric: String, _ effects: [(MetricResult, PairedComparison?)], alpha: Double
  ) throws -> RunResult.TestInteraction {
    let truths = effects.map { estimate($0.0, $0.1).truth }
    var interaction = RunResult.TestInteraction(
      with: other, arms: arms, metric: metric,
      difference: .init(status: Status.tooFewUnits.rawValue), pValue: nil,
      truth: .init(status: Status.tooFewUnits.rawValue))
    if let a = truths[0].estimate, let b = truths[1].estimate {
      let errors = truths.map { $0.standardError ?? 0 }
      interaction.truth = .init(
        estimate: a - b, standardError: (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot(), status: nil)
    }
    guard let a = effects[0].0.difference.estimate, let b = effects[1].0.difference.estimate,
      let one = effects[0].0.difference.standardError, let two = effects[1].0.difference.standardError
    else { return interaction }
    let error = (one * one + two * two).squareRoot()
    let half = Normal.twoSidedCritical(alpha: alpha) * error
    interaction.difference = .init(estimate: a - b, low: a - b - half, high: a - b + half, status: nil)
    interaction.pValue = 2 * Normal.upperTail(abs(a - b) / error)
    return interaction
  }
}

extension RunResult.TestComparison {
  /// The estimate that decides: the adjusted one, if there is one.
  var deciding: RunResult.TestEstimate { adjusted ?? intentionToTreat }
}

extension ExperimentDefinition.Correction {
  var method: MultipleTesting? {
    switch self {
    case .none: nil
    case .bonferroni: .bonferroni
    case .holm: .holm
    case .benjaminiHochberg: .benjaminiHochberg
    }
  }
}
