import Foundation
import LabStatistics

/// Counts over the tests of a study.
struct DesignTally {
  let study: DesignStudy
  let isAdjusted: Bool
  private let critical: Double
  private var tests: Int { study.estimates.count }
  private var lastLook: Int { study.data.looks.count - 1 }

  init(_ study: DesignStudy) {
    self.study = study
    isAdjusted = study.data.hasCovariate
    critical = Normal.twoSidedCritical(alpha: study.settings.alpha)
  }

  /// The number that a decision goes by.
  private func pair(_ numbers: DesignStudy.Numbers, _ adjusted: Bool) -> (estimate: Double, error: Double) {
    adjusted ? (numbers.adjustedDifference, numbers.adjustedError) : (numbers.difference, numbers.error)
  }

  // MARK: Sizes and looks

  /// Users of a size who count at a look, on average.
  func users(size: Int, look: Int) -> Int {
    let share = Double(study.sizes[size]) / Double(max(1, study.data.users))
    return Int((share * Double(study.population.looks[look].users)).rounded())
  }

  func cell(size: Int, look: Int) -> DesignResult.Cell {
    DesignResult.Cell(
      size: users(size: size, look: lastLook), users: users(size: size, look: look), day: study.data.looks[look].day,
      plain: reading(size: size, look: look, adjusted: false),
      adjusted: isAdjusted ? reading(size: size, look: look, adjusted: true) : nil)
  }

  private func reading(size: Int, look: Int, adjusted: Bool) -> DesignResult.Reading {
    let truth = study.population.difference(.scenario, look: look) ?? 0
    var (found, alarms, covered, wrong) = (0, 0, 0, 0)
    var (errors, sizes, shown) = (0.0, 0.0, 0)
    for test in 0..<tests {
      let null = pair(study.numbers(test: test, size: size, look: look, .none), adjusted)
      if null.error > 0, abs(null.estimate) > critical * null.error { alarms += 1 }
      let own = pair(study.numbers(test: test, size: size, look: look, .scenario), adjusted)
      guard own.error > 0 else { continue }
      shown += 1
      errors += own.error
      if abs(own.estimate - truth) <= critical * own.error { covered += 1 }
      guard abs(own.estimate) > critical * own.error else { continue }
      found += 1
      sizes += abs(own.estimate)
      if (own.estimate > 0) != (truth > 0) { wrong += 1 }
    }
    let n = Double(tests)
    let error = shown > 0 ? errors / Double(shown) : 0
    let power = Double(found) / n
    let scale = study.population.scale
    let z = critical + Normal.upperQuantile(1 - study.settings.power)
    let baseline = study.population.baseline(look) ?? 0
    return DesignResult.Reading(
      power: power, powerError: powerError(power, truth: truth, error: error, look: look),
      falseAlarms: Double(alarms) / n, coverage: shown > 0 ? Double(covered) / Double(shown) : 0,
      standardError: error * scale, detectableLift: baseline == 0 || error == 0 ? nil : z * error / abs(baseline),
      wrongSign: found > 0 && truth != 0 ? Double(wrong) / Double(found) : nil,
      exaggeration: found > 0 && truth != 0 ? sizes / Double(found) / abs(truth) : nil)
  }

  /// Of counting tests, and of the scenario's effect being known from a population of this size only.
  private func powerError(_ power: Double, truth: Double, error: Double, look: Int) -> Double {
    let counting = power * (1 - power) / Double(tests)
    guard error > 0 else { return counting.squareRoot() }
    let drift = abs(truth) / error
    let slope = Normal.density(critical - drift) - Normal.density(critical + drift)
    let doubt = slope * study.population.looks[look].pairedVariance.squareRoot() / error
    return (counting + doubt * doubt).squareRoot()
  }

  func curve(size: Int) -> [DesignResult.CurvePoint] {
    study.curve.enumerated().map { index, lift in
      let found = (0..<tests).count { test in
        let (estimate, error) = pair(study.numbers(test: test, size: size, curve: index), isAdjusted)
        return error > 0 && abs(estimate) > critical * error
      }
      return DesignResult.CurvePoint(
        users: users(size: size, look: lastLook), lift: lift, power: Double(found) / Double(tests))
    }
  }

  /// p-values of tests of all users without an effect.
  func nullTests() throws -> DesignResult.NullTests {
    var counts = [Int](repeating: 0, count: 20)
    var alarms = 0
    for test in 0..<tests {
      let (estimate, error) = pair(
        study.numbers(test: test, size: study.sizes.count - 1, look: lastLook, .none), isAdjusted)
      guard error > 0 else { continue }
      let p = Normal.twoSidedTail(estimate / error)
      counts[min(19, Int(p * 20))] += 1
      if p < study.settings.alpha { alarms += 1 }
    }
    let alpha = study.settings.alpha
    let half = Normal.twoSidedCritical(alpha: 0.001) * (alpha * (1 - alpha) / Double(tests)).squareRoot()
    return DesignResult.NullTests(
      pValues: counts, falseAlarms: Double(alarms) / Double(tests), low: max(0, alpha - half), high: alpha + half)
  }

  /// Variance left by the adjustment, as the spread of the estimates over tests says.
  func countedVarianceRatio() -> Double? {
    guard isAdjusted else { return nil }
    var (plain, adjusted) = (Moments(), Moments())
    for test in 0..<tests {
      let numbers = study.numbers(test: test, size: study.sizes.count - 1, look: lastLook, .none)
      plain.add(numbers.difference)
      adjusted.add(numbers.adjustedDifference)
    }
    return plain.m2 > 0 ? adjusted.m2 / plain.m2 : nil
  }

  // MARK: Rules

  /// Information of each look as a share of the last one's: squared correlations of the statistics of tests without an
  /// effect from look to look.
  func information(size: Int) -> [Double] {
    var result = [Double](repeating: 1, count: lastLook + 1)
    for look in (0..<lastLook).reversed() {
      var pairs = CoMoments(dimension: 2)
      for test in 0..<tests {
        let (a, b) = (z(test, size, look), z(test, size, look + 1))
        if let a, let b { pairs.add([a, b]) }
      }
      let product = pairs.variance(0) * pairs.variance(1)
      let covariance = pairs.covariance(0, 1)
      let squared = product > 0 && covariance > 0 ? covariance * covariance / product : 0
      result[look] = result[look + 1] * min(max(squared, 1e-4), 1 - 1e-5)
    }
    return result
  }

  private func z(_ test: Int, _ size: Int, _ look: Int) -> Double? {
    let (estimate, error) = pair(study.numbers(test: test, size: size, look: look, .none), isAdjusted)
    return error > 0 ? estimate / error : nil
  }

  /// A rule and its name.
  struct NamedRule {
    let name: String
    let rule: StoppingRule
  }

  /// The rules that are compared, for lifts: differences over the control's true value.
  func rules(size: Int, information: [Double]) throws -> [NamedRule] {
    let settings = study.settings
    let alpha = settings.alpha
    let users = Double(max(2, self.users(size: size, look: lastLook)))
    return [
      NamedRule(name: "fixed", rule: try .fixed(alpha: alpha)),
      NamedRule(name: "peeking", rule: try .peeking(alpha: alpha)),
      NamedRule(
        name: "obrien-fleming",
        rule: try .groupSequential(.spending(.lanDeMetsOBrienFleming), information: information, alpha: alpha)),
      NamedRule(
        name: "pocock", rule: try .groupSequential(.spending(.lanDeMetsPocock), information: information, alpha: alpha)),
      NamedRule(name: "always-valid", rule: try .alwaysValid(bestAt: users, alpha: alpha)),
      NamedRule(
        name: "bayes", rule: try .chanceToWin(threshold: 1 - alpha / 2, prior: settings.prior, alpha: alpha)),
      NamedRule(
        name: "expected-loss",
        rule: try .expectedLoss(
          limit: settings.prior.standardDeviation / 50, prior: settings.prior, alpha: alpha)),
    ]
  }

  /// A test's looks, in lifts. Information counts as users do, as an always-valid interval needs it.
  func looks(test: Int, size: Int, _ kind: DesignStudy.Kind, information: [Double]) -> [InterimLook] {
    let last = Double(users(size: size, look: lastLook))
    return (0...lastLook).map { look in
      let (estimate, error) = pair(study.numbers(test: test, size: size, look: look, kind), isAdjusted)
      let base = unit(look)
      return InterimLook(
        estimate: estimate / base, standardError: error / base, users: max(1, last * information[look]))
    }
  }

  /// What a difference is divided by to be a lift; 1 where the control is zero.
  func unit(_ look: Int) -> Double {
    let baseline = abs(study.population.baseline(look) ?? 0)
    return baseline > 0 ? baseline : 1
  }

  func result(_ named: NamedRule, size: Int, information: [Double]) -> DesignResult.Rule {
    var (alarms, found, covered) = (0, 0, 0)
    var (days, quiet, ratios) = (0.0, 0.0, 0.0)
    for test in 0..<tests {
      let null = named.rule.decide(looks(test: test, size: size, .none, information: information))
      if null.winner != nil { alarms += 1 }
      quiet += Double(study.data.looks[null.look].day)
      let end = named.rule.decide(looks(test: test, size: size, .scenario, information: information))
      days += Double(study.data.looks[end.look].day)
      let truth = (study.population.difference(.scenario, look: end.look) ?? 0) / unit(end.look)
      if end.interval.contains(truth) { covered += 1 }
      if end.winner != nil {
        found += 1
        if truth != 0 { ratios += abs(end.estimate) / abs(truth) }
      }
    }
    let n = Double(tests)
    return DesignResult.Rule(
      name: named.name, falseAlarms: Double(alarms) / n, power: Double(found) / n, days: days / n,
      daysWithoutEffect: quiet / n, coverage: Double(covered) / n,
      exaggeration: found > 0 && ratios > 0 ? ratios / Double(found) : nil)
  }

  // MARK: The value of testing

  /// What ways to decide earn with lifts from the prior.
  func values(_ rules: [NamedRule], size: Int, information: [Double], better: Double) -> [DesignResult.Value] {
    let lifts = study.drawnLifts.map { $0 * better }
    let n = Double(tests)
    let mean = lifts.reduce(0, +) / n
    let worse = Double(lifts.count { $0 < 0 }) / n
    let knowing = lifts.reduce(0) { $0 + max(0, $1) } / n
    var values = [
      DesignResult.Value(
        name: "never launch", lift: 0, liftOverTime: 0, launched: 0, launchedWorse: nil, days: 0),
      DesignResult.Value(
        name: "launch at once", lift: mean, liftOverTime: mean, launched: 1, launchedWorse: worse, days: 0),
      DesignResult.Value(
        name: "know the truth", lift: knowing, liftOverTime: knowing, launched: 1 - worse, launchedWorse: 0, days: 0),
    ]
    for named in rules where named.name != "peeking" {
      values.append(value(named, size: size, information: information, better: better))
    }
    return values
  }

  private func value(
    _ named: NamedRule, size: Int, information: [Double], better: Double
  ) -> DesignResult.Value {
    let span = Double(max(study.settings.valueDays, 1))
    let tested = study.settings.weights[1] * Double(study.sizes[size]) / Double(max(1, study.data.users))
    var (gain, overTime, days) = (0.0, 0.0, 0.0)
    var (launched, worse) = (0, 0)
    for test in 0..<tests {
      let end = named.rule.decide(looks(test: test, size: size, .drawn, information: information))
      let lift = study.drawnLifts[test] * better
      let day = min(Double(study.data.looks[end.look].day), span)
      days += day
      let isLaunched = end.winner == (better > 0 ? .treatment : .control)
      overTime += lift * (tested * day + (isLaunched ? span - day : 0)) / span
      guard isLaunched else { continue }
      launched += 1
      gain += lift
      if lift < 0 { worse += 1 }
    }
    let n = Double(tests)
    return DesignResult.Value(
      name: "test, \(named.name)", lift: gain / n, liftOverTime: overTime / n, launched: Double(launched) / n,
      launchedWorse: launched > 0 ? Double(worse) / Double(launched) : nil, days: days / n)
  }

  /// The first test, look by look, with the intervals of the fixed and of the always-valid rule.
  func example(size: Int, information: [Double]) throws -> [DesignResult.ExampleLook] {
    let looks = looks(test: 0, size: size, .scenario, information: information)
    let valid = try StoppingRule.alwaysValid(
      bestAt: Double(max(2, users(size: size, look: lastLook))), alpha: study.settings.alpha)
    return looks.indices.compactMap { index in
      let look = looks[index]
      guard look.standardError > 0, let band = valid.interval(at: index, of: looks), let low = band.low,
        let high = band.high
      else { return nil }
      let half = critical * look.standardError
      return DesignResult.ExampleLook(
        day: study.data.looks[index].day, estimate: look.estimate, fixedLow: look.estimate - half,
        fixedHigh: look.estimate + half, validLow: low, validHigh: high,
        truth: (study.population.difference(.scenario, look: index) ?? 0) / unit(index))
    }
  }
}
