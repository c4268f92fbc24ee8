import Calibration
import LabStatistics

extension CalibrationReport {
  /// The report as one self-contained page; without a chart library it has tables only.
  public func page(assets: ReportAssets) -> String {
    let page = CalibrationPage(
      facts: CalibrationFacts(result: result, numbers: .page), block: block, version: version,
      drawsCharts: assets.hasChartLibrary)
    let library = assets.chartLibrary ?? ""
    return PageTemplate.filled(
      assets.template,
      with: [
        "policy": HTMLReport.policy(scripts: [library, assets.script]), "version": HTML.escape(version),
        "title": HTML.escape(result.title), "style": assets.style, "body": page.body.markup, "results": "null",
        "library": library, "script": assets.script,
      ])
  }
}

/// The body of the page of a calibration.
private struct CalibrationPage {
  let facts: CalibrationFacts
  let block: BehaviorBlock
  let version: String
  let drawsCharts: Bool

  private var result: CalibrationResult { facts.result }

  var body: HTML {
    let data = result.data.map { sentence -> HTML in "<li>\(sentence)</li>" }
    let series = result.series.map(section)
    return """
      <header class="top"><div class="wrap">
      <p class="brand">EngagementLab <span>Calibration</span></p>
      <h1>\(result.title)</h1>
      <ul class="facts">\(data)</ul>
      \(drawsCharts ? HTML(trusted: "<noscript><p class=\"notice\">Charts need JavaScript. Every number is in the tables below.</p></noscript>") : .empty)
      </div></header>
      <main>
      \(warnings)
      \(parameters)
      \(models)
      \(series)
      \(section(list: result.notes, title: "How these numbers were made", id: "how"))
      </main>
      <footer><div class="wrap"><p>Made by EngagementLab \(version) from recorded data.</p></div></footer>
      """
  }

  private var warnings: HTML {
    guard !result.warnings.isEmpty else { return .empty }
    let items = result.warnings.map { text -> HTML in
      "<li class=\"warning\"><b class=\"tag\">! Warning</b> <span>\(text)</span></li>\n"
    }
    return """
      <section class="health" aria-labelledby="health"><h2 id="health">Before you use it</h2>
      <ul class="warnings">\(items)</ul></section>
      """
  }

  private var parameters: HTML {
    let sources = result.parameters.map { parameter -> HTML in
      "<li><code>\(parameter.name)</code>: \(parameter.source)</li>\n"
    }
    let left = result.leftAtDefault.map { "\($0.name): \($0.reason)." }
    let table: HTML = result.parameters.isEmpty ? .empty : self.table(facts.parameters).html
    return """
      <section id="verdict" aria-labelledby="parameters"><h2 id="parameters">The block</h2>
      <p class="lead">Paste it below <code>population:</code> of a scenario.</p>
      <pre class="scroll" tabindex="0"><code>\(block.text)</code></pre>
      \(table)
      <ul class="plain">\(sources)</ul>
      \(left.isEmpty ? .empty : section(list: left, title: "Left at their defaults", id: "defaults"))
      </section>

      """
  }

  private var models: HTML {
    guard let models = facts.models else { return .empty }
    let sentences = facts.forecasts.map { text -> HTML in "<li>\(text)</li>\n" }
    let correlation: HTML = facts.correlation.map { table($0).html } ?? .empty
    return """
      <section aria-labelledby="models"><h2 id="models">Models</h2>
      <p class="lead">The chosen one has a star. The lower the AIC, the better a model explains the same data.</p>
      \(table(models).html)
      <ul class="plain">\(sentences)</ul>
      \(correlation)
      </section>

      """
  }

  private func section(list: [String], title: String, id: String) -> HTML {
    let items = list.map { text -> HTML in "<li>\(text)</li>\n" }
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2><ul class="plain">\(items)</ul></section>
      """
  }

  private func section(_ series: FitSeries) -> HTML {
    let table = table(facts.table(series, all: true))
    let plot: HTML =
      drawsCharts && series.points.count >= 2
      ? """
      <div class="plot" role="img" aria-label="\(series.title). \(series.about)" style="min-height:320px"></div>
      <script type="application/json" class="spec">\(HTML(trusted: chart(series).scriptText))</script>
      """ : .empty
    let open: HTML = drawsCharts ? .empty : " open"
    return """
      <section aria-labelledby="\(series.id)"><h2 id="\(series.id)">\(series.title)</h2>
      <p class="lead">\(series.about)</p>
      <figure class="chart wide" id="chart-\(series.id)" data-file="\(series.id)">
      \(plot)
      <details\(open)><summary>Numbers</summary>\(table.html)</details>
      <div class="tools needs-script" hidden><button type="button" class="quiet" data-csv \
      aria-label="Download as CSV: \(series.title)">CSV</button></div>
      </figure></section>

      """
  }

  /// A table of words as one of the page.
  private func table(_ table: SummaryTable) -> DataTable {
    DataTable(
      caption: table.title,
      columns: table.columns.map { $0.isNumeric ? .number($0.title) : .text($0.title) },
      rows: table.rows.map { $0.map(DataTable.Cell.text) })
  }

  private func chart(_ series: FitSeries) -> JSONValue {
    func line(_ label: String, _ value: (FitSeries.Point) -> Double?) -> LineChart.Line {
      LineChart.Line(
        label: label,
        points: series.points.compactMap { point in
          value(point).map {
            LineChart.Point(
              x: .number(point.x), label: point.label + (point.isHoldout ? " (not seen by the fit)" : ""), value: $0,
              text: facts.text($0, series.unit))
          }
        })
    }
    var lines = [line("actual") { $0.actual }, line(series.fittedName) { $0.fitted }]
    if let plain = series.plainName { lines.append(line(plain) { $0.plain }) }
    let chart = LineChart(
      lines: lines, scale: ArmScale(labels: lines.map(\.label)), xTitle: series.xTitle, xIsDate: false, yTitle: "",
      yFormat: series.unit == .share ? ".0%" : ",")
    return chart.spec
  }
}
