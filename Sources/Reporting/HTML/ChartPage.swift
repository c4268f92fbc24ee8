/// The pieces of the pages about one thing: a calibration, a design, a sweep.
///
/// Each is one self-contained file; without a chart library it has tables only.
struct ChartPage {
  let assets: ReportAssets
  let version: String

  /// Whether charts can be drawn.
  var drawsCharts: Bool { assets.hasChartLibrary }

  /// The file.
  ///
  /// - Parameter results: A JSON document that the page carries for its downloads.
  func filled(title: String, body: HTML, results: String = "null") -> String {
    let library = assets.chartLibrary ?? ""
    return PageTemplate.filled(
      assets.template,
      with: [
        "policy": HTMLReport.policy(scripts: [library, assets.script]), "version": HTML.escape(version),
        "title": HTML.escape(title), "style": assets.style, "body": body.markup, "results": results,
        "library": library, "script": assets.script,
      ])
  }

  /// The head of the page.
  func header(_ kind: String, title: String, facts: [String]) -> HTML {
    let items = facts.map { text -> HTML in "<li>\(text)</li>" }
    return """
      <header class="top"><div class="wrap">
      <p class="brand">EngagementLab <span>\(kind)</span></p>
      <h1>\(title)</h1>
      <ul class="facts">\(items)</ul>
      \(drawsCharts ? Self.scriptNotice : .empty)
      </div></header>
      """
  }

  /// The foot of the page.
  func footer(_ words: String) -> HTML {
    "<footer><div class=\"wrap\"><p>Made by EngagementLab \(version)\(words)</p></div></footer>"
  }

  /// What stands where scripts are switched off.
  static let scriptNotice: HTML = """
    <noscript><p class="notice">Charts need JavaScript. Every number is in the tables below.</p></noscript>
    """

  /// What must be known before the numbers; nothing where there is nothing.
  func warnings(_ messages: [String], title: String) -> HTML {
    guard !messages.isEmpty else { return .empty }
    let items = messages.map { text -> HTML in
      "<li class=\"warning\"><b class=\"tag\">! Warning</b> <span>\(text)</span></li>\n"
    }
    return """
      <section class="health" aria-labelledby="health"><h2 id="health">\(title)</h2>
      <ul class="warnings">\(items)</ul></section>
      """
  }

  /// A section of plain sentences.
  func list(_ items: [String], title: String, id: String) -> HTML {
    let items = items.map { text -> HTML in "<li>\(text)</li>\n" }
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2><ul class="plain">\(items)</ul></section>
      """
  }

  /// A section of a chart with its words, its table and its download.
  func section(_ chart: Chart, isDrawn: Bool = true) -> HTML {
    let open: HTML = drawsCharts ? .empty : " open"
    return """
      <section aria-labelledby="\(chart.id)"><h2 id="\(chart.id)">\(chart.title)</h2>
      <p class="lead">\(chart.summary)</p>
      <figure class="chart wide" id="chart-\(chart.id)" data-file="\(chart.id)">
      \(drawsCharts && isDrawn ? chart.plot : .empty)
      <details\(open)><summary>Numbers</summary>\(chart.table.html)</details>
      <div class="tools needs-script" hidden><button type="button" class="quiet" data-csv \
      aria-label="Download as CSV: \(chart.title)">CSV</button></div>
      </figure></section>

      """
  }
}

extension Chart {
  /// Where the script draws the chart, and what it draws.
  var plot: HTML {
    """
    <div class="plot" role="img" aria-label="\(title). \(summary)" style="min-height:\(height)px"></div>
    <script type="application/json" class="spec">\(HTML(trusted: spec.scriptText))</script>
    """
  }
}

extension SummaryTable {
  /// The same as a table of a page.
  var dataTable: DataTable {
    DataTable(
      caption: title, columns: columns.map { $0.isNumeric ? .number($0.title) : .text($0.title) },
      rows: rows.map { $0.map(DataTable.Cell.text) })
  }
}
