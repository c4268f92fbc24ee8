import ArrowData
import Experiments

/// The randomised tests of a run.
extension RunTables {
  private typealias Estimated = (
    test: RunResult.RandomizedTest, comparison: RunResult.TestComparison, users: String,
    estimate: RunResult.TestEstimate
  )

  /// A row per test, metric, arm and way to estimate.
  var tests: ColumnTable {
    let rows = (result.tests ?? []).flatMap { test in
      test.comparisons.flatMap { comparison in
        [
          ("intention to treat", comparison.intentionToTreat), ("adjusted", comparison.adjusted),
          ("exposed", comparison.exposed),
        ].compactMap { users, estimate in estimate.map { Estimated(test, comparison, users, $0) } }
      }
    }
    return Rows(rows).table { rows in
      [
        ("test", rows.names(\.test.name)), ("metric", rows.names(\.comparison.metric)),
        ("role", rows.names(\.comparison.role)), ("arm", rows.names(\.comparison.arm)),
        ("control", rows.names(\.test.control)), ("day", rows.integers(\.comparison.day)),
        ("estimate", rows.names(\.users)), ("users_control", rows.integers(\.estimate.users.first)),
        ("users_arm", rows.integers(\.estimate.users.last)), ("control_mean", rows.numbers(\.estimate.control)),
        ("arm_mean", rows.numbers(\.estimate.treatment)),
      ]
        + rows.interval("difference", \.estimate.difference) + rows.interval("lift", \.estimate.lift) + [
          ("p_value", rows.numbers(\.estimate.pValue)),
          ("corrected_p_value", rows.numbers(\.comparison.correctedPValue)),
          ("truth", rows.numbers(\.estimate.truth.estimate)), ("true_lift", rows.numbers(\.estimate.trueLift)),
          ("covers", rows.flags(\.estimate.covers)), ("method", rows.names(\.estimate.method)),
        ]
    }
  }

  /// The first metric of each arm at every look.
  var testLooks: ColumnTable {
    let rows = (result.tests ?? []).flatMap { test in
      test.sequences.flatMap { sequence in sequence.looks.map { (test: test, sequence: sequence, look: $0) } }
    }
    return Rows(rows).table { rows in
      [
        ("test", rows.names(\.test.name)), ("metric", rows.names(\.sequence.metric)),
        ("arm", rows.names(\.sequence.arm)),
        ("day", rows.integers(\.look.day)), ("users", rows.integers(\.look.users)),
        ("estimate", rows.numbers(\.look.estimate)), ("standard_error", rows.numbers(\.look.standardError)),
        ("fixed_low", rows.numbers(\.look.fixed.low)), ("fixed_high", rows.numbers(\.look.fixed.high)),
        ("always_low", rows.numbers(\.look.alwaysValid.low)), ("always_high", rows.numbers(\.look.alwaysValid.high)),
        ("information", rows.numbers(\.look.information)), ("boundary", rows.numbers(\.look.boundary)),
        ("truth", rows.numbers(\.look.truth)), ("stopped", rows.integers(\.sequence.stopped)),
      ]
    }
  }

  /// What each test would have its owner do.
  var decisions: ColumnTable {
    Rows(result.tests ?? []).table { rows in
      [
        ("test", rows.names(\.name)), ("rule", rows.names(\.rule)), ("alpha", rows.numbers(\.alpha)),
        ("sample_ratio_p_value", rows.numbers(\.sampleRatioPValue)),
        ("sample_ratio_alarm", rows.flags(\.sampleRatioAlarm)), ("verdict", rows.names(\.decision.verdict)),
        ("arm", rows.names(\.decision.arm)), ("day", rows.integers(\.decision.day)),
        ("sentence", rows.texts(\.decision.sentence)), ("is_right", rows.flags(\.decision.isRight)),
      ]
    }
  }
}
