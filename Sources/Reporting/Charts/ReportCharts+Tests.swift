import Experiments

extension ReportCharts {
  /// A test over its looks: the estimate with the interval of a test that is read once, the one that may be read every day,
  /// and what is true. Nil for a single look.
  package func looks(of sequence: RunResult.TestSequence, in test: RunResult.RandomizedTest) -> Chart? {
    let looks = sequence.looks.filter { $0.estimate != nil }
    guard looks.count > 1, let kpi = facts.kpi(sequence.metric) else { return nil }
    func point(_ look: RunResult.TestLook, _ value: Double, _ interval: RunResult.IntervalEstimate?) -> LineChart.Point
    {
      let text = interval.map { numbers.interval($0) { numbers.change($0, of: kpi, withUnit: false) } }
      return LineChart.Point(
        x: .integer(Int64(look.day)), label: "day \(look.day)", value: value, low: interval?.low, high: interval?.high,
        text: text ?? numbers.change(value, of: kpi, withUnit: false))
    }
    let lines = [
      LineChart.Line(
        label: "may be read every day", points: looks.map { point($0, $0.estimate ?? 0, $0.alwaysValid) }),
      LineChart.Line(label: "read once", points: looks.map { point($0, $0.estimate ?? 0, $0.fixed) }),
      LineChart.Line(
        label: "what is true", points: looks.compactMap { look in look.truth.map { point(look, $0, nil) } }),
    ]
    let chart = LineChart(
      lines: lines, scale: ArmScale(labels: lines.map(\.label)), xTitle: "Day", xIsDate: false,
      yTitle: "Difference (\(kpi.isShare ? "points / 100" : kpi.unit))", yFormat: kpi.isShare ? "+.2~%" : "+.3~g",
      zeroLine: true)
    let arm = facts.label(arm: sequence.arm)
    return Chart(
      id: "looks-\(test.name)-\(sequence.arm)", title: "\(kpi.label): \(arm) against \(control(test)), look by look",
      summary: "The difference at each look with two intervals, beside what is true. "
        + (sequence.stopped.map { "The rule ended the test on day \($0)." } ?? "The rule let the test run to its end."),
      spec: chart.spec, table: lookTable(sequence, of: kpi), height: 340)
  }

  private func control(_ test: RunResult.RandomizedTest) -> String {
    Words.midSentence(facts.label(arm: test.control))
  }

  private func lookTable(_ sequence: RunResult.TestSequence, of kpi: RunResult.KPISummary) -> DataTable {
    DataTable(
      caption: "\(kpi.label), look by look",
      columns: [
        .number("Day"), .number("Users"), .number("Difference"), .text("Read once"), .text("May be read every day"),
        .number("z"), .number("Ends beyond"), .number("Information"), .number("What is true"),
      ],
      rows: sequence.looks.map { look in
        func change(_ value: Double) -> String { numbers.change(value, of: kpi, withUnit: false) }
        let z = look.estimate.flatMap { e in look.standardError.flatMap { $0 > 0 ? e / $0 : nil } }
        return [
          .count(look.day), .count(look.users), .number(look.estimate, look.estimate.map(change) ?? "–"),
          .text(numbers.parts(look.fixed, write: change).interval),
          .text(numbers.parts(look.alwaysValid, write: change).interval),
          .number(z, z.map { numbers.number($0, digits: 3, signed: true) } ?? ""),
          .number(look.boundary, look.boundary.map { "±" + numbers.number($0, digits: 3) } ?? "not here"),
          .number(look.information, look.information.map { numbers.percent($0) } ?? ""),
          .number(look.truth, look.truth.map(change) ?? "–"),
        ]
      })
  }

  /// Share of the users that each arm was given, day by day; nil without a bandit.
  package func allocation(of test: RunResult.RandomizedTest) -> Chart? {
    guard let bandit = test.bandit else { return nil }
    let labels = test.arms.map { facts.label(arm: $0.name) }
    let lines = test.arms.indices.map { index in
      LineChart.Line(
        label: labels[index],
        points: bandit.days.enumerated().compactMap { day, counts in
          let users = counts.reduce(0, +)
          guard users > 0 else { return nil }
          let share = Double(counts[index]) / Double(users)
          return LineChart.Point(
            x: .integer(Int64(day + 1)), label: "day \(day + 1)", value: share, low: nil, high: nil,
            text: "\(numbers.percent(share)) of \(numbers.count(users))")
        })
    }
    let chart = LineChart(
      lines: lines, scale: ArmScale(labels: labels), xTitle: "Day", xIsDate: false, yTitle: "Share of new users",
      yFormat: ".0%")
    return Chart(
      id: "allocation-\(test.name)", title: "Who got what, day by day",
      summary: "Share of each day's newly reached users that the bandit gave to an arm.", spec: chart.spec,
      table: DataTable(
        caption: "Users of each day by arm", columns: [.number("Day")] + labels.map { .number($0) },
        rows: bandit.days.enumerated().map { day, counts in
          [DataTable.Cell.count(day + 1)] + counts.map { DataTable.Cell.count($0) }
        }), height: 300)
  }
}
