/// One line per arm over days, with a band where there is an interval and one tooltip for all arms of a day.
struct LineChart {
  /// A point of an arm's line.
  struct Point {
    var x: JSONValue
    /// The day in words, the head of the tooltip.
    var label: String
    var value: Double
    var low: Double?
    var high: Double?
    /// The value in words.
    var text: String
  }

  /// An arm's line.
  struct Line {
    var label: String
    var points: [Point]
  }

  var lines: [Line]
  var scale: ArmScale
  var xTitle: String
  var xIsDate: Bool
  /// Ticks of a plain axis of numbers in d3's notation; nil: days, of which the first get more room.
  var xFormat: String?
  /// Whether equal steps of a plain axis are equal factors.
  var xIsLogarithmic = false
  var yTitle: String
  /// Format of the axis in d3's notation.
  var yFormat: String
  /// A dashed line across the chart, e.g. an objective.
  var target: (value: Double, label: String)?
  var zeroLine = false
  var includesZero = true
  var height = 300

  var spec: JSONValue {
    var layers: [JSONValue] = []
    if zeroLine {
      layers.append([
        "data": ["values": [["y": 0]]], "mark": ["type": "rule", "color": "var(--axis)"],
        "encoding": ["y": ["field": "y", "type": "quantitative"]],
      ])
    }
    if let target { layers += targetLayers(target) }
    if hasBands { layers += bandLayers }
    layers += [lineLayer, hoverRuleLayer, hoverPointLayer]
    return Chart.spec([
      "height": .integer(Int64(height)),
      "data": ["values": .array(rows)],
      "layer": .array(layers),
    ])
  }

  private var hasBands: Bool { lines.contains { $0.points.contains { $0.low != nil } } }
  private var labels: [String] { lines.map(\.label) }

  private var rows: [JSONValue] {
    lines.enumerated().flatMap { index, line in
      line.points.map { point in
        [
          "x": point.x, "day": .string(point.label), "arm": .string(line.label), "key": "k\(index)",
          "y": .number(point.value), "low": .optional(point.low), "high": .optional(point.high),
          "text": .string(point.text),
        ]
      }
    }
  }

  private var xEncoding: JSONValue {
    let base: JSONValue = ["field": "x", "title": xIsDate ? .null : .string(xTitle)]
    return xIsDate
      ? base.with("type", "temporal").with("scale", ["type": "utc"]).with(
        "axis", ["format": "%-d %b", "tickCount": 8, "grid": false, "labelOverlap": "greedy", "labelSeparation": 14])
      : base.with("type", "quantitative").with("scale", ["type": .string(xScale), "nice": false])
        .with("axis", xFormat.map { ["grid": false, "format": .string($0), "tickCount": 8] } ?? dayAxis)
  }

  private var xScale: String { xFormat == nil ? "sqrt" : (xIsLogarithmic ? "log" : "linear") }

  /// Days that people speak of; the first days get more room, as most happens there.
  private var dayAxis: JSONValue {
    ["grid": false, "values": [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 75, 90, 120, 150, 180, 270, 365]]
  }

  private var yEncoding: JSONValue {
    [
      "field": "y", "type": "quantitative", "title": .string(yTitle), "axis": ["format": .string(yFormat)],
      "scale": ["zero": .bool(includesZero), "nice": true],
    ]
  }

  // Layers that share a scale must agree on its legend.
  private var legend: JSONValue { ArmScale.legend(labels) }
  private var color: JSONValue { ["field": "arm", "type": "nominal", "scale": scale.color, "legend": legend] }

  // One layer per arm with a colour of its own: bands on the lines' scale would put their pale fill into the legend.
  private var bandLayers: [JSONValue] {
    lines.enumerated().map { index, line in
      [
        "transform": [["filter": "datum.key === 'k\(index)' && isValid(datum.low) && isValid(datum.high)"]],
        "mark": ["type": "area", "opacity": 0.14, "color": .string(scale.color(of: line.label))],
        "encoding": ["x": xEncoding, "y": yEncoding.with("field", "low"), "y2": ["field": "high"]],
      ]
    }
  }

  private var lineLayer: JSONValue {
    [
      "mark": ["type": "line", "strokeWidth": 2, "interpolate": "linear"],
      "encoding": [
        "x": xEncoding, "y": yEncoding, "color": color,
        "strokeDash": ["field": "arm", "type": "nominal", "scale": scale.dash, "legend": legend],
      ],
    ]
  }

  private var hoverRuleLayer: JSONValue {
    let tooltips: [JSONValue] =
      [["field": "day", "type": "nominal", "title": .string(xTitle)]]
      + lines.enumerated().map { ["field": "k\($0.offset)", "type": "nominal", "title": .string($0.element.label)] }
    return [
      "transform": [["pivot": "key", "value": "text", "groupby": ["x", "day"], "op": "max"]],
      "params": [
        [
          "name": "hover",
          "select": ["type": "point", "fields": ["x"], "nearest": true, "on": "pointerover", "clear": "pointerout"],
        ]
      ],
      "mark": ["type": "rule", "color": "var(--axis)", "strokeWidth": 1],
      "encoding": [
        "x": xEncoding, "opacity": ["condition": ["param": "hover", "empty": false, "value": 1], "value": 0],
        "tooltip": .array(tooltips),
      ],
    ]
  }

  private var hoverPointLayer: JSONValue {
    [
      "mark": ["type": "point", "filled": false, "size": 50, "strokeWidth": 2.5],
      "encoding": [
        "x": xEncoding, "y": yEncoding, "color": color,
        "opacity": ["condition": ["param": "hover", "empty": false, "value": 1], "value": 0],
      ],
    ]
  }

  private func targetLayers(_ target: (value: Double, label: String)) -> [JSONValue] {
    let data: JSONValue = ["values": [["y": .number(target.value), "label": .string(target.label)]]]
    let y: JSONValue = ["field": "y", "type": "quantitative"]
    return [
      [
        "data": data, "mark": ["type": "rule", "color": "var(--target)", "strokeDash": [6, 4], "strokeWidth": 1.5],
        "encoding": ["y": y],
      ],
      [
        "data": data,
        "mark": ["type": "text", "align": "left", "dx": 4, "dy": -6, "color": "var(--target)", "fontWeight": 600],
        "encoding": ["y": y, "x": ["value": 0], "text": ["field": "label"]],
      ],
    ]
  }
}
