import Experiments

extension ReportCharts {
  /// The effects on a KPI with their intervals over worlds, as a forest plot; nil when none has an estimate.
  package func worlds(of kpi: RunResult.KPISummary) -> Chart? {
    let effects = facts.worldEffects(on: kpi)
    let isRelative = effects.contains(where: \.isRelative)
    let rows = effects.compactMap { effect -> ForestChart.Row? in
      guard effect.isRelative == isRelative, let estimate = effect.spread.central else { return nil }
      let size = numbers.parts(effect)
      return ForestChart.Row(
        label: facts.label(arm: effect.arm), estimate: estimate, low: effect.spread.low, high: effect.spread.high,
        reading: Reading(effect.spread.answer, better: kpi.better), text: "\(size.estimate) (\(size.interval))")
    }
    guard !rows.isEmpty else { return nil }
    let forest = ForestChart(
      rows: rows, format: isRelative || kpi.isShare ? "+.2~%" : "+.3~g", target: isRelative ? target(on: kpi.name) : nil
    )
    return Chart(
      id: "worlds-\(kpi.name)", title: kpi.label,
      summary:
        "\(isRelative ? "Change in percent" : "Change in \(kpi.unit)"): the point is the central world, the bar holds the "
        + "answer of one further world.",
      spec: forest.spec, table: worldTable(effects, caption: "\(kpi.label): effect over worlds"),
      height: forest.height + 40)
  }

  /// The effects on all KPIs over worlds.
  package var worldTable: DataTable {
    worldTable(facts.result.kpis.flatMap { facts.worldEffects(on: $0) }, caption: "Every KPI over worlds")
  }

  /// What is not known exactly, and what was drawn.
  package var uncertainInputs: DataTable {
    DataTable(
      caption: "Numbers that are not known exactly",
      columns: [
        .text("Number"), .text("Distribution"), .number("Center"), .number("Spread"), .number("Mean drawn"),
        .number("Deviation drawn"), .text("Cut off at"),
      ],
      rows: (facts.result.uncertainty?.inputs ?? []).map { input in
        func text(_ value: Double) -> String { facts.value(value, of: input, numbers: numbers) }
        let isLogarithm = input.distribution == "lognormal"
        return [
          .text(input.path), .text(input.distribution), .number(input.center, text(input.center)),
          .number(input.spread, isLogarithm ? "\(numbers.number(input.spread)) (log)" : text(input.spread)),
          .number(input.drawnMean, text(input.drawnMean)), .number(input.drawnDeviation, text(input.drawnDeviation)),
          .text("\(text(input.least)) and \(text(input.most))"),
        ]
      })
  }

  private func worldTable(_ effects: [ReportFacts.WorldEffect], caption: String) -> DataTable {
    DataTable(
      caption: caption,
      columns: [
        .text("Arm"), .text("KPI"), .number("Central world"), .number("Mean of worlds"), .number("Low"),
        .number("High"), .number("World's share"), .number("At least"), .number("At most"), .number("Noise"),
        .text("Objective reached"), .text("Note"),
      ],
      rows: effects.map { effect in
        let spread = effect.spread
        func size(_ value: Double?) -> DataTable.Cell {
          .number(
            value,
            value.map { effect.isRelative ? numbers.percent($0, signed: true) : numbers.change($0, of: effect.kpi) }
              ?? "")
        }
        func share(_ value: Double?) -> DataTable.Cell { .number(value, numbers.varianceShare(value)) }
        return [
          .text(facts.label(arm: effect.arm)), .text(effect.kpi.label), size(spread.central), size(spread.mean),
          size(spread.low), size(spread.high), share(spread.worldShare), share(spread.worldShareLow),
          share(spread.worldShareHigh), share(spread.noiseShare), .text(facts.reached(effect)),
          .text(spread.status.map { StatusText.sentence($0) } ?? ""),
        ]
      })
  }
}
