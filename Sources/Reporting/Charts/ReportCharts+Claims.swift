import Experiments

extension ReportCharts {
  /// What a view claims beside what was caused, arm by arm; nil where nothing is known to be caused.
  package func claims(of view: RunResult.AttributionView) -> Chart? {
    let claims = facts.claims.filter { $0.view == view }
    guard claims.contains(where: { $0.caused?.estimate != nil }) else { return nil }
    let rows = claims.flatMap { claim -> [JSONValue] in
      let label = JSONValue.string(facts.label(arm: claim.arm))
      let caused = facts.caused(claim, numbers: numbers)
      var rows: [JSONValue] = [
        [
          "arm": label, "kind": "attributed", "value": .integer(Int64(claim.attributed)),
          "text": .string(numbers.count(claim.attributed)),
        ]
      ]
      if let estimate = claim.caused?.estimate {
        rows.append([
          "arm": label, "kind": "caused", "value": .number(estimate),
          "low": claim.caused?.low.map { .number($0) } ?? .null,
          "high": claim.caused?.high.map { .number($0) } ?? .null,
          "text": .string("\(caused.estimate) (\(caused.interval))"),
        ])
      }
      return rows
    }
    return Chart(
      id: "claims-\(view.name)", title: Words.sentenceCase(Words.fromIdentifier(view.name)),
      summary: "Conversions credited to \(facts.words(view)), beside those beyond "
        + "\(Words.midSentence(facts.label(arm: facts.result.scenario.baseline))), with their interval.",
      spec: claimsSpec(rows, arms: claims.count), table: table(of: claims, caption: Words.fromIdentifier(view.name)),
      height: claims.count * 46 + 50)
  }

  /// The same as a table.
  package func table(of claims: [ReportFacts.Claim], caption: String) -> DataTable {
    DataTable(
      caption: "\(Words.sentenceCase(caption)): claimed and caused",
      columns: [
        .text("Arm"), .number("Conversions seen"), .number("Attributed"), .number("Caused"), .text("Interval"),
        .number("Attributed for each caused"), .number("Attributed revenue"),
      ],
      rows: claims.map { claim in
        let caused = facts.caused(claim, numbers: numbers)
        let ratio = claim.caused?.estimate.flatMap { $0 > 0 ? Double(claim.attributed) / $0 : nil }
        return [
          .text(facts.label(arm: claim.arm)), .count(claim.seen), .count(claim.attributed),
          .number(claim.caused?.estimate, caused.estimate), .text(caused.interval),
          .number(ratio, ratio.map { numbers.number($0, digits: 2) } ?? ""),
          .number(claim.revenue, numbers.money(claim.revenue, facts.result.scenario.currency)),
        ]
      })
  }

  /// Which campaign claims how much.
  package func credits(of view: RunResult.AttributionView) -> DataTable? {
    let rows = facts.claims.filter { $0.view == view }.flatMap { claim in
      claim.credits.map { campaign, credit -> [DataTable.Cell] in
        [
          .text(facts.label(arm: claim.arm)), .text(Words.sentenceCase(Words.fromIdentifier(campaign))),
          .count(credit.conversions),
          .number(credit.revenue, numbers.money(credit.revenue, facts.result.scenario.currency)),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      caption: "\(Words.sentenceCase(Words.fromIdentifier(view.name))): what each campaign claims",
      columns: [.text("Arm"), .text("Campaign"), .number("Attributed"), .number("Revenue")], rows: rows)
  }

  /// Where sessions come from.
  package var sessionSources: DataTable? {
    let rows = facts.alternatives.compactMap { arm -> [DataTable.Cell]? in
      guard let sources = arm.sessionSources, !arm.campaigns.isEmpty else { return nil }
      let total = max(1, sources.direct + sources.influenced + sources.unattributed)
      func share(_ count: Int) -> DataTable.Cell {
        let share = Double(count) / Double(total)
        return .number(share, numbers.percent(share))
      }
      return [
        .text(facts.label(arm: arm.name)), .count(sources.direct), share(sources.direct), .count(sources.influenced),
        share(sources.influenced), .count(sources.unattributed), share(sources.unattributed),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      caption: "Sessions: opened by a message, within 12 hours of one, or neither",
      columns: [
        .text("Arm"), .number("Direct"), .number("Share"), .number("Influenced"), .number("Share"),
        .number("Neither"), .number("Share"),
      ], rows: rows)
  }

  private func claimsSpec(_ rows: [JSONValue], arms: Int) -> JSONValue {
    let y: JSONValue = [
      "field": "arm", "type": "nominal", "sort": .null, "title": .null,
      "axis": ["labelLimit": 170, "domain": false, "ticks": false, "labelPadding": 6, "grid": false],
    ]
    let offset: JSONValue = ["field": "kind", "sort": ["attributed", "caused"]]
    let x: JSONValue = [
      "field": "value", "type": "quantitative", "title": "conversions", "axis": ["format": "~s", "tickCount": 5],
    ]
    return Chart.spec([
      "height": .integer(Int64(arms * 46)),
      "data": ["values": .array(rows)],
      "encoding": ["y": y, "yOffset": offset],
      "layer": [
        [
          "mark": ["type": "bar", "cornerRadiusEnd": 2],
          "encoding": [
            "x": x,
            "color": [
              "field": "kind", "type": "nominal", "title": .null, "legend": ["orient": "top"],
              "scale": ["domain": ["attributed", "caused"], "range": ["var(--loss)", "var(--success)"]],
            ],
            "tooltip": [
              ["field": "arm", "type": "nominal", "title": " "], ["field": "kind", "type": "nominal", "title": "Kind"],
              ["field": "text", "type": "nominal", "title": "Conversions"],
            ],
          ],
        ],
        [
          "transform": [["filter": "isValid(datum.low)"]],
          "mark": ["type": "rule", "color": "var(--text)", "strokeWidth": 1.5],
          "encoding": ["x": ["field": "low", "type": "quantitative"], "x2": ["field": "high"]],
        ],
      ],
    ])
  }
}
