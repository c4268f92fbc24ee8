import Experiments

extension ReportCharts {
  /// What the arms change in one KPI, as a forest plot; nil when no arm has an estimate.
  package func lifts(of kpi: RunResult.KPISummary) -> Chart? {
    let lifts = facts.alternatives.compactMap { facts.lift(arm: $0.name, kpi: kpi.name) }
    let relative = lifts.contains { $0.lift.estimate != nil }
    let rows = lifts.compactMap { lift -> ForestChart.Row? in
      let interval = relative ? lift.lift : lift.difference
      guard let estimate = interval.estimate else { return nil }
      return ForestChart.Row(
        label: facts.label(arm: lift.arm), estimate: estimate, low: interval.low, high: interval.high,
        reading: facts.reading(lift),
        text: relative ? numbers.lift(interval) : numbers.interval(interval) { numbers.change($0, of: kpi) })
    }
    guard !rows.isEmpty else { return nil }
    let largest = rows.map(\.estimate.magnitude).max() ?? 0
    let forest = ForestChart(
      rows: rows, format: relative || kpi.isShare ? "+.2~%" : largest < 1000 ? "+.3~g" : "+.3~s",
      target: relative ? target(on: kpi.name) : nil)
    let baseline = Words.midSentence(facts.label(arm: facts.result.scenario.baseline))
    return Chart(
      id: "lift-\(kpi.name)", title: kpi.label,
      summary:
        "\(relative ? "Change in percent" : "Change in \(kpi.unit)") against \(Words.midSentence(baseline)), with its interval."
        + (kpi.betterNote.isEmpty ? "" : " \(Words.sentenceCase(kpi.betterNote))."),
      spec: forest.spec, table: liftTable(lifts, kpi: kpi), height: forest.height + 40)
  }

  /// The lift that the scenario, or a program, wants of a KPI.
  func target(on kpi: String) -> (value: Double, label: String)? {
    let objective = facts.sharedObjectives.first { $0.kpi == kpi && $0.kind == "lift" }
    return objective.map { ($0.target, "objective \(numbers.target(percent: $0.target))") }
  }

  private func liftTable(_ lifts: [RunResult.LiftResult], kpi: RunResult.KPISummary) -> DataTable {
    let rows = lifts.map { lift -> [DataTable.Cell] in
      func change(_ value: Double?) -> DataTable.Cell {
        .number(value, value.map { numbers.change($0, of: kpi, withUnit: false) } ?? "")
      }
      func percent(_ value: Double?) -> DataTable.Cell {
        .number(value, value.map { numbers.percent($0, signed: true) } ?? "")
      }
      return [
        .text(facts.label(arm: lift.arm)), .text(facts.reading(lift).rawValue), percent(lift.lift.estimate),
        percent(lift.lift.low), percent(lift.lift.high), change(lift.difference.estimate), change(lift.difference.low),
        change(lift.difference.high), .number(lift.pValue, lift.pValue.map(numbers.probability) ?? ""),
        .number(lift.varianceRatio, lift.varianceRatio.map { numbers.number($0, digits: 2) } ?? ""),
        .text(lift.lift.status.map { StatusText.sentence($0) } ?? lift.method),
      ]
    }
    let unit = kpi.isShare ? "points" : kpi.unit
    return DataTable(
      caption: "\(kpi.label): change against \(Words.midSentence(facts.label(arm: facts.result.scenario.baseline)))",
      columns: [
        .text("Arm"), .text("Reading"), .number("Lift"), .number("Lift, low"), .number("Lift, high"),
        .number("Difference (\(unit))"), .number("Low"), .number("High"), .number("p-value"),
        .number("Gain from pairing"), .text("Method or note"),
      ], rows: rows)
  }

  /// Every KPI of every arm, for the table of values.
  package var values: DataTable {
    let rows = facts.result.kpis.map { kpi -> [DataTable.Cell] in
      [.text(kpi.label), .text(kpi.isShare ? "share" : kpi.unit)]
        + facts.arms.map { arm in
          let estimate = arm.kpis[kpi.name]
          guard let value = estimate?.estimate else {
            return DataTable.Cell(text: StatusText.sentence(estimate?.status), value: "")
          }
          let text = numbers.value(value, of: kpi, withUnit: false)
          guard let error = estimate?.standardError else { return .number(value, text) }
          let errorText = kpi.isShare ? numbers.percent(error) : numbers.number(error, digits: 2)
          return .number(value, "\(text) ± \(errorText)")
        }
    }
    return DataTable(
      caption: "Value of each KPI in each arm ± its standard error (simulation error)",
      columns: [.text("KPI"), .text("Unit")] + facts.arms.map { .number(facts.label(arm: $0.name)) }, rows: rows)
  }
}
