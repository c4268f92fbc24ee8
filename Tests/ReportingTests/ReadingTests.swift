import Experiments
import Reporting
import Testing

struct ReadingTests {
  @Test(
    arguments: [
      (0.1, 0.05, 0.15, "higher", Reading.better), (0.1, 0.05, 0.15, "lower", .worse),
      (-0.1, -0.2, -0.05, "lower", .better),
      (-0.1, -0.2, -0.05, "higher", .worse), (0.1, -0.05, 0.25, "higher", .unclear), (0.1, 0, 0.2, "higher", .unclear),
      (0, 0, 0, "higher", .same), (0.1, 0.05, 0.15, "neither", .changed),
    ] as [(Double, Double, Double, String, Reading)])
  func readsIntervals(estimate: Double, low: Double, high: Double, better: String, reading: Reading) throws {
    var interval = try #require(try Fixture.media().lifts.first).difference
    interval.estimate = estimate
    interval.low = low
    interval.high = high
    #expect(Reading(interval, better: better) == reading)
  }

  @Test func readsNothingIntoNothing() throws {
    var interval = try #require(try Fixture.media().lifts.first).difference
    interval.low = nil
    #expect(Reading(interval, better: "higher") == .missing)
  }
}
