import Foundation
import Reporting
import Testing

/// The page in a real browser.
///
/// Set `REPORT_PAGE_DIR` to keep the page and its pictures in a folder, to look at them.
@Suite(.serialized)
struct ReportPageTests {
  @Test(
    .enabled(if: Browser() != nil || Browser.isRequired, "no Chromium on this machine"),
    arguments: ["media", "null", "uncertain"])
  func drawsEveryChartWithoutComplaintOrRequest(name: String) throws {
    let assets = try Fixture.assets()
    try #require(assets.hasChartLibrary, "run `make setup`: the chart library is not built")
    let browser = try #require(Browser(), "Chromium is needed where CI=true")
    let kept = ProcessInfo.processInfo.environment["REPORT_PAGE_DIR"].map { URL(fileURLWithPath: $0) }
    let folder = kept ?? FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if kept == nil { try? FileManager.default.removeItem(at: folder) } }

    let page = folder.appendingPathComponent("\(name).html")
    let result =
      switch name {
      case "media": try Fixture.media()
      case "uncertain": try Fixture.uncertain()
      default: try Fixture.null()
      }
    let text = try HTMLReport(result: ResultsJSON.sealed(result), assets: assets).page()
    try text.write(to: page, atomically: true, encoding: .utf8)
    let visit = try browser.visit(page, fragment: "#everything", scratch: folder)

    #expect(visit.console.isEmpty)
    #expect(visit.requests.isEmpty)
    let charts = text.ranges(of: "class=\"spec\"").count
    #expect(charts > 5)
    #expect(visit.document.contains("data-charts-drawn=\"\(charts)\""))
    #expect(visit.document.contains("data-charts-failed=\"0\""))
    #expect(visit.document.contains("data-charts-waiting=\"0\""))
    #expect(visit.document.ranges(of: "<svg").count >= charts)
  }
}
