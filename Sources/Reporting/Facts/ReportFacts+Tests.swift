import Experiments

extension ReportFacts {
  /// The verdict of a test as a word for people.
  package static func word(_ decision: RunResult.TestDecision, label: (String) -> String) -> String {
    switch decision.verdict {
    case "ship": "Ship \(label(decision.arm ?? ""))"
    case "keep": "Keep the control"
    default: "Cannot tell"
    }
  }

  /// Whether the decision agrees with the truth, in a word; empty when this run cannot say.
  package static func agreement(_ decision: RunResult.TestDecision) -> String {
    decision.isRight.map { $0 ? "right" : "wrong" } ?? ""
  }

  /// What tests estimate, beside what is true.
  package func testTable(_ test: RunResult.RandomizedTest, _ numbers: ReportNumbers) -> DataTable {
    let rows = test.comparisons.flatMap { comparison -> [[DataTable.Cell]] in
      let kpi = kpi(comparison.metric)
      let estimates = [
        ("all", comparison.intentionToTreat), ("all, adjusted", comparison.adjusted), ("reached", comparison.exposed),
      ]
      return estimates.compactMap { words, estimate in
        estimate.map { row(comparison, $0, words, of: kpi, numbers) }
      }
    }
    return DataTable(
      caption: "What the test says, and what is true",
      columns: [
        .text("Arm"), .text("KPI"), .text("Users"), .number("Number"), .number("Difference"), .number("Low"),
        .number("High"), .number("Lift"), .number("p-value"), .number("True difference"), .number("True lift"),
        .text("Held"),
      ], rows: rows)
  }

  /// What the rows of ``testTable(_:_:)`` stand for.
  package static func adjustmentSentence(_ test: RunResult.RandomizedTest) -> String {
    let adjustment = test.comparisons.compactMap(\.adjustment).first.map { " Adjusted: \($0)." } ?? ""
    return "All: everybody as assigned.\(adjustment) Reached: users whom a message reached in their arm, or would have "
      + "reached in the other. Held: whether the interval holds the true difference."
  }

  private func row(
    _ comparison: RunResult.TestComparison, _ estimate: RunResult.TestEstimate, _ words: String,
    of kpi: RunResult.KPISummary?, _ numbers: ReportNumbers
  ) -> [DataTable.Cell] {
    func change(_ value: Double?) -> DataTable.Cell {
      .number(
        value,
        value.map { v in
          kpi.map { numbers.change(v, of: $0, withUnit: false) } ?? numbers.number(v, signed: true)
        } ?? "–")
    }
    func lift(_ value: Double?) -> DataTable.Cell {
      .number(value, value.map { numbers.percent($0, signed: true) } ?? "–")
    }
    let role = ["primary": " (decides)", "guardrail": " (guardrail)"][comparison.role] ?? ""
    return [
      .text(label(arm: comparison.arm)), .text((kpi?.label ?? comparison.metric) + role), .text(words),
      .count(estimate.users.reduce(0, +)), change(estimate.difference.estimate), change(estimate.difference.low),
      change(estimate.difference.high), lift(estimate.lift.estimate),
      .number(estimate.pValue, estimate.pValue.map(numbers.probability) ?? ""), change(estimate.truth.estimate),
      lift(estimate.trueLift), .text(estimate.covers.map { $0 ? "yes" : "no" } ?? ""),
    ]
  }

  /// The arms of a test.
  package func testArms(_ test: RunResult.RandomizedTest, _ numbers: ReportNumbers) -> DataTable {
    DataTable(
      caption: "Who is in the test",
      columns: [.text("Arm"), .number("Planned share"), .number("Users"), .number("Reached by a message")],
      rows: test.arms.map { arm in
        [
          .text(label(arm: arm.name) + (arm.name == test.control ? " (control)" : "")),
          .number(arm.share, numbers.percent(arm.share)), .count(arm.users), .count(arm.exposed),
        ]
      })
  }

  /// Whether overlapping tests change each other's effects.
  package func interactionTable(_ test: RunResult.RandomizedTest, _ numbers: ReportNumbers) -> DataTable? {
    guard !test.interactions.isEmpty else { return nil }
    return DataTable(
      caption: "What overlapping tests do together",
      columns: [
        .text("Arm"), .text("With"), .text("KPI"), .number("Difference of the effects"), .text("Interval"),
        .number("p-value"), .number("What is true"),
      ],
      rows: test.interactions.map { interaction in
        let kpi = kpi(interaction.metric)
        func change(_ value: Double) -> String {
          kpi.map { numbers.change(value, of: $0, withUnit: false) } ?? numbers.number(value, signed: true)
        }
        let parts = numbers.parts(interaction.difference, write: change)
        return [
          .text(label(arm: interaction.arms.first ?? "")),
          .text("\(label(arm: interaction.arms.last ?? "")) of \(Words.fromIdentifier(interaction.with))"),
          .text(kpi?.label ?? interaction.metric), .number(interaction.difference.estimate, parts.estimate),
          .text(parts.interval), .number(interaction.pValue, interaction.pValue.map(numbers.probability) ?? ""),
          .number(interaction.truth.estimate, interaction.truth.estimate.map(change) ?? "–"),
        ]
      })
  }

  /// What a bandit knew and did.
  package func banditTable(_ test: RunResult.RandomizedTest, _ numbers: ReportNumbers) -> DataTable? {
    guard let bandit = test.bandit else { return nil }
    let metric = test.comparisons.first { $0.role == "primary" }.flatMap { kpi($0.metric) }
    func value(_ value: Double?) -> DataTable.Cell {
      .number(value, value.map { v in metric.map { numbers.value(v, of: $0) } ?? numbers.number(v) } ?? "–")
    }
    return DataTable(
      caption: "What the bandit gave, and what it believes",
      columns: [
        .text("Arm"), .number("Users"), .number("Mean reward, as its users show it"),
        .number("Weighted by the chance to get the arm"), .number("What is true"),
      ],
      rows: test.arms.indices.map { index in
        [
          .text(label(arm: test.arms[index].name)), .count(bandit.days.reduce(0) { $0 + $1[index] }),
          value(bandit.observed[index]), value(bandit.weighted[index]), value(bandit.truth[index]),
        ]
      })
  }

  /// What a bandit earned, in a sentence.
  package func banditSentence(_ test: RunResult.RandomizedTest, _ numbers: ReportNumbers) -> String? {
    guard let bandit = test.bandit else { return nil }
    let metric = test.comparisons.first { $0.role == "primary" }.flatMap { kpi($0.metric) }?.label ?? "reward"
    return
      "\(metric), summed over the users: \(numbers.number(bandit.regret)) less than had everybody had the best arm; "
      + "the planned shares would have lost \(numbers.number(bandit.regretOfShares))."
  }
}
