import Experiments

extension DesignReport {
  /// The design as one self-contained page; without a chart library it has tables only.
  public func page(assets: ReportAssets) -> String {
    let shell = ChartPage(assets: assets, version: result.version)
    let page = DesignPage(facts: DesignFacts(result: result, numbers: .page), block: block, shell: shell)
    return shell.filled(title: facts.title, body: page.body)
  }
}

/// The body of the page of a design.
private struct DesignPage {
  let facts: DesignFacts
  let block: String
  let shell: ChartPage

  private var result: DesignResult { facts.result }
  private var charts: DesignCharts { DesignCharts(facts: facts) }

  var body: HTML {
    """
    \(shell.header("Design of a test", title: facts.title, facts: facts.head))
    <main>
    <section id="verdict" aria-labelledby="advice"><h2 id="advice">What to do</h2>
    <p><b>\(result.recommendation.sentence)</b></p>
    <p class="lead">Paste this into the scenario before the test; it says what is decided and how.</p>
    <pre class="scroll" tabindex="0"><code>\(block)</code></pre></section>
    \(shell.warnings(result.warnings, title: "Beware"))
    \(charts.all.map { shell.section($0) })
    \(facts.tables.dropFirst().enumerated().map { section($0.element, id: "table-\($0.offset)") })
    \(shell.list(facts.notes, title: "How these numbers were made", id: "how"))
    </main>
    \(shell.footer("."))
    """
  }

  private func section(_ table: SummaryTable, id: String) -> HTML {
    guard !table.rows.isEmpty else { return .empty }
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)">\(table.title)</h2>
      <p class="lead">\(table.note)</p>
      \(table.dataTable.html)
      </section>

      """
  }
}
