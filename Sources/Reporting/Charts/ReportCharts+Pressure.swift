import Experiments

extension ReportCharts {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// How many pushes a reachable user gets in a week, as a histogram with the cap; nil when nobody got any.
  package func weeklyPressure(of arm: RunResult.ArmResult) -> Chart? {
    let weekly = arm.pressure.weekly
    let total = weekly.reduce(0, +)
    guard total > 0, weekly.dropFirst().contains(where: { $0 > 0 }) else { return nil }
    let last = weekly.count - 1
    func label(_ count: Int) -> String { count == last && last > 0 ? "\(count) or more" : "\(count)" }
    let shown = max((weekly.lastIndex { $0 > 0 } ?? 0) + 1, (weeklyCap ?? 0) + 1)
    let bars = weekly.enumerated().prefix(shown + 1).map { count, weeks -> JSONValue in
      let share = Double(weeks) / Double(total)
      return [
        "from": .number(Double(count) - 0.42), "to": .number(Double(count) + 0.42), "share": .number(share),
        "label": .string(label(count)), "text": .string(numbers.percent(share)),
      ]
    }
    let table = DataTable(
      caption: "\(facts.label(arm: arm.name)): pushes delivered to a reachable user in a week",
      columns: [.text("Pushes in the week"), .number("User-weeks"), .number("Share")],
      rows: weekly.enumerated().map { count, weeks in
        let share = Double(weeks) / Double(total)
        return [.text(label(count)), .count(weeks), .number(share, numbers.percent(share))]
      })
    return Chart(
      id: "pressure-\(arm.name)", title: "Pushes per user and week",
      summary: "On average \(numbers.number(arm.pressure.mean)) a week; 95 of 100 user-weeks have "
        + "\(arm.pressure.p95) or fewer." + capNote,
      spec: histogramSpec(bars), table: table, height: 240)
  }

  /// When messages arrive, by local weekday and hour; nil when none did.
  package func heatMap(of arm: RunResult.ArmResult) -> Chart? {
    let map = arm.pressure.heatMap
    let total = map.reduce(0) { $0 + $1.reduce(0, +) }
    guard total > 0, map.count == 7 else { return nil }
    var cells: [JSONValue] = []
    var rows: [[DataTable.Cell]] = []
    for (day, hours) in map.enumerated() {
      for (hour, count) in hours.enumerated() {
        let share = Double(count) / Double(total)
        cells.append([
          "day": .string(Self.weekdays[day]), "hour": .integer(Int64(hour)), "share": .number(share),
          "time": .string("\(Self.weekdays[day]) \(hour):00 to \(hour + 1):00"),
          "text": .string("\(numbers.count(count)) (\(numbers.percent(share)))"),
        ])
      }
      rows.append([.text(Self.weekdays[day])] + hours.map { .count($0) })
    }
    let table = DataTable(
      caption: "\(facts.label(arm: arm.name)): \(facts.messages(in: arm)) delivered by local weekday and hour",
      columns: [.text("Day")] + (0..<24).map { .number("\($0)h") }, rows: rows)
    return Chart(
      id: "hours-\(arm.name)", title: "When they arrive",
      summary: Words.sentenceCase(facts.messages(in: arm))
        + " delivered by weekday and hour on the user's own clock; \(peak(map)).",
      spec: heatMapSpec(cells, noun: Words.sentenceCase(facts.messages(in: arm))), table: table, height: 240)
  }

  /// The cap as pushes per week, when its period is a week.
  private var weeklyCap: Int? {
    facts.result.scenario.pushCap.flatMap { $0.periodDays == 7 ? $0.limit : nil }
  }

  private var capNote: String {
    guard let cap = facts.result.scenario.pushCap else { return " No limit is set." }
    return " The limit is \(cap.limit) per \(period(cap.periodDays))" + (weeklyCap == nil ? "." : ", the dashed line.")
  }

  private func period(_ days: Double) -> String {
    switch days {
    case 1: "day"
    case 7: "week"
    default: days == days.rounded() ? DateText.span(days: Int(days)) : "\(numbers.number(days)) days"
    }
  }

  private func peak(_ map: [[Int]]) -> String {
    var best = (day: 0, hour: 0)
    for day in map.indices {
      for hour in map[day].indices where map[day][hour] > map[best.day][best.hour] { best = (day, hour) }
    }
    return "the busiest hour is \(Self.weekdays[best.day]) \(best.hour):00"
  }

  private func histogramSpec(_ bars: [JSONValue]) -> JSONValue {
    var layers: [JSONValue] = [
      [
        "mark": ["type": "bar", "color": "var(--stage)", "cornerRadiusEnd": 2],
        "encoding": [
          "x": [
            "field": "from", "type": "quantitative", "title": "pushes in a week",
            "axis": ["tickMinStep": 1, "format": "d", "grid": false], "scale": ["nice": false, "zero": false],
          ],
          "x2": ["field": "to"],
          "y": [
            "field": "share", "type": "quantitative", "title": "share of user-weeks",
            "axis": ["format": ".0%", "tickCount": 4],
          ],
          "y2": ["datum": 0],
          "tooltip": [
            ["field": "label", "type": "nominal", "title": "Pushes in a week"],
            ["field": "text", "type": "nominal", "title": "Share of user-weeks"],
          ],
        ],
      ]
    ]
    if let cap = weeklyCap {
      let data: JSONValue = ["values": [["x": .number(Double(cap) + 0.5), "label": "limit \(cap) per week"]]]
      let x: JSONValue = ["field": "x", "type": "quantitative"]
      layers += [
        [
          "data": data, "mark": ["type": "rule", "color": "var(--target)", "strokeDash": [5, 4], "strokeWidth": 1.5],
          "encoding": ["x": x],
        ],
        [
          "data": data,
          "mark": [
            "type": "text", "align": "right", "dx": -6, "baseline": "top", "color": "var(--target)", "fontWeight": 600,
          ],
          "encoding": ["x": x, "y": ["value": 2], "text": ["field": "label"]],
        ],
      ]
    }
    return Chart.spec(["height": 190, "data": ["values": .array(bars)], "layer": .array(layers)])
  }

  private func heatMapSpec(_ cells: [JSONValue], noun: String) -> JSONValue {
    Chart.spec([
      "height": 175,
      "data": ["values": .array(cells)],
      "mark": [
        "type": "rect", "color": "var(--stage)", "cornerRadius": 2, "stroke": "var(--surface)", "strokeWidth": 1,
      ],
      "encoding": [
        "x": [
          "field": "hour", "type": "ordinal", "title": "hour of the user's day",
          "axis": [
            "labelAngle": 0, "values": [0, 3, 6, 9, 12, 15, 18, 21], "grid": false, "domain": false, "ticks": false,
          ],
        ],
        "y": [
          "field": "day", "type": "ordinal", "title": .null, "sort": .array(Self.weekdays.map(JSONValue.string)),
          "axis": ["grid": false, "domain": false, "ticks": false],
        ],
        // Opacity of the page's own colour, so that light, dark and print need no other palette.
        "fillOpacity": [
          "field": "share", "type": "quantitative", "legend": .null,
          "scale": ["type": "sqrt", "range": [0.05, 1], "zero": true],
        ],
        "tooltip": [
          ["field": "time", "type": "nominal", "title": " "],
          ["field": "text", "type": "nominal", "title": .string(noun)],
        ],
      ],
    ])
  }
}
