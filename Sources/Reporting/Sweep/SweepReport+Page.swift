import Experiments
import LabStatistics
import Simulation

extension SweepReport {
  /// The report as one self-contained page; without a chart library it has tables only.
  public func page(assets: ReportAssets) -> String {
    let shell = ChartPage(assets: assets, version: ScenarioRun.version)
    return shell.filled(title: title, body: SweepPage(report: self, shell: shell).body)
  }
}

/// The body of the page of a sweep.
private struct SweepPage {
  let report: SweepReport
  let shell: ChartPage

  var body: HTML {
    let facts = [report.about] + report.plan.parameters.map { "\($0.path): \($0.values.text)" }
    let charts = SweepCharts(report).all.map { shell.section($0) }
    return """
      \(shell.header("Sweep", title: report.title, facts: facts))
      <main>
      \(warnings)
      \(answer)
      \(charts)
      \(points)
      </main>
      \(shell.footer(". Every number of every point is in sweep.csv."))
      """
  }

  private var warnings: HTML {
    let failures = report.failures
    return shell.warnings(
      failures.prefix(20).map { point, reason in "\(report.words(point)): \(reason)" },
      title: "Points that could not be played: \(failures.count)")
  }

  private var answer: HTML {
    guard !report.sentences.isEmpty else { return .empty }
    let items = report.sentences.map { text -> HTML in "<p>\(text)</p>\n" }
    return "<section id=\"verdict\" aria-labelledby=\"answer\"><h2 id=\"answer\">The answer</h2>\(items)</section>\n"
  }

  /// The measure at every point; very many are left to the files.
  private var points: HTML {
    guard let table = report.pointTable(most: 500) else { return .empty }
    return
      "<section aria-labelledby=\"points\"><h2 id=\"points\">Points</h2>\(table.dataTable.html)<p>\(table.note)</p></section>\n"
  }
}
