import Experiments
import Foundation
import Reporting
import Testing

/// Polls, attribution beside the effect, and what the platform hears of.
struct ClaimsTests {
  @Test func claimsStandBesideTheirEffectWithTheWarning() throws {
    let page = try HTMLReport(result: Fixture.media(), assets: .load(environment: [:])).page()
    #expect(page.contains(HTML(escaping: ReportFacts.claimSentence).markup))
    #expect(TerminalSummary(result: try Fixture.media(), style: .plain).text.contains(ReportFacts.claimSentence))
    #expect(MarkdownSummary(result: try Fixture.media()).text.contains(ReportFacts.claimSentence))
  }

  @Test func claimsAddUpTheCreditsOfCampaigns() throws {
    let facts = ReportFacts(try Fixture.media())
    #expect(facts.claims.count == 12, "two views, six arms with messages")
    for claim in facts.claims {
      let arm = try #require(facts.result.arms.first { $0.name == claim.arm })
      let credits = try #require(arm.attribution?[claim.view.name]).credits
      #expect(claim.attributed == credits.values.reduce(0) { $0 + $1.conversions })
      #expect((claim.caused == nil) == (claim.view.kpi == nil))
    }
  }

  @Test func aViewWithoutAKPIHasNoEffectToShow() throws {
    let facts = ReportFacts(try Fixture.media())
    let view = try #require(facts.result.attribution?.first { $0.kpi == nil })
    #expect(ReportCharts(facts).claims(of: view) == nil)
    let claim = try #require(facts.claims.first { $0.view == view })
    #expect(facts.caused(claim, numbers: .plain).interval == "no KPI counts it")
  }

  @Test func rulesInWords() throws {
    let facts = ReportFacts(try Fixture.media())
    var view = try #require(facts.result.attribution?.first)
    #expect(facts.words(view) == "the last message received within 1 day before article")
    view.credit = "last-click-else-view"
    view.withinSeconds = 2 * 3600
    view.oncePerUser = true
    #expect(facts.words(view) == "the last message opened, else seen, within 2 hours before article, once per user")
    view.credit = "every"
    view.start = "click"
    view.withinSeconds = 90
    #expect(facts.words(view) == "every message opened within 90 s before article, once per user")
  }

  @Test func nothingIsSaidOfWhatThereIsNot() throws {
    var result = try Fixture.media()
    result.attribution = nil
    for index in result.arms.indices {
      result.arms[index].attribution = nil
      result.arms[index].sessionSources = nil
      result.arms[index].polls = nil
      for name in result.arms[index].campaigns.keys { result.arms[index].campaigns[name]?["reported"] = nil }
    }
    let page = try HTMLReport(result: result, assets: .load(environment: [:])).page()
    for text in [page, TerminalSummary(result: result, style: .plain).text, MarkdownSummary(result: result).text] {
      for word in ["What messages claim", "What people answered", "the platform hears of"] {
        #expect(!text.contains(word), "\(word)")
      }
    }
  }

  @Test func answersAreSharesOfThoseWhoAnswered() throws {
    let polls = ReportFacts(try Fixture.media()).polls
    #expect(polls.count == 4)
    for poll in polls {
      #expect(abs(poll.answers.compactMap(\.share).reduce(0, +) - 1) < 1e-9)
      #expect(poll.answers.map(\.count) == poll.answers.map(\.count).sorted(by: >))
    }
  }

  @Test func tellsWhatThePlatformHearsOf() throws {
    let facts = ReportFacts(try Fixture.media())
    let arm = try #require(facts.result.arms.first { $0.name == "welcome" })
    #expect(
      facts.hearsay(in: arm, numbers: .plain)?.hasPrefix("People saw 189,701 messages, and the platform hears of ")
        == true)
    var loud = arm
    for (name, counts) in arm.campaigns { loud.campaigns[name]?["reported"] = counts["displayed"] }
    #expect(facts.hearsay(in: loud, numbers: .plain) == nil)
  }
}
