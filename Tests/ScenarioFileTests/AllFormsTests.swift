import Foundation
import ScenarioFile
import Simulation
import Testing

/// One scenario that says everything that the format can say.
@Suite("All forms of the format")
struct AllFormsTests {
  private func load() throws -> ScenarioFile.Loaded {
    try ScenarioFile.parse(Golden.fixture("all-forms.yaml"), name: "all-forms.yaml")
  }

  @Test("mean what they say")
  func canonical() throws {
    let text = try load().scenario.canonicalText
    try Golden.expect(text, in: "Tests/ScenarioFileTests/Fixtures/canonical/all-forms.txt")
  }

  @Test("have no problems")
  func clean() throws { #expect(try load().warnings.map(\.description) == []) }

  @Test("are written in full, and read again")
  func roundTrip() throws {
    let scenario = try load().scenario
    let written = ScenarioFile.text(of: scenario)
    #expect(try ScenarioFile.parse(written).scenario == scenario)
    for key in ["clock_error", "funnel", "refresh", "send_window", "last_slot", "uninstall_notice", "once_per_user"] {
      #expect(written.contains("\(key):"))
    }
  }
}
