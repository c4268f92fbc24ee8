/// Estimates with their intervals, one row each, beside a line that means "no change".
struct ForestChart {
  /// One row.
  struct Row {
    var label: String
    var estimate: Double
    var low: Double?
    var high: Double?
    var reading: Reading
    /// The numbers in words.
    var text: String
  }

  var rows: [Row]
  /// Format of the axis in d3's notation.
  var format: String
  var target: (value: Double, label: String)?
  var rowHeight = 26

  /// Height of the rows without the axis.
  var height: Int { rows.count * rowHeight }

  var spec: JSONValue {
    var layers: [JSONValue] = [
      [
        "data": ["values": [["x": 0]]], "mark": ["type": "rule", "color": "var(--axis)"],
        "encoding": ["x": ["field": "x", "type": "quantitative"]],
      ]
    ]
    if let target {
      layers.append([
        "data": ["values": [["x": .number(target.value), "label": .string(target.label)]]],
        "mark": ["type": "rule", "color": "var(--target)", "strokeDash": [5, 4], "strokeWidth": 1.5],
        "encoding": [
          "x": ["field": "x", "type": "quantitative"],
          "tooltip": [["field": "label", "type": "nominal", "title": "Objective"]],
        ],
      ])
    }
    layers += [interval, point]
    return Chart.spec([
      "height": .integer(Int64(height)),
      "data": ["values": .array(rows.map(data))],
      "layer": .array(layers),
    ])
  }

  private func data(_ row: Row) -> JSONValue {
    [
      "label": .string(row.label), "x": .number(row.estimate), "low": .optional(row.low), "high": .optional(row.high),
      "reading": .string(row.reading.style), "words": .string(row.reading.rawValue), "text": .string(row.text),
    ]
  }

  private var x: JSONValue {
    [
      "field": "x", "type": "quantitative", "title": .null,
      "axis": [
        "tickCount": 5, "labelOverlap": "greedy",
        "labelExpr": .string("datum.value === 0 ? '0' : format(datum.value, '\(format)')"),
      ],
      "scale": ["zero": true, "nice": true],
    ]
  }

  // Not shared by all layers: the lines across the rows must not inherit it.
  private var y: JSONValue {
    [
      "field": "label", "type": "nominal", "sort": .null, "title": .null,
      "axis": ["labelLimit": 190, "domain": false, "ticks": false, "labelPadding": 8, "grid": false],
    ]
  }

  private var color: JSONValue {
    let styles = ["good", "bad", "changed", "unclear"]
    return [
      "field": "reading", "type": "nominal", "legend": .null,
      "scale": [
        "domain": .array(styles.map(JSONValue.string)), "range": .array(styles.map { .string("var(--\($0))") }),
      ],
    ]
  }

  private var tooltip: JSONValue {
    [
      ["field": "label", "type": "nominal", "title": " "], ["field": "text", "type": "nominal", "title": "Change"],
      ["field": "words", "type": "nominal", "title": "Reading"],
    ]
  }

  private var interval: JSONValue {
    [
      "transform": [["filter": "isValid(datum.low) && isValid(datum.high)"]],
      "mark": ["type": "rule", "strokeWidth": 5, "opacity": 0.45, "strokeCap": "round"],
      "encoding": ["y": y, "x": x.with("field", "low"), "x2": ["field": "high"], "color": color, "tooltip": tooltip],
    ]
  }

  private var point: JSONValue {
    [
      "mark": ["type": "point", "filled": true, "size": 90, "opacity": 1],
      "encoding": [
        "y": y, "x": x, "color": color, "tooltip": tooltip,
        "shape": [
          "field": "reading", "type": "nominal", "legend": .null,
          "scale": [
            "domain": ["good", "bad", "changed", "unclear"],
            "range": ["triangle-up", "triangle-down", "diamond", "circle"],
          ],
        ],
      ],
    ]
  }
}
