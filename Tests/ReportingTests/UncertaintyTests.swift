import Experiments
import Foundation
import Reporting
import Testing

/// What a report says of numbers that are not known exactly.
struct UncertaintyTests {
  private func page(_ result: RunResult) throws -> String {
    var assets = try Fixture.assets()
    assets.chartLibrary = "window.vegaEmbed = null;"
    return try HTMLReport(result: result, assets: assets).page()
  }

  @Test func theSummaryHasATable() throws {
    let result = try ResultsJSON.sealed(Fixture.uncertain())
    let plain = try ResultsJSON.sealed(Fixture.media())
    let terminal = TerminalSummary(result: result, style: .plain).text
    try expectGolden(Self.added(terminal, to: TerminalSummary(result: plain, style: .plain).text), "uncertainty.txt")
    let markdown = MarkdownSummary(result: result).text
    try expectGolden(Self.added(markdown, to: MarkdownSummary(result: plain).text), "uncertainty.md")
  }

  /// Lines of a text that another does not have, without the digest.
  static func added(_ text: String, to other: String) -> String {
    let known = Set(other.split(separator: "\n"))
    return text.split(separator: "\n").filter { !known.contains($0) && !$0.lowercased().contains("digest") }
      .map { $0 + "\n" }.joined()
  }

  @Test func thePageHasASection() throws {
    let page = try page(Fixture.uncertain())
    #expect(page.contains("How much hangs on what is not known</h2>"))
    #expect(page.contains("href=\"#uncertainty\""))
    #expect(page.contains("population.behavior.opt_in.ios"))
    #expect(page.contains("36.0%"))
    #expect(page.contains("0.300 (log)"))
    #expect(page.contains("id=\"chart-worlds-ad-revenue-per-user\"") || page.contains("id=\"chart-worlds-"))
    #expect(page.contains("<td>31 of 40</td>"))
    #expect(page.contains("more users would help."))
  }

  @Test func aCertainScenarioSaysNothingOfIt() throws {
    let page = try page(Fixture.media())
    for word in ["uncertain", "not known", "worlds"] { #expect(!page.contains(word), "\(word)") }
    let text = try ResultsJSON.text(of: Fixture.media())
    #expect(!text.contains("uncertainty"), "the file is that of before")
  }

  @Test func theFileHasAPartOfItsOwn() throws {
    let result = try ResultsJSON.sealed(Fixture.uncertain())
    let text = try ResultsJSON.text(of: result)
    #expect(try ResultsJSON.result(from: Data(text.utf8)) == result)
    guard case .object(let members) = try ResultsJSON.document(of: result) else {
      Issue.record("the document is no object")
      return
    }
    let keys = members.map(\.key)
    #expect(keys.firstIndex(of: "uncertainty") == keys.firstIndex(of: "warnings").map { $0 - 1 })
    for key in ["drawn_mean", "world_share_low", "noise_share", "estimate_reaches", "reaches_share"] {
      #expect(text.contains("\"\(key)\""))
    }
    #expect(try result.digest != ResultsJSON.sealed(Fixture.media()).digest)
  }

  @Test func pathsAndValuesAreWords() throws {
    let facts = ReportFacts(try Fixture.uncertain())
    let inputs = try #require(facts.result.uncertainty?.inputs)
    #expect(
      inputs.map { facts.label(input: $0) } == ["opt in ios", "fatigue half life", "appeal of weekly, variant emoji"])
    #expect(
      inputs.map { facts.value($0.center, of: $0, numbers: .page) } == ["36.0%", "7.00 days", "0.200"])
  }
}
