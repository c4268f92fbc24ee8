import Experiments
import Foundation
import Reporting
import Testing

@Suite struct BaselineJSONTests {
  @Test func isReadAsItWasWritten() throws {
    let baseline = Baseline(try Fixture.media(), population: 200_000, overrides: ["a=1"])
    let text = try BaselineJSON.text(of: baseline)
    let read = try BaselineJSON.baseline(from: Data(text.utf8))
    #expect(try BaselineComparison(before: baseline, after: read).isSame)
    #expect(try BaselineJSON.text(of: read) == text, "the same figures give the same bytes")
    #expect(read.overrides == ["a=1"] && read.population == 200_000)
    #expect(read.arms.allSatisfy { $0.campaigns.allSatisfy { $0.value.allSatisfy { $0.value != 0 } } })
  }

  @Test func whatIsNoBaselineIsRefused() throws {
    let good = try BaselineJSON.text(of: Baseline(try Fixture.media(), population: 1))
    for (text, error) in [
      (good.replacing("\"schema\": 1", with: "\"schema\": 2"), ResultsError.unknownBaselineSchema(2))
    ] {
      #expect(throws: error) { try BaselineJSON.baseline(from: Data(text.utf8)) }
    }
    for text in ["", "{}", "[1]", good.replacing("\"digest\"", with: "\"other\"")] {
      #expect(throws: ResultsError.self) { try BaselineJSON.baseline(from: Data(text.utf8)) }
    }
  }
}
