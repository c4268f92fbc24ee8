import Experiments

extension ReportCharts {
  /// A step on the way from targeted to converted.
  package struct Step: Sendable, Equatable {
    package enum Kind: String, Sendable {
      /// Messages that got this far.
      case stage
      /// Messages lost here, and why.
      case loss
      /// Messages that did what they were for.
      case success
    }
    package var label: String
    package var kind: Kind
    package var count: Int
    /// Where the bar begins.
    package var start: Int
  }

  /// The way of a campaign's messages in one arm, with every loss by name.
  package func steps(of counts: [String: Int], channel: String = "") -> [Step] {
    let targeted = counts["targeted"] ?? 0
    let delivered = counts["delivered"] ?? 0
    let displayed = counts["displayed"] ?? delivered
    let opened = counts["opened"] ?? 0
    var steps = [Step(label: "Targeted", kind: .stage, count: targeted, start: 0)]
    var left = targeted
    for loss in OutcomeText.losses(in: counts, channel: channel) where loss.count > 0 {
      left -= loss.count
      steps.append(Step(label: loss.words, kind: .loss, count: loss.count, start: max(0, left)))
    }
    steps.append(Step(label: "Delivered", kind: .stage, count: delivered, start: 0))
    if displayed < delivered {
      steps.append(Step(label: "not noticed", kind: .loss, count: delivered - displayed, start: displayed))
      steps.append(Step(label: "Seen", kind: .stage, count: displayed, start: 0))
    }
    if opened < displayed {
      steps.append(Step(label: "not opened", kind: .loss, count: displayed - opened, start: opened))
    }
    steps.append(Step(label: "Opened", kind: .stage, count: opened, start: 0))
    if let converted = counts["converted"], converted > 0 {
      steps.append(Step(label: "Converted", kind: .success, count: converted, start: 0))
    }
    return steps
  }

  /// The waterfall of a campaign in one arm; nil when it targeted nobody.
  package func waterfall(of campaign: String, in arm: RunResult.ArmResult) -> Chart? {
    guard let counts = arm.campaigns[campaign], let targeted = counts["targeted"], targeted > 0 else { return nil }
    let channel = facts.campaign(campaign)?.channel ?? ""
    let steps = steps(of: counts, channel: channel)
    let name = Words.sentenceCase(Words.fromIdentifier(campaign))
    func share(_ count: Int) -> String { numbers.percent(Double(count) / Double(targeted)) }
    let reached = [("delivered", "were delivered"), ("opened", "opened"), ("converted", "converted")].compactMap {
      key, words in
      counts[key].flatMap { $0 > 0 || key == "delivered" ? "\(share($0)) \(words)" : nil }
    }
    let rows = steps.map { step -> JSONValue in
      let lead = step.kind == .loss ? "\u{2212} " : ""
      return [
        "label": .string(lead + step.label), "kind": .string(step.kind.rawValue),
        "from": .integer(Int64(step.start)), "to": .integer(Int64(step.start + step.count)),
        "text": .string("\(numbers.count(step.count))  ·  \(share(step.count))"),
      ]
    }
    let table = DataTable(
      caption: "\(name), \(facts.label(arm: arm.name)): from targeted to converted",
      columns: [.text("Step"), .number("Messages"), .number("Of targeted")],
      rows: steps.map { step in
        let of = Double(step.count) / Double(targeted)
        return [
          .text((step.kind == .loss ? "lost: " : "") + step.label), .count(step.count), .number(of, share(step.count)),
        ]
      } + sideEffects(counts, channel: channel))
    return Chart(
      id: "way-\(arm.name)-\(campaign)", title: title(name, channel: channel),
      summary: "Of \(numbers.count(targeted)) targeted, " + Words.list(reached) + ".",
      spec: waterfallSpec(rows, targeted: targeted), table: table, height: steps.count * 22 + 8)
  }

  /// Campaigns by e-mail and SMS say so.
  private func title(_ name: String, channel: String) -> String {
    ["email", "sms"].contains(channel) ? "\(name) (\(ChannelText(channel).words))" : name
  }

  private func sideEffects(_ counts: [String: Int], channel: String) -> [[DataTable.Cell]] {
    OutcomeText.sideEffects(in: counts, channel: channel).map { words, count in
      let of = Double(count) / Double(max(1, counts["targeted"] ?? 0))
      return [.text("beside: \(words)"), .count(count), .number(of, numbers.percent(of))]
    }
  }

  private func waterfallSpec(_ rows: [JSONValue], targeted: Int) -> JSONValue {
    let y: JSONValue = [
      "field": "label", "type": "nominal", "sort": .null, "title": .null,
      "axis": ["labelLimit": 170, "domain": false, "ticks": false, "labelPadding": 6, "grid": false],
    ]
    // Room on the right for the numbers beside the longest bar.
    let domain: JSONValue = [0, .number(Double(targeted) * 1.55)]
    return Chart.spec([
      "height": .integer(Int64(rows.count * 22)),
      "data": ["values": .array(rows)],
      "encoding": ["y": y],
      "layer": [
        [
          "mark": ["type": "bar", "cornerRadius": 2, "height": 14],
          "encoding": [
            "x": ["field": "from", "type": "quantitative", "axis": .null, "scale": ["domain": domain, "nice": false]],
            "x2": ["field": "to"],
            "color": [
              "field": "kind", "type": "nominal", "legend": .null,
              "scale": [
                "domain": ["stage", "loss", "success"], "range": ["var(--stage)", "var(--loss)", "var(--success)"],
              ],
            ],
            "tooltip": [
              ["field": "label", "type": "nominal", "title": " "],
              ["field": "text", "type": "nominal", "title": "Messages"],
            ],
          ],
        ],
        [
          "mark": ["type": "text", "align": "left", "dx": 6, "color": "var(--muted)", "fontSize": 11],
          "encoding": ["x": ["field": "to", "type": "quantitative"], "text": ["field": "text"]],
        ],
      ],
    ])
  }
}
