import Experiments
import Foundation
import Reporting
import Testing

struct AudienceReportTests {
  private func count(_ users: Int, _ share: Double, _ low: Int, _ high: Int) -> AudienceEstimate.Count {
    AudienceEstimate.Count(users: users, share: share, low: low, high: high)
  }

  /// A funnel and a plain segment at the launch of a scenario without warm-up, and later.
  private var estimate: AudienceEstimate {
    let buyers = AudienceEstimate.Segment(
      group: AudienceEstimate.Group(
        name: "buyers", who: "(did(product)) and (did(buy))", members: count(9_000, 0.09, 8_200, 9_900),
        uninstalled: count(500, 0.005, 300, 800)),
      steps: [
        AudienceEstimate.Step(
          who: "did(product)", members: count(36_000, 0.36, 34_700, 37_300), uninstalled: count(4_000, 0.04, 3_500, 4_600),
          shareOfPrevious: 0.45),
        AudienceEstimate.Step(
          who: "did(buy)", members: count(9_000, 0.09, 8_200, 9_900), uninstalled: count(500, 0.005, 300, 800),
          shareOfPrevious: 0.25),
      ])
    let silent = AudienceEstimate.Group(
      name: "silent", who: "days_since(session) >= 14", members: count(41_000, 0.41, 39_600, 42_400),
      uninstalled: count(18_000, 0.18, 17_000, 19_100))
    var moment = AudienceEstimate.Moment(
      name: "launch", day: 0, date: "2016-01-04", known: 0, sampled: 0, installed: count(0, 0, 0, 0),
      uninstalled: count(0, 0, 0, 0), segments: [], campaigns: [])
    moment.installed.share = nil
    moment.uninstalled.share = nil
    let launch = moment
    moment = AudienceEstimate.Moment(
      name: "end", day: 28, date: "2016-02-01", known: 100_000, sampled: 5_000,
      installed: count(80_000, 0.8, 78_900, 81_100), uninstalled: count(20_000, 0.2, 18_900, 21_100),
      segments: [buyers, AudienceEstimate.Segment(group: silent, steps: [])],
      campaigns: [
        AudienceEstimate.Group(
          name: "come_back", who: "silent", members: silent.members, uninstalled: silent.uninstalled)
      ])
    return AudienceEstimate(
      version: "1", scenario: "small_shop", title: "", seed: 7, arm: "none", confidence: 0.95, moments: [launch, moment])
  }

  @Test func textIsAsAgreed() throws { try expectGolden(AudienceReport(estimate).text, "audience.txt") }

  @Test func jsonHasEveryNumber() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let json = try AudienceReport(estimate).json()
    #expect(try decoder.decode(AudienceEstimate.self, from: Data(json.utf8)) == estimate)
    #expect(json.contains("\"share_of_previous\": 0.25"))
  }

  @Test func aCensusIsExact() {
    var estimate = estimate
    estimate.moments[1].sampled = estimate.moments[1].known
    estimate.moments[1].campaigns[0].members = count(41_000, 0.41, 41_000, 41_000)
    let text = AudienceReport(estimate).text
    #expect(text.contains("All 100,000 people were played, so the numbers are exact for seed 7."))
    #expect(text.contains(/come_back +41,000  exact/))
  }
}
