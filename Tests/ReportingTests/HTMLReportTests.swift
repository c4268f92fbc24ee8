import Experiments
import Foundation
import Reporting
import Testing

struct HTMLReportTests {
  /// Assets without the chart library, so that these tests do not depend on `make setup`.
  private func assets() throws -> ReportAssets {
    var assets = try Fixture.assets()
    assets.chartLibrary = "window.vegaEmbed = null;"
    return assets
  }

  @Test func tellsItsStoryInOrder() throws {
    let page = try HTMLReport(result: Fixture.media(), assets: assets()).page()
    let order = [
      "Before you read", "Which programs work?", "What each program changes",
      "What messages claim, and what they caused", "How it unfolds", "From targeted to converted",
      "How much people have to bear", "What it costs, what it brings",
      "Which variant is better?", "How to read this page", "Where these numbers come from",
    ]
    let positions = order.compactMap { page.range(of: $0 + "</h2>")?.lowerBound }
    #expect(positions.count == order.count)
    #expect(positions == positions.sorted())
  }

  @Test func allowsItsOwnScriptsOnly() throws {
    let page = try HTMLReport(result: Fixture.media(), assets: assets()).page()
    #expect(page.contains("default-src 'none'; script-src 'sha256-"))
    for forbidden in ["unsafe-eval", "src=\"", "<link", "@import", "url(", "{{"] { #expect(!page.contains(forbidden)) }
    #expect(!page.contains("href=\"http"))
  }

  @Test func escapesWhatUsersWrite() throws {
    var result = try Fixture.media()
    let hostile = "</script><img src=x onerror=alert(1)>\"'&{{results}}"
    result.scenario.title = hostile
    result.scenario.about = hostile
    result.warnings[0].message = hostile
    result.kpis[0].title = hostile
    result.programs[0].title = hostile
    result.campaigns[0].content = hostile
    let page = try HTMLReport(result: result, assets: assets()).page()
    #expect(!page.contains("<img"))
    #expect(!page.contains("onerror=alert(1)>\""))
    // The places of the template are filled once; text that looks like one stays text.
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;{{results}}"))
    #expect(page.ranges(of: "</script>").count == page.ranges(of: "<script").count)
  }

  @Test func carriesItsData() throws {
    let sealed = try ResultsJSON.sealed(Fixture.media())
    let page = try HTMLReport(result: sealed, assets: assets()).page()
    let start = try #require(page.range(of: "id=\"results\">")?.upperBound)
    let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)?.lowerBound)
    #expect(try ResultsJSON.result(from: Data(page[start..<end].utf8)) == sealed)
  }

  @Test func showsTablesAndSaysSoWithoutChartLibrary() throws {
    var assets = try assets()
    assets.chartLibrary = nil
    let page = try HTMLReport(result: Fixture.media(), assets: assets).page()
    #expect(page.contains("This report has no charts"))
    #expect(page.contains("make setup"))
    #expect(!page.contains("class=\"spec\""))
    #expect(page.ranges(of: "<table>").count > 30)
    #expect(page.ranges(of: "<details open>").count > 30)
  }

  @Test func saysNothingAboutMissingChartsWhenTheyAreThere() throws {
    #expect(try !HTMLReport(result: Fixture.media(), assets: assets()).page().contains("This report has no charts"))
  }

  @Test func survivesAnEmptyResult() throws {
    var result = try Fixture.media()
    result.kpis = []
    result.programs = []
    result.campaigns = []
    result.arms = []
    result.lifts = []
    result.liftSeries = []
    result.objectives = []
    result.experiments = []
    result.warnings = []
    result.timing = nil
    let page = try HTMLReport(result: result, assets: assets()).page()
    #expect(page.contains("Nothing was found that would put these results in doubt."))
    #expect(page.contains("No KPI and no objective"))
  }

  @Test func everyAnchorIsThereOnce() throws {
    let page = try HTMLReport(result: Fixture.media(), assets: assets()).page()
    let ids = page.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for link in page.matches(of: #/href="#([^"]+)"/#) { #expect(ids.contains(String(link.1))) }
  }

  @Test func headingsSkipNoLevel() throws {
    let page = try HTMLReport(result: Fixture.media(), assets: assets()).page()
    let levels = page.matches(of: #/<h([1-6])[ >]/#).compactMap { Int($0.1) }
    #expect(levels.first == 1)
    #expect(levels.filter { $0 == 1 }.count == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
  }
}
