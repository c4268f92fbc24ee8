import Experiments

extension ReportCharts {
  /// Extra revenue against extra cost, one point per arm, with the line on which they balance; nil without money.
  package var money: Chart? {
    let points = facts.alternatives.compactMap { arm in facts.money(arm: arm.name).map { (arm: arm, money: $0) } }
    guard facts.hasMoney, !points.isEmpty else { return nil }
    let currency = facts.result.scenario.currency
    let labels = points.map { facts.label(arm: $0.arm.name) }
    let rows = zip(points, labels).map { point, label -> JSONValue in
      [
        "label": .string(label), "cost": .number(point.money.extraCost), "revenue": .number(point.money.extraRevenue),
        "costText": .string(numbers.money(point.money.extraCost, currency)),
        "revenueText": .string(numbers.money(point.money.extraRevenue, currency, signed: true)),
        "net": .string(numbers.money(point.money.net, currency, signed: true)),
      ]
    }
    let costs = points.map(\.money.extraCost)
    let range = (low: min(0, costs.min() ?? 0), high: max(0, costs.max() ?? 0))
    let table = DataTable(
      caption:
        "Cost of messages and extra revenue against \(Words.midSentence(facts.label(arm: facts.result.scenario.baseline))), \(currency)",
      columns: [
        .text("Arm"), .number("Extra cost"), .number("Extra revenue"), .number("Net"), .number("Cost per user"),
        .number("Revenue per unit of cost"),
      ],
      rows: points.map { point in
        let money = point.money
        func amount(_ value: Double) -> DataTable.Cell { .number(value, numbers.money(value, currency)) }
        return [
          .text(facts.label(arm: point.arm.name)), amount(money.extraCost), amount(money.extraRevenue),
          amount(money.net),
          amount(money.costPerUser),
          .number(money.returnPerCost, money.returnPerCost.map { numbers.number($0) } ?? ""),
        ]
      })
    return Chart(
      id: "money", title: "What it costs, what it brings",
      summary: "Extra revenue against extra cost of messages over the whole period, for all simulated users. "
        + "Above the dashed line, revenue pays for the messages.",
      spec: moneySpec(rows, range: range, currency: currency), table: table, height: 380)
  }

  private func moneySpec(_ rows: [JSONValue], range: (low: Double, high: Double), currency: String) -> JSONValue {
    let scale = ArmScale(facts)
    let span = range.high > range.low ? range.high - range.low : 1
    let x: JSONValue = [
      "field": "cost", "type": "quantitative", "title": "extra cost (\(currency))", "axis": ["format": "~s"],
      "scale": ["domain": [.number(range.low), .number(range.low + span * 1.05)], "nice": true],
    ]
    let y: JSONValue = [
      "field": "revenue", "type": "quantitative", "title": "extra revenue (\(currency))", "axis": ["format": "~s"],
      "scale": ["zero": true, "nice": true],
    ]
    return Chart.spec([
      "height": 320,
      "layer": [
        [
          "data": [
            "values": [["cost": 0, "revenue": 0], ["cost": .number(range.high), "revenue": .number(range.high)]]
          ],
          "mark": ["type": "line", "color": "var(--axis)", "strokeDash": [5, 4], "strokeWidth": 1.5],
          "encoding": ["x": x, "y": y],
        ],
        [
          "data": ["values": .array(rows)],
          "mark": ["type": "point", "filled": true, "size": 140, "opacity": 1],
          "encoding": [
            "x": x, "y": y, "color": ["field": "label", "type": "nominal", "scale": scale.color, "legend": .null],
            "shape": ["field": "label", "type": "nominal", "scale": scale.shape, "legend": .null],
            "tooltip": [
              ["field": "label", "type": "nominal", "title": " "],
              ["field": "costText", "type": "nominal", "title": "Extra cost"],
              ["field": "revenueText", "type": "nominal", "title": "Extra revenue"],
              ["field": "net", "type": "nominal", "title": "Net"],
            ],
          ],
        ],
        labels(rows, x: x, y: y, side: "left", dx: 11, where: "datum.cost <= \(range.low + span * 0.6)"),
        labels(rows, x: x, y: y, side: "right", dx: -11, where: "datum.cost > \(range.low + span * 0.6)"),
      ],
    ])
  }

  /// Names beside points, on the side where there is room.
  private func labels(
    _ rows: [JSONValue], x: JSONValue, y: JSONValue, side: JSONValue, dx: JSONValue, where filter: String
  ) -> JSONValue {
    [
      "data": ["values": .array(rows)],
      "transform": [["filter": .string(filter)]],
      "mark": ["type": "text", "align": side, "dx": dx, "baseline": "middle", "color": "var(--text)"],
      "encoding": ["x": x, "y": y, "text": ["field": "label"]],
    ]
  }
}
