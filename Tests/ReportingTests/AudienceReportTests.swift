import Experiments
import Foundation
import Reporting
import Testing

struct AudienceReportTests {
  /// A funnel and a plain segment, in a scenario without warm-up.
  private func estimate() throws -> AudienceEstimate { try decode(Fixture.data("audience.json")) }

  private func decode(_ json: Data) throws -> AudienceEstimate {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(AudienceEstimate.self, from: json)
  }

  @Test func textIsAsAgreed() throws { try expectGolden(AudienceReport(estimate()).text, "audience.txt") }

  @Test func jsonHasEveryNumber() throws {
    let json = try AudienceReport(estimate()).json()
    #expect(try decode(Data(json.utf8)) == estimate())
    #expect(json.contains("\"share_of_previous\": 0.25"))
  }

  @Test func aCensusIsExact() throws {
    var estimate = try self.estimate()
    estimate.moments[1].sampled = estimate.moments[1].known
    estimate.moments[1].campaigns[0].members.low = 41_000
    estimate.moments[1].campaigns[0].members.high = 41_000
    let text = AudienceReport(estimate).text
    #expect(text.contains("All 100,000 people were played, so the numbers are exact for seed 7."))
    #expect(text.contains(/come_back +41,000  exact/))
  }
}
