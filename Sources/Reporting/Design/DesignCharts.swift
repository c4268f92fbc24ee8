import Experiments

/// The charts of a design.
struct DesignCharts {
  let facts: DesignFacts

  private var result: DesignResult { facts.result }
  private var numbers: ReportNumbers { facts.numbers }

  var all: [Chart] { [power, curve, nullTests, sequence].compactMap { $0 } }

  /// Power against users, a line per look.
  var power: Chart? {
    let days = Self.some(result.looks)
    let lines = days.map { day in
      LineChart.Line(
        label: "day \(day)",
        points: result.cells.filter { $0.day == day }.map { cell in
          let error = 2 * cell.best.powerError
          return LineChart.Point(
            x: .integer(Int64(cell.size)), label: "\(numbers.count(cell.size)) users", value: cell.best.power,
            low: max(0, cell.best.power - error), high: min(1, cell.best.power + error),
            text: numbers.percent(cell.best.power))
        })
    }
    guard lines.contains(where: { $0.points.count > 1 }) else { return nil }
    let chart = LineChart(
      lines: lines, scale: ArmScale(labels: lines.map(\.label)), xTitle: "users of both arms", xIsDate: false,
      xFormat: "~s", xIsLogarithmic: true, yTitle: "power", yFormat: ".0%",
      target: (result.powerWanted, "\(numbers.percent(result.powerWanted)) wanted"))
    return Chart(
      id: "power", title: "Power against users and days",
      summary:
        "How often the fixed test finds the scenario's effect. Bands: two standard errors, of counting tests and of "
        + "not knowing the effect exactly.",
      spec: chart.spec, table: facts.power.dataTable, height: 340)
  }

  /// Power against the lift, a line per size.
  var curve: Chart? {
    let sizes = Self.some(Array(Set(result.curve.map(\.users))).sorted())
    let lines = sizes.map { users in
      LineChart.Line(
        label: "\(numbers.count(users)) users",
        points: result.curve.filter { $0.users == users }.map { point in
          LineChart.Point(
            x: .number(point.lift), label: "lift \(numbers.percent(point.lift))", value: point.power,
            text: numbers.percent(point.power))
        })
    }
    guard lines.contains(where: { $0.points.count > 1 }) else { return nil }
    let chart = LineChart(
      lines: lines, scale: ArmScale(labels: lines.map(\.label)), xTitle: "true lift", xIsDate: false, xFormat: ".2~%",
      yTitle: "power", yFormat: ".0%", target: (result.powerWanted, "\(numbers.percent(result.powerWanted)) wanted"))
    return Chart(
      id: "lift", title: "Power against the lift", summary: "How often the fixed test is significant on its last day.",
      spec: chart.spec,
      table: DataTable(
        caption: "Power against the lift", columns: [.number("Users"), .number("Lift"), .number("Power")],
        rows: result.curve.map {
          [.count($0.users), .number($0.lift, numbers.percent($0.lift)), .number($0.power, numbers.percent($0.power))]
        }), height: 340)
  }

  /// p-values of tests without an effect.
  var nullTests: Chart {
    let null = result.nullTests
    let expected = Double(null.pValues.reduce(0, +)) / Double(max(1, null.pValues.count))
    let rows: [JSONValue] = null.pValues.enumerated().map { index, count in
      [
        "low": .number(Double(index) / 20), "high": .number(Double(index + 1) / 20), "count": .integer(Int64(count)),
        "text": "\(numbers.number(Double(index) / 20)) to \(numbers.number(Double(index + 1) / 20))",
      ]
    }
    let x: JSONValue = [
      "field": "low", "type": "quantitative", "title": "p-value", "bin": ["binned": true, "step": 0.05],
      "axis": ["grid": false, "tickCount": 10],
    ]
    let spec = Chart.spec([
      "height": 220, "data": ["values": .array(rows)],
      "layer": [
        [
          "mark": ["type": "bar", "color": "var(--arm1)"],
          "encoding": [
            "x": x, "x2": ["field": "high"],
            "y": ["field": "count", "type": "quantitative", "title": "tests"],
            "tooltip": [
              ["field": "text", "type": "nominal", "title": "p-value"],
              ["field": "count", "type": "quantitative", "title": "tests"],
            ],
          ],
        ],
        [
          "data": ["values": [["y": .number(expected)]]],
          "mark": ["type": "rule", "color": "var(--target)", "strokeDash": [6, 4], "strokeWidth": 1.5],
          "encoding": ["y": ["field": "y", "type": "quantitative"]],
        ],
      ],
    ])
    return Chart(
      id: "a-a", title: "Tests without an effect",
      summary:
        "p-values of tests in which both arms live as the control: flat, as they must be, if the test keeps its level. "
        + "\(numbers.percent(null.falseAlarms)) are significant; between \(numbers.percent(null.low)) and "
        + "\(numbers.percent(null.high)) is fine.",
      spec: spec,
      table: DataTable(
        caption: "p-values of tests without an effect", columns: [.text("p-value"), .number("Tests")],
        rows: null.pValues.enumerated().map { index, count in
          [
            .text("\(numbers.number(Double(index) / 20)) to \(numbers.number(Double(index + 1) / 20))"), .count(count),
          ]
        }), height: 260)
  }

  /// One test, look by look, with both intervals and the truth.
  var sequence: Chart? {
    guard result.example.count > 1 else { return nil }
    func line(
      _ label: String, _ band: (DesignResult.ExampleLook) -> (Double?, Double?),
      _ value: (DesignResult.ExampleLook) -> Double
    )
      -> LineChart.Line
    {
      LineChart.Line(
        label: label,
        points: result.example.map { look in
          let (low, high) = band(look)
          let words = low.flatMap { low in high.map { " (\(numbers.percent(low)) to \(numbers.percent($0)))" } } ?? ""
          return LineChart.Point(
            x: .integer(Int64(look.day)), label: "day \(look.day)", value: value(look), low: low, high: high,
            text: numbers.percent(value(look), signed: true) + words)
        })
    }
    let lines = [
      line("estimate, fixed interval", { ($0.fixedLow, $0.fixedHigh) }, \.estimate),
      line("always-valid interval", { ($0.validLow, $0.validHigh) }, \.estimate),
      line("truth", { _ in (nil, nil) }, \.truth),
    ]
    let chart = LineChart(
      lines: lines, scale: ArmScale(labels: lines.map(\.label)), xTitle: "day", xIsDate: false, xFormat: "d",
      yTitle: "lift",
      yFormat: ".1~%", zeroLine: true)
    return Chart(
      id: "sequence", title: "One test, look by look",
      summary:
        "The first of the tests drawn. The narrow band is right at one look that was chosen before; the wide one at all "
        + "looks together.",
      spec: chart.spec,
      table: DataTable(
        caption: "One test, look by look",
        columns: [
          .number("Day"), .number("Estimate"), .number("Fixed low"), .number("Fixed high"), .number("Always-valid low"),
          .number("Always-valid high"), .number("Truth"),
        ],
        rows: result.example.map { look in
          [.count(look.day)]
            + [look.estimate, look.fixedLow, look.fixedHigh, look.validLow, look.validHigh, look.truth].map {
              .number($0, numbers.percent($0, signed: true))
            }
        }), height: 340)
  }

  /// Five of many, the first and the last among them.
  private static func some(_ all: [Int]) -> [Int] {
    guard all.count > 5 else { return all }
    return (0..<5).map { all[$0 * (all.count - 1) / 4] }
  }
}
