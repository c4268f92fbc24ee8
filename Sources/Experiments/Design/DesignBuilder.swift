import Foundation
import LabStatistics
import Primitives
import Simulation

/// Draws the tests of a design and says what they show.
struct DesignBuilder {
  let scenario: Scenario
  let request: DesignRequest
  let data: DesignData
  let population: DesignPopulation
  /// What was known before, in words.
  let covariate: String
  /// What is left out, and why.
  private var warnings: [String] = []

  private var settings: DesignSettings { request.settings }
  private var last: Int { data.looks.count - 1 }

  init(_ scenario: Scenario, _ request: DesignRequest, _ data: DesignData, covariate: String) throws {
    self.scenario = scenario
    self.request = request
    self.covariate = covariate
    var data = data
    guard data.users >= 100 else {
      throw DesignError("\(data.users) users are in the test's audience", "play more users (--users)")
    }
    let all = try DesignPopulation(data)
    let readable = data.looks.indices.filter { look in
      (all.looks[look].control.summary?.variance ?? 0) > 0
        && (all.looks[look].treatment.with(.scenario).summary?.variance ?? 0) > 0
    }
    guard let end = readable.last, end == data.looks.count - 1 else {
      throw DesignError(
        "`\(request.kpi.name)` is the same for all users at the last look, so no test can measure it",
        "choose another KPI, or lengthen the horizon")
    }
    if readable.count < data.looks.count {
      let days = data.looks.indices.filter { !readable.contains($0) }.map { String(data.looks[$0].day) }
      warnings.append(
        "\(request.kpi.name) cannot be read on day \(days.joined(separator: ", ")); these looks were left out.")
      data.looks = readable.map { data.looks[$0] }
    }
    self.data = data
    population = try DesignPopulation(data)
  }

  /// Positions of the looks that can be read, among those that were planned.
  func readableLooks(of days: [Int]) -> [Int] {
    days.indices.filter { index in data.looks.contains { $0.day == days[index] } }
  }

  /// Draws tests from both lives of every user.
  func result(progress: (@Sendable (Double) -> Void)? = nil) async throws -> DesignResult {
    let needed = usersNeeded()
    let sizes = try self.sizes(needed: needed)
    try checkMemory(sizes: sizes.count)
    let study = try await DesignStudy(data, population: population, settings: settings, sizes: sizes) {
      progress?(0.8 * $0)
    }
    let chosen = needed.flatMap { need in sizes.firstIndex { Double($0) >= need } } ?? sizes.count - 1
    var result = try summary(of: study, chosen: chosen, needed: needed)
    result.exposed = try await exposed()
    result.holdouts = try await holdouts()
    progress?(1)
    return advised(result, chosen: chosen, needed: needed)
  }

  /// Simulates tests one by one.
  func result(
    of splits: DesignSplits, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> DesignResult {
    let study = DesignStudy(
      splits: try await splits.estimates(progress: progress), data: data, population: population, settings: settings)
    let needed = usersNeeded()
    var result = try summary(of: study, chosen: 0, needed: needed)
    result.tests = study.estimates.count
    result.method =
      "Users share limits, so what one gets depends on the arms of the others: every test was simulated outright, "
      + "\(study.estimates.count) worlds with people of their own, split between the arms."
    let measured = Moments(
      study.estimates.indices.map { study.numbers(test: $0, size: 0, look: last, .scenario).difference })
    let error = ((measured.variance ?? 0) / Double(max(1, measured.count))).squareRoot()
    let scale = population.scale
    result.warnings.append(
      "Users share a budget, a send rate or an audience limit. A launch to all changes \(request.kpi.name) by "
        + "\(NumberWords.number(result.truth.difference)); split tests show \(NumberWords.number(measured.mean * scale)) on "
        + "average, give or take \(NumberWords.number(error * scale)), as both arms draw on what is shared.")
    return advised(result, chosen: 0, needed: needed)
  }

  private func advised(_ result: DesignResult, chosen: Int, needed: Double?) -> DesignResult {
    var result = result
    let advice = DesignAdvice(result, chosen: chosen, needed: needed)
    result.recommendation = advice.recommendation
    result.warnings += advice.warnings
    return result
  }

  /// What a study shows, but for the advice.
  private func summary(of study: DesignStudy, chosen: Int, needed: Double?) throws -> DesignResult {
    let tally = DesignTally(study)
    let sizes = study.sizes
    let information = tally.information(size: chosen)
    let rules = try tally.rules(size: chosen, information: information)
    let better: Double = request.kpi.better == .lower ? -1 : 1
    let isPriorUsed = !study.drawnLifts.isEmpty && population.lift(.none, look: last) != nil
    return DesignResult(
      version: ScenarioRun.version, scenario: scenario.name, title: scenario.title, seed: scenario.seed,
      kpi: RunResult.KPISummary(
        name: request.kpi.name, title: request.kpi.displayTitle, kind: request.kpi.measure.kind,
        unit: request.kpi.measure.unitText(currency: scenario.currency), better: request.kpi.better.rawValue,
        guardrail: request.kpi.guardrail),
      guardrails: guardrails, arm: request.armName, control: request.controlName, audience: settings.audience,
      weights: settings.weights,
      looks: data.looks.map(\.day), alpha: settings.alpha, powerWanted: settings.power,
      prior: .init(mean: settings.prior.mean, standardDeviation: settings.prior.standardDeviation),
      valueDays: settings.valueDays, tests: settings.tests, users: population.looks[last].users, method: Self.method,
      truth: truth, adjustment: try adjustment(tally),
      cells: sizes.indices.flatMap { size in data.looks.indices.map { tally.cell(size: size, look: $0) } },
      curve: sizes.indices.flatMap { tally.curve(size: $0) }, nullTests: try tally.nullTests(),
      rules: rules.map { tally.result($0, size: chosen, information: information) },
      values: isPriorUsed ? tally.values(rules, size: chosen, information: information, better: better) : [],
      exposed: nil, holdouts: [], example: try tally.example(size: chosen, information: information),
      recommendation: .init(
        sentence: "", isPowered: false, share: 0, users: 0, day: 0, rule: "fixed", usersNeeded: needed, holdout: nil),
      warnings: warnings)
  }

  private static let method =
    "Every test assigns the users of one simulated population anew; both lives of every user are known."

  /// Guardrails that can be read at any look.
  private var guardrails: [String] {
    scenario.kpis.filter { kpi in
      guard kpi.guardrail, kpi.name != request.kpi.name else { return false }
      return kpi.measure.isAdditive || kpi.measure == .optOuts || kpi.measure == .uninstalls
    }.map(\.name)
  }

  private var truth: DesignResult.Truth {
    let scale = population.scale
    let control = population.baseline(last) ?? 0
    let difference = population.difference(.scenario, look: last) ?? 0
    return DesignResult.Truth(
      control: control * scale, treatment: (control + difference) * scale, difference: difference * scale,
      standardError: population.looks[last].pairedVariance.squareRoot() * scale,
      lift: population.lift(.scenario, look: last),
      differences: data.looks.indices.map { (population.difference(.scenario, look: $0) ?? 0) * scale })
  }

  private func adjustment(_ tally: DesignTally) throws -> DesignResult.Adjustment? {
    guard let explained = population.explained(look: last), let counted = tally.countedVarianceRatio() else {
      return nil
    }
    return DesignResult.Adjustment(covariate: covariate, predicted: 1 - explained, counted: counted)
  }

  // MARK: Sizes

  /// Variance of one user of the test, as it is or adjusted, so that the squared error is this over the users.
  private func unitVariance(weights: [Double]) -> Double? {
    guard let control = population.looks[last].control.summary,
      let treatment = population.looks[last].treatment.with(.scenario).summary
    else { return nil }
    func left(_ arm: DesignMoments.Summary) -> Double {
      guard arm.covariateVariance > 0, data.hasCovariate else { return arm.variance }
      return max(0, arm.variance - arm.covariance * arm.covariance / arm.covariateVariance)
    }
    return left(control) / weights[0] + left(treatment) / weights[1]
  }

  /// Standard normal quantiles of level and power, added up.
  private var quantiles: Double {
    Normal.twoSidedCritical(alpha: settings.alpha) + Normal.upperQuantile(1 - settings.power)
  }

  /// Users, among those of the table, who give the power wanted at the last look; nil: without an effect.
  private func usersNeeded() -> Double? {
    guard let difference = population.difference(.scenario, look: last), difference != 0,
      let variance = unitVariance(weights: settings.weights)
    else { return nil }
    // Users who do not count yet take part as well; a few in a hundred more, for a rule that may stop early.
    let counting = Double(population.looks[last].users) / Double(data.users)
    let rule = data.looks.count > 1 ? 1.04 : 1
    return rule * variance * (quantiles / difference) * (quantiles / difference) / counting
  }

  /// The sizes asked for, or from few to all; and the one that is needed.
  private func sizes(needed: Double?) throws -> [Int] {
    let all = data.users
    if let most = settings.usersGrid.last, most > all {
      throw DesignError(
        "the scenario has \(all) users for the test, and \(most) are asked for", "play more users (--users)")
    }
    let span = 128
    var sizes = Set(settings.usersGrid)
    if sizes.isEmpty {
      let shares = [0.03125, 0.0625, 0.125, 0.25, 0.375, 0.5, 0.75]
      sizes = Set(shares.map { Int($0 * Double(all)) }.filter { $0 >= 2 * span })
    }
    if let needed, needed <= Double(all) { sizes.insert(Int(needed.rounded(.up))) }
    sizes.insert(all)
    // A test takes whole spans of users.
    let rounded = sizes.map { (size: Int) -> Int in
      size == all ? all : min(all, max(span, (size + span - 1) / span * span))
    }
    return Set(rounded).sorted()
  }

  /// The table of columns and the estimates of all tests must fit into memory.
  private func checkMemory(sizes: Int) throws {
    let looks = data.looks.count
    let columns = data.users * looks * 26 * MemoryLayout<Int64>.stride
    let estimates = settings.tests * sizes * (looks * 3 + 11) * MemoryLayout<DesignStudy.Numbers>.stride
    guard columns + estimates <= TestRun.mostBytes else {
      throw DesignError(
        "\(settings.tests) tests of \(data.users) users at \(looks) looks and \(sizes) sizes need "
          + "\(NumberWords.number(Double(columns + estimates) / 1e9)) GB", "draw fewer tests, or look less often")
    }
  }

  // MARK: Parts

  /// Whether a message reached or would have reached a user by a look.
  private func isExposed(_ look: DesignData.Look, _ user: Int) -> Bool { data.exposure[user] < Int32(look.day) }

  /// Tests of all users, read among those who were exposed.
  private func exposed() async throws -> DesignResult.Exposed? {
    guard data.exposure.count == data.users, let look = data.looks.last else { return nil }
    var data = self.data
    data.looks = [look]
    let truth = try DesignPopulation(data, isIncluded: isExposed)
    guard truth.looks[0].users >= 100, truth.looks[0].users < population.looks[last].users,
      let difference = truth.difference(.scenario, look: 0), (truth.looks[0].control.summary?.variance ?? 0) > 0
    else { return nil }
    let book = try DesignBook(data, seed: settings.seed, isIncluded: isExposed)
    let estimates = try await draw(book, weights: settings.weights)
    let critical = Normal.twoSidedCritical(alpha: settings.alpha)
    func share(_ holds: ([DesignStudy.Numbers]) -> Bool) -> Double {
      Double(estimates.count(where: holds)) / Double(estimates.count)
    }
    return DesignResult.Exposed(
      users: truth.looks[0].users,
      power: share { $0[1].error > 0 && abs($0[1].difference) > critical * $0[1].error },
      falseAlarms: share { $0[0].error > 0 && abs($0[0].difference) > critical * $0[0].error },
      coverage: share { $0[1].error > 0 && abs($0[1].difference - difference) <= critical * $0[1].error },
      difference: difference * population.scale)
  }

  /// Launches with holdouts of several sizes.
  private func holdouts() async throws -> [DesignResult.Holdout] {
    guard let look = data.looks.last, let difference = population.difference(.scenario, look: last) else { return [] }
    var data = self.data
    data.looks = [look]
    let book = try DesignBook(data, seed: settings.seed)
    let critical = Normal.twoSidedCritical(alpha: settings.alpha)
    let baseline = population.baseline(last) ?? 0
    let better: Double = request.kpi.better == .lower ? -1 : 1
    var holdouts: [DesignResult.Holdout] = []
    for share in [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5] where share * Double(population.looks[last].users) >= 30 {
      let weights = [share, 1 - share]
      let estimates = try await draw(book, weights: weights)
      let found = estimates.count { numbers in
        let (estimate, error) =
          data.hasCovariate
          ? (numbers[1].adjustedDifference, numbers[1].adjustedError) : (numbers[1].difference, numbers[1].error)
        return error > 0 && abs(estimate) > critical * error
      }
      let error = unitVariance(weights: weights).map { ($0 / Double(data.users)).squareRoot() }
      holdouts.append(
        DesignResult.Holdout(
          share: share, power: Double(found) / Double(estimates.count),
          detectableLift: baseline == 0 ? nil : error.map { quantiles * $0 / abs(baseline) },
          cost: better * difference * population.scale * share * Double(population.looks[last].users)))
    }
    return holdouts
  }

  /// Tests of all users at the only look of a book, without an effect and with the scenario's.
  private func draw(_ book: DesignBook, weights: [Double]) async throws -> [[DesignStudy.Numbers]] {
    let study = try Rerandomization(
      book.outcomes, assignment: Assignment(weights: weights), seed: settings.seed &+ 1)
    return try await study.run(tests: min(settings.tests, 4000), threads: settings.threads) { sums in
      let control = book.control(sums, look: 0, size: 0)
      let treatment = book.treatment(sums, look: 0, size: 0)
      return [DesignEffect.none, .scenario].map {
        DesignStudy.Numbers(DesignEstimate(control: control, treatment: treatment.with($0)))
      }
    }
  }
}
