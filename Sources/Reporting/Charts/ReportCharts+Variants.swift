import Experiments

extension ReportCharts {
  /// The lifts of a campaign's variants against its control, as a forest plot; nil when none has an estimate.
  package func variants(of test: RunResult.VariantTest) -> Chart? {
    let several = Set(test.comparisons.map(\.variant)).count > 1
    let rows = test.comparisons.compactMap { comparison -> ForestChart.Row? in
      guard let estimate = comparison.lift.estimate else { return nil }
      let metric = Words.sentenceCase(comparison.metric)
      return ForestChart.Row(
        label: several ? "\(comparison.variant): \(comparison.metric)" : metric, estimate: estimate,
        low: comparison.lift.low, high: comparison.lift.high,
        reading: Reading(comparison.difference, better: "higher"), text: numbers.lift(comparison.lift))
    }
    guard !rows.isEmpty else { return nil }
    let name = Words.sentenceCase(Words.fromIdentifier(test.campaign))
    let forest = ForestChart(rows: rows, format: "+.2~%", rowHeight: 30)
    let others = Words.list(test.variants.map(\.name).filter { $0 != test.control })
    return Chart(
      id: "variants-\(test.arm)-\(test.campaign)-\(test.control)", title: "\(name): \(others) against \(test.control)",
      summary: "Lift of each measure over \(test.control), with its interval of sampling error.",
      spec: forest.spec, table: comparisonTable(test, name: name), height: forest.height + 40)
  }

  /// What each variant was sent and did.
  package func counts(of test: RunResult.VariantTest) -> DataTable {
    let currency = facts.result.scenario.currency
    return DataTable(
      caption: "What each variant was sent and did",
      columns: [
        .text("Variant"), .number("Planned share"), .number("Users"), .number("Sends"), .number("Opens"),
        .number("Users who opened"), .number("Users who converted"), .number("Revenue"),
      ],
      rows: test.variants.map { variant in
        [
          .text(variant.name == test.control ? "\(variant.name) (control)" : variant.name),
          .number(variant.weight, numbers.percent(variant.weight)), .count(variant.users), .count(variant.sends),
          .count(variant.opens), .count(variant.openers), .count(variant.converters),
          .number(variant.revenue, numbers.money(variant.revenue, currency)),
        ]
      })
  }

  private func comparisonTable(_ test: RunResult.VariantTest, name: String) -> DataTable {
    let currency = facts.result.scenario.currency
    return DataTable(
      caption: "\(name), \(facts.label(arm: test.arm)): variants against \(test.control)",
      columns: [
        .text("Variant"), .text("Measure"), .number("Control"), .number("Variant"), .number("Difference"),
        .number("Low"), .number("High"), .number("Lift"), .number("Low"), .number("High"), .number("p-value"),
        .text("Method"),
      ],
      rows: test.comparisons.map { comparison in
        let isMoney = comparison.metric.contains("revenue")
        func value(_ value: Double?) -> DataTable.Cell {
          .number(value, value.map { isMoney ? numbers.money($0, currency) : numbers.percent($0) } ?? "")
        }
        func change(_ value: Double?) -> DataTable.Cell {
          .number(
            value,
            value.map {
              isMoney
                ? numbers.money($0, currency, signed: true)
                : numbers.number($0 * 100, digits: 2, signed: true) + " points"
            } ?? "")
        }
        func lift(_ value: Double?) -> DataTable.Cell {
          .number(value, value.map { numbers.percent($0, signed: true) } ?? "")
        }
        return [
          .text(comparison.variant), .text(comparison.metric), value(comparison.control), value(comparison.treatment),
          change(comparison.difference.estimate), change(comparison.difference.low), change(comparison.difference.high),
          lift(comparison.lift.estimate), lift(comparison.lift.low), lift(comparison.lift.high),
          .number(comparison.pValue, comparison.pValue.map(numbers.probability) ?? ""),
          .text(comparison.lift.status.map { StatusText.sentence($0) } ?? comparison.method),
        ]
      })
  }
}
