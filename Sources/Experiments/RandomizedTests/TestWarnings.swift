import LabStatistics
import Simulation

/// What a reader must know before the numbers of tests.
struct TestWarnings {
  let scenario: Scenario
  let tests: [RunResult.RandomizedTest]

  func warnings() -> [RunResult.Warning] {
    tests.flatMap { sampleRatio($0) + variance($0) + power($0) + mixture($0) }
  }

  private func sampleRatio(_ test: RunResult.RandomizedTest) -> [RunResult.Warning] {
    guard test.sampleRatioAlarm else { return [] }
    return [
      RunResult.Warning(
        code: "test-sample-ratio", level: "alarm",
        message: "The users of the test '\(test.name)' are not split as planned "
          + "(p = \(NumberText.pValue(test.sampleRatioPValue ?? 0))): do not trust its effects.")
    ]
  }

  private func variance(_ test: RunResult.RandomizedTest) -> [RunResult.Warning] {
    let status = Status.zeroVariance.rawValue
    let names = test.comparisons.filter { $0.intentionToTreat.difference.status == status }.map(\.metric)
    return Set(names).sorted().map { name in
      RunResult.Warning(
        code: "test-variance", level: "warning",
        message:
          "'\(name)' is the same for every user of the test '\(test.name)', so it can show nothing; choose another "
          + "metric, or another look.")
    }
  }

  /// Whether the test could have seen what it was made for.
  private func power(_ test: RunResult.RandomizedTest) -> [RunResult.Warning] {
    guard let minimum = test.minimumLift else { return [] }
    return test.comparisons.filter { $0.role == "primary" }.compactMap { comparison in
      guard let power = Self.power(comparison, test, lift: minimum), power.power < 0.8 else { return nil }
      let factor = power.factor < 100 ? NumberWords.number(power.factor) : "more than 100"
      return RunResult.Warning(
        code: "test-power", level: "warning",
        message:
          "The test '\(test.name)' sees a lift of \(NumberWords.percent(minimum)) in '\(comparison.arm)' with a chance "
          + "of \(NumberWords.percent(power.power, signed: false)) only; 80% need about \(factor) times the users, or a "
          + "metric with less noise.")
    }
  }

  /// Chance to see a lift with the standard error that the test has, and how many times the users 80 % need.
  static func power(
    _ comparison: RunResult.TestComparison, _ test: RunResult.RandomizedTest, lift: Double
  ) -> (power: Double, factor: Double)? {
    let estimate = comparison.adjusted ?? comparison.intentionToTreat
    guard let control = estimate.control, control != 0, let low = estimate.difference.low,
      let high = estimate.difference.high
    else { return nil }
    let critical = Normal.twoSidedCritical(alpha: test.alpha)
    let error = (high - low) / 2 / critical
    guard error > 0 else { return nil }
    let effect = lift * abs(control) / error
    let power = Normal.cdf(effect - critical) + Normal.cdf(-effect - critical)
    let needed = critical + Normal.upperQuantile(0.2)
    return (power, (needed / effect) * (needed / effect))
  }

  private func mixture(_ test: RunResult.RandomizedTest) -> [RunResult.Warning] {
    guard let planned = scenario.experiments.first(where: { $0.name == test.name }) else { return [] }
    let faults = planned.faults
    guard faults.contamination > 0 || faults.lost != nil else { return [] }
    var parts: [String] = []
    if faults.contamination > 0 {
      parts.append(
        "\(NumberWords.percent(faults.contamination, signed: false)) of its control live in another arm unnoticed")
    }
    if let lost = faults.lost {
      parts.append("\(NumberWords.percent(lost.share, signed: false)) of the users of '\(lost.arm)' are lost")
    }
    return [
      RunResult.Warning(
        code: "test-faults", level: "note",
        message: "The test '\(test.name)' has faults on purpose: \(parts.joined(separator: "; ")).")
    ]
  }
}
