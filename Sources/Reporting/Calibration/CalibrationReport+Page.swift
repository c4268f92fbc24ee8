import Calibration
import LabStatistics

extension CalibrationReport {
  /// The report as one self-contained page; without a chart library it has tables only.
  public func page(assets: ReportAssets) -> String {
    let shell = ChartPage(assets: assets, version: version)
    let page = CalibrationPage(facts: CalibrationFacts(result: result, numbers: .page), block: block, shell: shell)
    return shell.filled(title: result.title, body: page.body)
  }
}

/// The body of the page of a calibration.
private struct CalibrationPage {
  let facts: CalibrationFacts
  let block: BehaviorBlock
  let shell: ChartPage

  private var result: CalibrationResult { facts.result }

  var body: HTML {
    let series = result.series.map { shell.section(chart($0), isDrawn: $0.points.count >= 2) }
    return """
      \(shell.header("Calibration", title: result.title, facts: result.data))
      <main>
      \(shell.warnings(result.warnings, title: "Before you use it"))
      \(parameters)
      \(models)
      \(series)
      \(shell.list(result.notes, title: "How these numbers were made", id: "how"))
      </main>
      \(shell.footer(" from recorded data."))
      """
  }

  private var parameters: HTML {
    let sources = result.parameters.map { parameter -> HTML in
      "<li><code>\(parameter.name)</code>: \(parameter.source)</li>\n"
    }
    let left = result.leftAtDefault.map { "\($0.name): \($0.reason)." }
    let table: HTML = result.parameters.isEmpty ? .empty : facts.parameters.dataTable.html
    return """
      <section id="verdict" aria-labelledby="parameters"><h2 id="parameters">The block</h2>
      <p class="lead">Paste it below <code>population:</code> of a scenario.</p>
      <pre class="scroll" tabindex="0"><code>\(block.text)</code></pre>
      \(table)
      <ul class="plain">\(sources)</ul>
      \(left.isEmpty ? .empty : shell.list(left, title: "Left at their defaults", id: "defaults"))
      </section>

      """
  }

  private var models: HTML {
    guard let models = facts.models else { return .empty }
    let sentences = facts.forecasts.map { text -> HTML in "<li>\(text)</li>\n" }
    let correlation: HTML = facts.correlation.map { $0.dataTable.html } ?? .empty
    return """
      <section aria-labelledby="models"><h2 id="models">Models</h2>
      <p class="lead">The chosen one has a star. The lower the AIC, the better a model explains the same data.</p>
      \(models.dataTable.html)
      <ul class="plain">\(sentences)</ul>
      \(correlation)
      </section>

      """
  }

  private func chart(_ series: FitSeries) -> Chart {
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
    return Chart(
      id: series.id, title: series.title, summary: series.about, spec: chart.spec,
      table: facts.table(series, all: true).dataTable, height: 320)
  }
}
