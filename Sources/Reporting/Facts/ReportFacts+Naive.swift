import Experiments

extension ReportFacts {
  /// What the comparison of users by their messages cannot know.
  package static let naiveSentence =
    "Nobody was assigned to these groups: who uses the app more gets more messages. What differs between the groups is the "
    + "people; what the messages changed is the difference from the baseline, with the same people."

  /// The naive comparison as a table: a group in each row, the naive number beside the effect.
  package func naiveTable(_ numbers: ReportNumbers) -> DataTable? {
    guard let naive = result.naive, let kpi = kpi(naive.kpi) else { return nil }
    let rows = naive.arms.flatMap { arm in
      arm.groups.map { group -> [DataTable.Cell] in
        let caused = numbers.parts(group.difference) { numbers.change($0, of: kpi, withUnit: false) }
        return [
          .text(label(arm: arm.arm)), .text(Self.label(group, numbers: numbers)), .count(group.users),
          value(group.estimate, of: kpi, numbers),
          .number(group.ratio, group.ratio.map { "× \(numbers.number($0, digits: 3))" } ?? ""),
          value(group.baseline, of: kpi, numbers),
          .number(group.difference.estimate, caused.estimate), .text(caused.interval),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    let first = naive.arms.first?.groups.first.map { Self.label($0, numbers: numbers) } ?? "none"
    return DataTable(
      caption: "\(kpi.label), by \(naive.by) in the first \(DateText.span(days: naive.days))",
      columns: [
        .text("Arm"), .text(Words.sentenceCase(naive.by)), .number("Users"), .number("With them"),
        .number("Against \(first)"), .number("Without, same people"),
        .number("Caused" + (kpi.isShare ? ", points" : "")), .text("Interval"),
      ], rows: rows)
  }

  private func value(
    _ estimate: RunResult.Estimate, of kpi: RunResult.KPISummary, _ numbers: ReportNumbers
  ) -> DataTable.Cell {
    .number(estimate.estimate, estimate.estimate.map { numbers.value($0, of: kpi, withUnit: false) } ?? "")
  }

  private static func label(_ group: RunResult.NaiveResult.Group, numbers: ReportNumbers) -> String {
    guard let to = group.to else { return "\(numbers.count(group.from)) or more" }
    return group.from == to ? numbers.count(to) : "\(numbers.count(group.from)) to \(numbers.count(to))"
  }
}
