import EngagementCore
import Experiments
import Reporting
import Testing

struct OutcomeTextTests {
  /// In the order in which the engine decides, and with words of their own.
  @Test func everyOutcomeHasWords() {
    let losses = Outcome.allCases.filter { $0 != .delivered }.map(\.name)
    #expect(OutcomeText.losses.map(\.name) == losses)
    #expect(Set(OutcomeText.losses.map(\.words)).count == losses.count)
  }

  /// A count that nobody knows would be taken for a loss.
  @Test(arguments: CampaignCount.allCases)
  func countsAreNoLosses(count: CampaignCount) {
    #expect(OutcomeText.losses(in: [count.name: 7]).isEmpty)
  }

  @Test(arguments: [
    ("push", "pushes switched off", "pushes switched off because of it"), ("", "pushes switched off", nil),
    ("email", "no e-mails wanted, or no address", "e-mails refused because of it"),
    ("sms", "no SMS wanted, or no address", "SMS refused because of it"),
  ])
  func permissionMeansSomethingElseOnEachChannel(channel: String, lost: String, caused: String?) {
    let counts = ["targeted": 5, "opted-out": 4, "caused-opt-out": 1]
    #expect(OutcomeText.losses(in: counts, channel: channel).map(\.words) == [lost])
    if let caused { #expect(OutcomeText.sideEffects(in: counts, channel: channel).map(\.words) == [caused]) }
  }

  @Test func zerosAreNotTold() {
    let counts = Dictionary(uniqueKeysWithValues: OutcomeText.sideEffects.map { ($0.name, 0) })
    #expect(OutcomeText.sideEffects(in: counts).isEmpty)
    #expect(OutcomeText.sideEffects(in: ["displayed": 10, "reported": 10]).isEmpty)
    #expect(OutcomeText.sideEffects(in: ["displayed": 10, "reported": 4]).map(\.count) == [4])
  }

  @Test func waterfallsShowTheOutcomesThatOccur() throws {
    let result = try Fixture.media()
    let arm = try #require(result.arms.first { $0.name == "broadcast" })
    let chart = try #require(ReportCharts(ReportFacts(result)).waterfall(of: "broadcast_3pw", in: arm))
    let steps = chart.table.rows.map { $0[0].text }
    #expect(steps.contains("lost: the money was spent") && steps.contains("lost: over the send rate"))
    #expect(!steps.contains { $0.contains("all places taken") }, "nobody was lost to it")
    #expect(steps.contains("beside: displays that the platform hears of"))
  }

  @Test func letterCampaignsSayTheirChannel() throws {
    let result = try Fixture.media()
    let arm = try #require(result.arms.first { $0.name == "inactive" })
    let chart = try #require(ReportCharts(ReportFacts(result)).waterfall(of: "why_poll", in: arm))
    #expect(chart.title == "Why poll (e-mail)")
    #expect(chart.table.rows.contains { $0[0].text == "lost: no e-mails wanted, or no address" })
    let hours = try #require(ReportCharts(ReportFacts(result)).heatMap(of: arm))
    #expect(hours.summary.hasPrefix("Pushes and e-mails delivered"))
  }
}
