import Crypto
import Experiments
import Foundation

/// The report page: one file that holds its data, styles and charts and never touches the network.
///
/// ```swift
/// let page = try HTMLReport(result: sealed, assets: .load()).page()
/// ```
public struct HTMLReport: Sendable {
  let facts: ReportFacts
  let charts: ReportCharts
  let numbers = ReportNumbers.page
  private let assets: ReportAssets

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - result: A result with its digest (``ResultsJSON/sealed(_:)``).
  ///   - assets: The files that the page is made of; without a chart library the page shows tables and says so.
  public init(result: RunResult, assets: ReportAssets) {
    facts = ReportFacts(result)
    charts = ReportCharts(facts)
    self.assets = assets
  }

  /// Whether the page can draw its charts.
  var drawsCharts: Bool { assets.chartLibrary != nil }
  var result: RunResult { facts.result }

  /// Returns the page.
  ///
  /// - Throws: `EncodingError` when the result cannot be encoded.
  public func page() throws -> String {
    try ChartPage(assets: assets, version: result.version).filled(
      title: facts.title, body: body, results: ResultsJSON.document(of: result).scriptText)
  }

  /// A content security policy that allows the page's own scripts, by their hashes, and no request of any kind.
  static func policy(scripts: [String]) -> String {
    let hashes = scripts.filter { !$0.isEmpty }.map { script in
      "'sha256-\(Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString())'"
    }
    return "default-src 'none'; script-src \(hashes.joined(separator: " ")); style-src 'unsafe-inline'; "
      + "base-uri 'none'; form-action 'none'"
  }

  private var body: HTML {
    let sections: [PageSection] = [
      verdictSection, effectsSection, uncertaintySection, claimsSection, naiveSection, timeSection, messagesSection,
      pressureSection, moneySection, variantsSection, testsSection, helpSection, provenanceSection,
    ].compactMap { $0 }
    return """
      \(header)
      \(navigation(sections))
      <main>
      \(healthSection)
      \(sections.map(\.html))
      </main>
      \(footer)
      """
  }

  private var header: HTML {
    let scenario = result.scenario
    let about: HTML = scenario.about.isEmpty ? .empty : "<p class=\"about\">\(scenario.about)</p>"
    let alternatives = Words.count(facts.alternatives.count, "alternative", "alternatives")
    let facts: [HTML] = [
      "<li><b>\(numbers.count(result.users))</b> simulated people</li>",
      "<li><b>\(DateText.span(days: scenario.horizonDays))</b> from \(DateText.long(scenario.start))</li>",
      "<li><b>\(alternatives)</b> against <b>\(Words.midSentence(self.facts.label(arm: scenario.baseline)))</b></li>",
    ]
    return """
      <header class="top">
      <div class="wrap">
      <p class="brand">EngagementLab <span>Report</span></p>
      <h1>\(self.facts.title)</h1>
      \(about)
      <ul class="facts">\(facts)</ul>
      <p class="answer">\(Headline(self.facts, numbers: numbers).text)</p>
      \(noChartsNotice)
      </div>
      </header>
      """
  }

  private var noChartsNotice: HTML {
    guard !drawsCharts else { return ChartPage.scriptNotice }
    return """
      <p class="notice" id="no-charts" role="status"><b>This report has no charts:</b> the lab was built without its chart \
      library. Every number is in the tables below. To get the charts, run <code>make setup</code>, build and run again.</p>
      """
  }

  private func navigation(_ sections: [PageSection]) -> HTML {
    let links = sections.map { section -> HTML in "<li><a href=\"#\(section.id)\">\(section.shortTitle)</a></li>" }
    return """
      <nav class="toc" aria-label="Sections"><div class="wrap"><ul>\(links)</ul>
      <button type="button" class="quiet needs-script" data-everything hidden>Show everything</button></div></nav>
      """
  }

  private var footer: HTML {
    """
    <footer><div class="wrap"><p>Made by EngagementLab \(result.version). Results of a simulation: they say what would \
    happen to the simulated people under the assumptions of the scenario.</p></div></footer>
    """
  }
}
