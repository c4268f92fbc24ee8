import Foundation
import LabStatistics
import RecordedData

extension RecordedReport {
  /// The report as one self-contained page without scripts.
  ///
  /// - Parameter style: the style sheet of reports (``ReportAssets``).
  public func page(assets: ReportAssets) -> String {
    let page = RecordedPage(facts: RecordedFacts(analysis: facts.analysis, numbers: .page), version: version)
    let html: HTML = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="EngagementLab \(version)">
      <title>Experiment \(facts.fileName) · EngagementLab</title>
      <style>\(HTML(trusted: assets.style))</style>
      </head>
      <body>
      \(page.body)
      </body>
      </html>

      """
    return html.markup
  }
}

/// The body of the page of a recorded experiment.
private struct RecordedPage {
  let facts: RecordedFacts
  let version: String

  var body: HTML {
    let metrics = facts.plan.metrics.map { section($0.name) }
    let segments = facts.analysis.segments.map(section)
    let notes = facts.notes.map { note -> HTML in "<li>\(note)</li>\n" }
    return """
      <header class="top"><div class="wrap">
      <p class="brand">EngagementLab <span>Experiment</span></p>
      <h1>\(facts.fileName)</h1>
      <ul class="facts"><li>\(facts.subject)</li></ul>
      </div></header>
      <main>
      \(health)
      \(metrics)
      \(segments)
      <section aria-labelledby="how"><h2 id="how">How these numbers were made</h2><ul class="plain">\(notes)</ul></section>
      </main>
      <footer><div class="wrap"><p>Made by EngagementLab \(version) from recorded data.</p></div></footer>
      """
  }

  private var health: HTML {
    let items = facts.health.map { line -> HTML in
      let word = line.level == "note" ? "i Note" : "! \(Words.sentenceCase(line.level))"
      return "<li class=\"\(line.level)\"><b class=\"tag\">\(word)</b> <span>\(line.message)</span></li>\n"
    }
    return """
      <section class="health" aria-labelledby="health"><h2 id="health">Before you read</h2>
      <ul class="warnings">\(items)</ul></section>
      """
  }

  private func section(_ metric: String) -> HTML {
    let results = facts.analysis.overall.results.filter { $0.metric == metric }
    let cards = results.map { card($0, among: results) }
    return """
      <section><h2>\(facts.title(metric))</h2>
      <div class="verdicts grid">\(cards)</div>
      \(table(metric, results).html)
      </section>

      """
  }

  private func card(_ result: MetricResult, among results: [MetricResult]) -> HTML {
    let reading = facts.reading(result)
    let remarks = facts.remarks(result).map { remark -> HTML in "<p class=\"caution\">\(remark)</p>" }
    return """
      <article class="verdict \(reading.style)">
      <h3>\(result.arm)</h3>
      <p class="badge">\(reading.symbol) \(reading.rawValue)</p>
      <p class="effect"><b>\(result.lift.estimate.map { facts.numbers.percent($0, signed: true) } ?? "–")</b>
      against \(result.baseline)</p>
      \(bar(result, among: results))
      <p>\(facts.sentence(result))</p>
      \(remarks)
      </article>

      """
  }

  /// The interval of the difference on a scale that all arms of a metric share.
  private func bar(_ result: MetricResult, among results: [MetricResult]) -> HTML {
    let bounds: [Double?] = results.flatMap { [$0.difference.low, $0.difference.high] }
    let ends: [Double] = bounds.compactMap { $0 } + [0]
    guard let low = result.difference.low, let high = result.difference.high,
      let estimate = result.difference.estimate, let first = ends.min(), let last = ends.max(), last > first
    else { return .empty }
    let position = { (value: Double) in
      String(format: "%.1f", 100 * min(1, max(0, 0.05 + 0.9 * (value - first) / (last - first))))
    }
    let width = String(format: "%.1f", 90 * (high - low) / (last - first))
    return """
      <div class="bar" aria-hidden="true"><span class="zero" style="left:\(position(0))%"><i>0</i></span>\
      <span class="interval" style="left:\(position(low))%;width:\(width)%"></span>\
      <span class="point" style="left:\(position(estimate))%"></span></div>
      """
  }

  private func table(_ metric: String, _ results: [MetricResult]) -> DataTable {
    DataTable(
      caption: "\(metric), intervals of \(facts.confidence)",
      columns: [
        .text("Arm"), .number("Users"), .number("Value"), .number("Difference"), .number("Lift"), .number("p"),
      ],
      rows: (results.first.map { first in
        [
          [
            .text(first.baseline), .count(first.units.control),
            .number(first.control, facts.value(first.control, of: metric)), .text(""), .text(""), .text(""),
          ]
        ]
      } ?? []) + results.map { [DataTable.Cell.text($0.arm)] + cells($0) })
  }

  private func cells(_ result: MetricResult) -> [DataTable.Cell] {
    [
      .count(result.units.treatment), .number(result.treatment, facts.value(result.treatment, of: result.metric)),
      .number(result.difference.estimate, facts.difference(result)),
      .number(result.lift.estimate, facts.lift(result)),
      .number(result.adjustedPValue ?? result.pValue, facts.pValue(result)),
    ]
  }

  private func section(_ segment: SegmentAnalysis) -> HTML {
    let rows = segment.levels.flatMap { level in
      level.results.map { [.text(level.name), .text($0.metric), DataTable.Cell.text($0.arm)] + cells($0) }
    }
    let table = DataTable(
      caption: "By \(segment.name), intervals of \(facts.confidence)",
      columns: [
        .text(segment.name), .text("Metric"), .text("Arm"), .number("Users"), .number("Value"), .number("Difference"),
        .number("Lift"), .number("p"),
      ], rows: rows)
    let words = segment.differences.map { difference -> HTML in
      "<li>\(facts.sentence(difference, segment: segment.name))</li>\n"
    }
    return """
      <section><h2>By \(segment.name)</h2><ul class="plain">\(words)</ul>
      \(table.html)
      </section>

      """
  }
}
