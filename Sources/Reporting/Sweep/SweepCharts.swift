import Experiments
import LabStatistics
import Simulation

/// The charts of a sweep: the measure by what varies, what matters, and effect against cost.
struct SweepCharts {
  let report: SweepReport
  private let byPoint: [Int: [SweepOutcome]]

  init(_ report: SweepReport) {
    self.report = report
    byPoint = report.byPoint
  }

  var all: [Chart] {
    guard let measure = report.measure else { return [] }
    if let sensitivity = report.sensitivity { return [importance(sensitivity)].compactMap(\.self) }
    let plots =
      switch report.plan.parameters.count {
      case 1: line(measure)
      case 2 where report.plan.design == .grid: heat(measure)
      default: nil as Chart?
      }
    return [plots, front(measure)].compactMap(\.self)
  }

  private var format: String { report.measure?.kind == .lift ? "+.2~%" : ",.3~g" }

  private func number(_ text: String?) -> Double? {
    guard let number = text.flatMap(ParameterNumber.init) else { return nil }
    return number.isTime ? number.value / 60 : number.value
  }

  private func words(_ value: Double?, _ measure: SweepMeasure) -> String {
    guard let value else { return "–" }
    return measure.kind == .lift
      ? ReportNumbers.page.percent(value, signed: true) : ReportNumbers.page.number(value)
  }

  /// One value that varies: a point with its interval per arm.
  private func line(_ measure: SweepMeasure) -> Chart? {
    let parameter = report.plan.parameters[0]
    let arms = report.comparedArms
    let rows = report.plan.points.flatMap { point in
      arms.map { ($0, point.values[0] ?? "as written", SweepValue(measure, arm: $0, of: byPoint[point.index] ?? [])) }
    }
    guard rows.contains(where: { $0.2.estimate != nil }) else { return nil }
    let isNumeric = rows.allSatisfy { number($0.1) != nil }
    let values: [JSONValue] = rows.map { arm, text, value in
      [
        "x": isNumeric ? .optional(number(text)) : .string(text), "arm": .string(arm), "value": .string(text),
        "y": .optional(value.estimate), "low": .optional(value.low), "high": .optional(value.high),
        "text": .string(value.text(measure, numbers: .page)),
      ]
    }
    let x: JSONValue = [
      "field": "x", "type": isNumeric ? "quantitative" : "ordinal", "title": .string(parameter.path), "sort": .null,
      "scale": ["zero": false],
    ]
    let y: JSONValue = [
      "field": "y", "type": "quantitative", "title": .string("\(measure)"), "axis": ["format": .string(format)],
      "scale": ["zero": false],
    ]
    let scale = ArmScale(labels: arms)
    let color: JSONValue = [
      "field": "arm", "type": "nominal", "scale": scale.color, "legend": ArmScale.legend(arms),
    ]
    let tooltip: JSONValue = [
      ["field": "arm", "title": "Arm"], ["field": "value", "title": .string(parameter.path)],
      ["field": "text", "title": .string("\(measure)")],
    ]
    return Chart(
      id: "by-value", title: "\(measure) by \(parameter.path)",
      summary: "Each point is played to the same people; bars are intervals of 95%.",
      spec: Chart.spec([
        "height": 320, "data": ["values": .array(values)],
        "layer": [
          ["mark": ["type": "line", "strokeWidth": 2], "encoding": ["x": x, "y": y, "color": color]],
          [
            "mark": ["type": "rule"],
            "encoding": ["x": x, "y": y.with("field", "low"), "y2": ["field": "high"], "color": color],
          ],
          [
            "mark": ["type": "point", "filled": true, "size": 60],
            "encoding": ["x": x, "y": y, "color": color, "tooltip": tooltip],
          ],
        ],
      ]),
      table: DataTable(
        caption: "\(measure)", columns: [.text(parameter.path), .text("Arm"), .number("\(measure)")],
        rows: rows.map { arm, text, value in
          [.text(text), .text(arm), .number(value.estimate, value.text(measure, numbers: .page))]
        }), height: 360)
  }

  /// Two values on a grid: the measure of the arm as colour.
  private func heat(_ measure: SweepMeasure) -> Chart? {
    let (first, second) = (report.plan.parameters[0], report.plan.parameters[1])
    let rows = report.plan.points.map { ($0, SweepValue(measure, arm: measure.arm, of: byPoint[$0.index] ?? [])) }
    guard rows.contains(where: { $0.1.estimate != nil }) else { return nil }
    let values: [JSONValue] = rows.map { point, value in
      [
        "x": .string(point.values[0] ?? ""), "y": .string(point.values[1] ?? ""), "z": .optional(value.estimate),
        "text": .string(value.text(measure, numbers: .page)), "short": .string(words(value.estimate, measure)),
      ]
    }
    let numbers = rows.compactMap(\.1.estimate)
    // The scale is dark where the number is large.
    let middle = ((numbers.min() ?? 0) + (numbers.max() ?? 0)) / 2
    let x: JSONValue = [
      "field": "x", "type": "ordinal", "sort": .null, "title": .string(first.path), "axis": ["labelAngle": 0],
    ]
    let y: JSONValue = ["field": "y", "type": "ordinal", "sort": .null, "title": .string(second.path)]
    return Chart(
      id: "by-values", title: "\(measure) by \(first.path) and \(second.path)",
      summary: "Arm \(measure.arm); every cell is played to the same people.",
      spec: Chart.spec([
        "height": ["step": 44], "data": ["values": .array(values)], "encoding": ["x": x, "y": y],
        "layer": [
          [
            "mark": ["type": "rect"],
            "encoding": [
              "color": [
                "field": "z", "type": "quantitative", "title": .string("\(measure)"),
                "legend": ["format": .string(format)],
              ],
              "tooltip": [
                ["field": "x", "title": .string(first.path)], ["field": "y", "title": .string(second.path)],
                ["field": "text", "title": .string("\(measure)")],
              ],
            ],
          ],
          [
            "mark": ["type": "text", "fontSize": 11],
            "encoding": [
              "text": ["field": "short"],
              "color": [
                "condition": ["test": .string("datum.z > \(JSONNumber.text(middle) ?? "0")"), "value": "white"],
                "value": "black",
              ],
            ],
          ],
        ],
      ]),
      table: DataTable(
        caption: "\(measure)", columns: [.text(first.path), .text(second.path), .number("\(measure)")],
        rows: rows.map { point, value in
          [
            .text(point.values[0] ?? ""), .text(point.values[1] ?? ""),
            .number(value.estimate, value.text(measure, numbers: .page)),
          ]
        }), height: 400)
  }

  /// What matters, as bars; for the tornado, around the scenario as written.
  private func importance(_ analysis: SensitivityAnalysis) -> Chart? {
    let bars = analysis.rows.compactMap {
      row -> (path: String, from: Double, to: Double, low: Double?, high: Double?)? in
      if case .tornado(_, _, let atLow, let atHigh) = row.details {
        guard let atLow, let atHigh else { return nil }
        return (row.path, min(atLow, atHigh), max(atLow, atHigh), nil, nil)
      }
      guard let importance = row.importance else { return nil }
      return (row.path, 0, importance, row.interval?.low, row.interval?.high)
    }
    guard !bars.isEmpty else { return nil }
    let values: [JSONValue] = bars.map { bar in
      [
        "path": .string(bar.path), "from": .number(bar.from), "to": .number(bar.to), "low": .optional(bar.low),
        "high": .optional(bar.high),
      ]
    }
    let y: JSONValue = ["field": "path", "type": "nominal", "sort": .null, "title": .null, "axis": ["labelLimit": 320]]
    let axis: JSONValue = ["format": .string(analysis.design.isShareOfVariance ? ".0%" : format)]
    let isTornado = analysis.design == .tornado
    let x: JSONValue = [
      "field": "from", "type": "quantitative", "title": .string("\(analysis.measure)"), "axis": axis,
      "scale": ["zero": .bool(!isTornado)],
    ]
    let table = SensitivityTable(analysis).summary
    let center: [JSONValue] =
      analysis.center.map { center in
        [
          [
            "mark": ["type": "rule", "color": "var(--target)", "strokeDash": [6, 4]],
            "encoding": ["x": ["datum": .number(center), "type": "quantitative"]],
          ]
        ]
      } ?? []
    return Chart(
      id: "importance", title: "What matters for \(analysis.measure.words)", summary: analysis.design.howToRead,
      spec: Chart.spec([
        "height": ["step": 32], "data": ["values": .array(values)],
        "layer": .array(
          [
            ["mark": ["type": "bar", "color": "var(--arm1)"], "encoding": ["y": y, "x": x, "x2": ["field": "to"]]],
            [
              "mark": ["type": "rule", "strokeWidth": 2],
              "encoding": ["y": y, "x": x.with("field", "low"), "x2": ["field": "high"]],
            ],
          ] + center),
      ]),
      table: table.dataTable, height: 80 + 32 * bars.count)
  }

  /// Effect against the cost of messages; the points that no other beats in both are marked.
  private func front(_ measure: SweepMeasure) -> Chart? {
    guard report.plan.points.count > 2 else { return nil }
    let wantsMore = measure.isHigherBetter ?? true
    let rows = report.plan.points.compactMap { point -> (point: SweepPoint, cost: Double, value: SweepValue)? in
      let played = byPoint[point.index] ?? []
      let costs = played.compactMap { $0.cell(arm: measure.arm, kpi: "cost")?.estimate }
      let value = SweepValue(measure, arm: measure.arm, of: played)
      guard !costs.isEmpty, value.estimate != nil else { return nil }
      return (point, Moments(costs).mean, value)
    }
    guard Set(rows.map(\.cost)).count > 1 else { return nil }
    func score(_ value: SweepValue) -> Double { (wantsMore ? 1 : -1) * (value.estimate ?? 0) }
    let best = rows.map { row in
      !rows.contains { other in
        other.cost <= row.cost && score(other.value) >= score(row.value)
          && (other.cost < row.cost || score(other.value) > score(row.value))
      }
    }
    let values: [JSONValue] = zip(rows, best).map { row, isBest in
      [
        "x": .number(row.cost), "y": .optional(row.value.estimate), "low": .optional(row.value.low),
        "high": .optional(row.value.high), "what": .string(report.words(row.point)),
        "text": .string(row.value.text(measure, numbers: .page)), "front": isBest ? "on the front" : "dominated",
      ]
    }
    let currency = report.scenario.currency
    return Chart(
      id: "front", title: "\(measure) against cost",
      summary: "Arm \(measure.arm): a point on the front is beaten by no other in both cost and effect.",
      spec: Chart.spec([
        "height": 320, "data": ["values": .array(values)],
        "mark": ["type": "point", "filled": true, "size": 70],
        "encoding": [
          "x": [
            "field": "x", "type": "quantitative", "title": .string("Cost of messages, \(currency)"),
            "scale": ["zero": false],
          ],
          "y": [
            "field": "y", "type": "quantitative", "title": .string("\(measure)"), "axis": ["format": .string(format)],
            "scale": ["zero": false],
          ],
          "color": [
            "field": "front", "type": "nominal", "title": .null,
            "scale": ["domain": ["on the front", "dominated"], "range": ["var(--arm1)", "var(--axis)"]],
            "legend": ["orient": "top"],
          ],
          "tooltip": [
            ["field": "what", "title": "Point"], ["field": "text", "title": .string("\(measure)")],
            ["field": "x", "title": "Cost", "format": ",.4~g"],
          ],
        ],
      ]),
      table: DataTable(
        caption: "\(measure) against cost",
        columns: [.text("Point"), .number("Cost"), .number("\(measure)"), .text("")],
        rows: zip(rows, best).map { row, isBest in
          [
            .text(report.words(row.point)), .number(row.cost, ReportNumbers.page.money(row.cost, currency)),
            .number(row.value.estimate, row.value.text(measure, numbers: .page)), .text(isBest ? "on the front" : ""),
          ]
        }), height: 360)
  }
}

extension SweepPlan.Design {
  /// Whether importance is a share of the variance.
  var isShareOfVariance: Bool { if case .indices = self { true } else { false } }

  /// What the bars of importance are.
  var howToRead: String {
    switch self {
    case .morris: "Bars are mean absolute effects over the whole range of a value, lines their intervals of 95%."
    case .indices:
      "Bars are shares of the variation with interactions, lines their intervals of 95%; they may sum to more than 100%."
    default: "Bars reach from one end of a value's range to the other; the dashed line is the scenario as written."
    }
  }
}
