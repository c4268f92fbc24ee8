import Experiments

extension DesignReport {
  /// The design as one self-contained page; without a chart library it has tables only.
  public func page(assets: ReportAssets) -> String {
    let page = DesignPage(
      facts: DesignFacts(result: result, numbers: .page), block: block, drawsCharts: assets.hasChartLibrary)
    let library = assets.chartLibrary ?? ""
    return PageTemplate.filled(
      assets.template,
      with: [
        "policy": HTMLReport.policy(scripts: [library, assets.script]), "version": HTML.escape(result.version),
        "title": HTML.escape(facts.title), "style": assets.style, "body": page.body.markup, "results": "null",
        "library": library, "script": assets.script,
      ])
  }
}

/// The body of the page of a design.
private struct DesignPage {
  let facts: DesignFacts
  let block: String
  let drawsCharts: Bool

  private var result: DesignResult { facts.result }
  private var charts: DesignCharts { DesignCharts(facts: facts) }

  var body: HTML {
    let head = facts.head.map { sentence -> HTML in "<li>\(sentence)</li>" }
    return """
      <header class="top"><div class="wrap">
      <p class="brand">EngagementLab <span>Design of a test</span></p>
      <h1>\(facts.title)</h1>
      <ul class="facts">\(head)</ul>
      \(drawsCharts ? HTML(trusted: "<noscript><p class=\"notice\">Charts need JavaScript. Every number is in the tables below.</p></noscript>") : .empty)
      </div></header>
      <main>
      <section id="verdict" aria-labelledby="advice"><h2 id="advice">What to do</h2>
      <p><b>\(result.recommendation.sentence)</b></p>
      <p class="lead">Paste this into the scenario before the test; it says what is decided and how.</p>
      <pre class="scroll" tabindex="0"><code>\(block)</code></pre></section>
      \(warnings)
      \(charts.all.map(figure))
      \(facts.tables.dropFirst().enumerated().map { section($0.element, id: "table-\($0.offset)") })
      \(list(facts.notes, title: "How these numbers were made", id: "how"))
      </main>
      <footer><div class="wrap"><p>Made by EngagementLab \(result.version).</p></div></footer>
      """
  }

  private var warnings: HTML {
    guard !result.warnings.isEmpty else { return .empty }
    let items = result.warnings.map { text -> HTML in
      "<li class=\"warning\"><b class=\"tag\">! Warning</b> <span>\(text)</span></li>\n"
    }
    return """
      <section class="health" aria-labelledby="health"><h2 id="health">Beware</h2>
      <ul class="warnings">\(items)</ul></section>
      """
  }

  private func list(_ items: [String], title: String, id: String) -> HTML {
    let items = items.map { text -> HTML in "<li>\(text)</li>\n" }
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2><ul class="plain">\(items)</ul></section>
      """
  }

  private func section(_ table: SummaryTable, id: String) -> HTML {
    guard !table.rows.isEmpty else { return .empty }
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)">\(table.title)</h2>
      <p class="lead">\(table.note)</p>
      \(charts.table(table).html)
      </section>

      """
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
}
