import Experiments
import LabStatistics
import Simulation

extension SweepReport {
  /// The report as one self-contained page; without a chart library it has tables only.
  public func page(assets: ReportAssets) -> String {
    let library = assets.chartLibrary ?? ""
    return PageTemplate.filled(
      assets.template,
      with: [
        "policy": HTMLReport.policy(scripts: [library, assets.script]), "version": HTML.escape(ScenarioRun.version),
        "title": HTML.escape(title), "style": assets.style,
        "body": SweepPage(report: self, drawsCharts: assets.hasChartLibrary).body.markup, "results": "null",
        "library": library, "script": assets.script,
      ])
  }
}

/// The body of the page of a sweep.
private struct SweepPage {
  let report: SweepReport
  let drawsCharts: Bool

  var body: HTML {
    let facts = [report.about] + report.plan.parameters.map { "\($0.path): \($0.values.text)" }
    let items = facts.map { text -> HTML in "<li>\(text)</li>" }
    let charts = SweepCharts(report).all.map(figure)
    return """
      <header class="top"><div class="wrap">
      <p class="brand">EngagementLab <span>Sweep</span></p>
      <h1>\(report.title)</h1>
      <ul class="facts">\(items)</ul>
      </div></header>
      <main>
      \(warnings)
      \(answer)
      \(charts)
      \(points)
      </main>
      <footer><div class="wrap"><p>Made by EngagementLab \(ScenarioRun.version). Every number of every point is in \
      sweep.csv.</p></div></footer>
      """
  }

  private var warnings: HTML {
    let failures = report.failures
    guard !failures.isEmpty else { return .empty }
    let items = failures.prefix(20).map { point, reason -> HTML in
      "<li class=\"warning\"><b class=\"tag\">! Warning</b> <span>\(report.words(point)): \(reason)</span></li>\n"
    }
    return """
      <section class="health" aria-labelledby="health"><h2 id="health">Points that could not be played: \(failures.count)</h2>
      <ul class="warnings">\(items)</ul></section>
      """
  }

  private var answer: HTML {
    guard !report.sentences.isEmpty else { return .empty }
    let items = report.sentences.map { text -> HTML in "<p>\(text)</p>\n" }
    return "<section id=\"verdict\" aria-labelledby=\"answer\"><h2 id=\"answer\">The answer</h2>\(items)</section>\n"
  }

  private func figure(_ chart: Chart) -> HTML {
    let plot: HTML =
      drawsCharts
      ? """
      <div class="plot" role="img" aria-label="\(chart.title). \(chart.summary)" style="min-height:\(chart.height)px"></div>
      <script type="application/json" class="spec">\(HTML(trusted: chart.spec.scriptText))</script>
      """ : .empty
    let open: HTML = drawsCharts ? .empty : " open"
    return """
      <section aria-labelledby="\(chart.id)"><h2 id="\(chart.id)">\(chart.title)</h2>
      <p class="lead">\(chart.summary)</p>
      <figure class="chart wide" id="chart-\(chart.id)" data-file="\(chart.id)">
      \(plot)
      <details\(open)><summary>Numbers</summary>\(chart.table.html)</details>
      <div class="tools needs-script" hidden><button type="button" class="quiet" data-csv \
      aria-label="Download as CSV: \(chart.title)">CSV</button></div>
      </figure></section>

      """
  }

  /// The measure at every point; very many are left to the files.
  private var points: HTML {
    guard let table = report.pointTable(most: 500) else { return .empty }
    let data = DataTable(
      caption: table.title, columns: table.columns.map { $0.isNumeric ? .number($0.title) : .text($0.title) },
      rows: table.rows.map { $0.map(DataTable.Cell.text) })
    return
      "<section aria-labelledby=\"points\"><h2 id=\"points\">Points</h2>\(data.html)<p>\(table.note)</p></section>\n"
  }
}
